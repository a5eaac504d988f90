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
    /// The value, but a mask for whatever is named like a secret.
    fileprivate func masked(as name: String) -> Value {
        switch self {
        case .vault, .vaulted: return .string(Vaulted.remark)
        case .null: return self
        case _ where SecretName.matches(name): return .string("•••")
        case .mapping(let values):
            return .mapping(
                Dictionary(uniqueKeysWithValues: values.map { ($0, $1.masked(as: $0)) }))
        case .list(let values): return .list(values.map { $0.masked(as: "") })
        default: return self
        }
    }
}
