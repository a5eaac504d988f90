package import Diagnostics

/// A value with its source.
package struct Variable: Sendable, Equatable {
    package let value: Value
    package let source: Source

    package init(_ value: Value, from source: Source) {
        self.value = value
        self.source = source
    }
}

extension Variable {
    var vaulted: Variable { Variable(.vaulted(DecryptedValue(value)), from: source) }
}

package typealias Variables = [String: Variable]

/// Variables from one step of Ansible's precedence.
struct VariableLayer {
    var variables: Variables = [:]
    /// Encrypted files that may hold any variable.
    var sealed: [Source] = []

    var isEmpty: Bool { variables.isEmpty && sealed.isEmpty }

    /// Replaces mappings, as Ansible's default `hash_behaviour` does.
    mutating func add(_ other: VariableLayer) {
        sealed += other.sealed
        if variables.isEmpty {
            variables = other.variables
        } else {
            variables.merge(other.variables) { _, new in new }
        }
    }
}
