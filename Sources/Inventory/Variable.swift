/// Where something of the inventory stands: `hosts.ini:12`.
package struct Source: Sendable, Hashable, CustomStringConvertible {
    /// The file as it was given, or the list of hosts of the command line.
    package let file: String
    /// From 1; nil where the whole file is meant.
    package let line: Int?

    package init(file: String, line: Int? = nil) {
        self.file = file
        self.line = line
    }

    package var description: String {
        line.map { "\(file):\($0)" } ?? file
    }
}

/// A value, and where it comes from.
package struct Variable: Sendable, Equatable {
    package let value: Value
    package let source: Source

    package init(_ value: Value, from source: Source) {
        self.value = value
        self.source = source
    }
}

extension Variable {
    /// The same as a secret of the vault.
    var vaulted: Variable { Variable(.vaulted(Vaulted(value)), from: source) }
}

/// Variables by name.
package typealias Variables = [String: Variable]

/// What one step of Ansible's precedence adds to the variables of a host.
struct VariableLayer {
    var variables: Variables = [:]
    /// Files sealed by ansible-vault and not opened, which may hold any variable: none of them may be ignored.
    var sealed: [Source] = []

    var isEmpty: Bool { variables.isEmpty && sealed.isEmpty }

    /// Lays another layer over this one. A mapping replaces a mapping, as Ansible's `hash_behaviour` does by default.
    mutating func add(_ other: VariableLayer) {
        sealed += other.sealed
        if variables.isEmpty {
            variables = other.variables
        } else {
            variables.merge(other.variables) { _, new in new }
        }
    }
}
