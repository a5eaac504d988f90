package import Net

/// Why a TLS connection failed.
package enum TLSError: Error, Sendable, Equatable {
    case stream(NetError)
    /// The peer closed without an alert. Dovecot does so if it cannot load its certificate.
    case closed(answered: Bool)
    /// RFC 8446, section 6.
    case alert(TLSAlert)
    /// The peer's first bytes, at most 64.
    case notTLS([UInt8])
    /// OpenSSL refused what the peer sent; with its text, such as `unsupported protocol`.
    case refused(String)
    /// OpenSSL failed: no memory, or an invalid server name.
    case local(String)
}

/// A peer's alert: `70`, `protocol version`.
package struct TLSAlert: Sendable, Equatable {
    package let number: Int
    package let name: String
}

extension TLSError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .stream(let error): "the connection failed during the TLS handshake (\(error))"
        case .closed(answered: false): "the server closed the connection instead of answering the TLS handshake"
        case .closed(answered: true): "the server closed the connection in the middle of the TLS handshake"
        case .alert(let alert): "the server refused the TLS handshake: \(alert.name) (alert \(alert.number))"
        case .notTLS: "the server does not speak TLS on this port"
        case .refused(let reason): "the TLS handshake failed: \(reason)"
        case .local(let reason): "OpenSSL failed: \(reason)"
        }
    }
}
