/// A host of an inventory: its groups and its merged variables, each with where it comes from.
package struct InventoryHost: Sendable, Equatable {
    package let name: String
    /// All its groups, ancestors too, without `all`, sorted.
    package let groups: [String]
    package var variables: Variables { own.isEmpty ? shared : shared.merging(own) { _, new in new } }
    /// Those of its groups. Hosts of the same groups share them, as thousands of copies would fill the memory.
    let shared: Variables
    /// Its own, which win.
    let own: Variables
    /// Sealed files that may hold any of its variables, and could not be opened.
    let sealed: [Source]
    /// The file that names it first, in full; nil where none does.
    let file: String?

    func variable(_ name: String) -> Variable? { own[name] ?? shared[name] }

    /// Where the first of these variables stands that is set; nil where none is.
    package func source(of names: [String]) -> Source? { names.lazy.compactMap { self.variable($0) }.first?.source }

    /// Its entry of `inventory list --format json`: `name`, `groups`, `variables`; secrets are masked.
    package var listing: Value {
        .mapping([
            "name": .string(name), "groups": .list(groups.map(Value.string)),
            "variables": .mapping(maskedVariables.mapValues(\.value)),
        ])
    }

    /// The `variables` of `inventory show --format json`: each with `value` and `source`; secrets are masked.
    package var sourcedVariables: Value {
        .mapping(
            maskedVariables.mapValues { .mapping(["value": $0.value, "source": .string($0.source.description)]) })
    }

    /// The same for a person, by name.
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
    /// The value with a mask for each text that is named like a secret, or is within what is. What is empty, a switch
    /// (`use_password: false`) or a number (`token_lifetime: 3600`) is none, but for Ansible's own passwords: an inventory
    /// in INI makes a number of `ansible_password=1234`.
    fileprivate func masked(as name: String, within isSecret: Bool = false) -> Value {
        let isSecret = isSecret || SecretName.matches(name)
        let isAnsibles = name.utf8.starts(with: "ansible_".utf8)
        switch self {
        case .vault, .vaulted: return .string(Vaulted.remark)
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

/// What an inventory in INI, where every value is a text, has for a boolean.
private let switches: Set = ["true", "false", "yes", "no"]
