/// Why a file of authorities cannot be used; says what to do.
package struct TrustError: Error, Sendable, Equatable, CustomStringConvertible {
    package let file: String
    package let reason: String

    package var description: String { "\(file): \(reason)" }
}
