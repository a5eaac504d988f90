/// A decrypted value, which prints, reflects and encodes only as a remark.
package struct DecryptedValue: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    let value: Value

    init(_ value: Value) {
        self.value = value
    }

    package static let remark = "(from the vault)"

    package var description: String { Self.remark }
    package var debugDescription: String { Self.remark }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
