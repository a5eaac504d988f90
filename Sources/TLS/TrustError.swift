/// Why a file of authorities cannot be used.
package struct TrustError: Error, Sendable, Equatable, CustomStringConvertible {
    package let file: String
    package let reason: String

    package var description: String { "\(file): \(reason)" }
}
