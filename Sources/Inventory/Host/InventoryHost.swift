package import Diagnostics

/// A host of an inventory, with its groups and merged variables.
package struct InventoryHost: Sendable, Equatable {
    package let name: String
    /// Sorted, with ancestors, without `all`.
    package let groups: [String]
    package var variables: Variables { own.isEmpty ? shared : shared.merging(own) { _, new in new } }
    /// One copy for all hosts with the same groups saves memory in large fleets.
    let shared: Variables
    let own: Variables
    /// Encrypted files that may hold any of its variables.
    let sealed: [Source]
    /// The absolute path of the first file that names it.
    let file: String?

    func variable(_ name: String) -> Variable? { own[name] ?? shared[name] }

    /// The source of the first name that is set.
    package func source(of names: [String]) -> Source? { names.lazy.compactMap { self.variable($0) }.first?.source }

    /// For `inventory list --format json`; secrets are masked.
    package var listing: Value {
        .mapping([
            "name": .string(name), "groups": .list(groups.map(Value.string)),
            "variables": .mapping(maskedVariables.mapValues(\.value)),
        ])
    }

    /// For `inventory show --format json`; secrets are masked.
    package var sourcedVariables: Value {
        .mapping(
            maskedVariables.mapValues { .mapping(["value": $0.value, "source": .string($0.source.description)]) })
    }

    /// For text output, sorted; secrets are masked.
    package var shownVariables: [(name: String, value: Value, source: Source)] {
        maskedVariables.map { ($0, $1.value, $1.source) }.sorted { $0.name < $1.name }
    }

    private var maskedVariables: Variables {
        Dictionary(
            uniqueKeysWithValues: variables.map { name, variable in
                (name, Variable(variable.value.masked(as: name), from: variable.source))
            })
    }
}

extension Value {
    /// Masks text whose name, or that of a parent, sounds like a secret.
    ///
    /// Empty text and booleans are not masked. Numbers (`token_lifetime: 3600`) and boolean words are masked only in
    /// `ansible_…` variables, because INI reads `ansible_password=1234` as a number.
    fileprivate func masked(as name: String, within isSecret: Bool = false) -> Value {
        let isSecret = isSecret || SecretName.matches(name)
        let isAnsibles = name.utf8.starts(with: "ansible_".utf8)
        switch self {
        case .vault, .vaulted: return .string(DecryptedValue.remark)
        case .string(let text), .unsafe(let text):
            let tellsNothing = text.isEmpty || !isAnsibles && switches.contains(text.lowercased())
            return isSecret && !tellsNothing ? .string("•••") : self
        case .integer, .bigInteger, .number:
            return isSecret && isAnsibles ? .string("•••") : self
        case .mapping(let values):
            return .mapping(
                Dictionary(uniqueKeysWithValues: values.map { ($0, $1.masked(as: $0, within: isSecret)) }))
        case .list(let values): return .list(values.map { $0.masked(as: name, within: isSecret) })
        case .null, .bool, .timestamp: return self
        }
    }
}

/// Booleans of INI inventories are text.
private let switches: Set = ["true", "false", "yes", "no"]
