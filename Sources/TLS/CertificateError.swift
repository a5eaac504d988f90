/// Why bytes are no certificate or key.
package enum CertificateError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is none at all.
    case none
    /// The one at this index of the chain (0 is the leaf) cannot be read; OpenSSL's words.
    case unreadable(index: Int, reason: String)

    package var description: String {
        switch self {
        case .none: "holds no certificate"
        case .unreadable(let index, let reason): "certificate \(index + 1) cannot be read (\(reason))"
        }
    }
}
