/// Why bytes are no certificate or key.
package enum CertificateError: Error, Sendable, Equatable, CustomStringConvertible {
    case none
    /// `index` 0 is the leaf; `reason` is OpenSSL's.
    case unreadable(index: Int, reason: String)

    package var description: String {
        switch self {
        case .none: "has no certificate"
        case .unreadable(let index, let reason): "certificate \(index + 1) cannot be read (\(reason))"
        }
    }
}
