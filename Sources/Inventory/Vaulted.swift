/// A value that ansible-vault had sealed: it prints, dumps, reflects and encodes as a remark, never as what it is.
package struct Vaulted: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What it is, for the one who needs it as a secret.
    let value: Value

    init(_ value: Value) {
        self.value = value
    }

    /// What stands in its place.
    package static let remark = "(from the vault)"

    package var description: String { Self.remark }
    package var debugDescription: String { Self.remark }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
