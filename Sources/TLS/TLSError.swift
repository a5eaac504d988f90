package import Net

/// Why a TLS connection could not be made, or went wrong.
package enum TLSError: Error, Sendable, Equatable {
    /// The stream below failed before the handshake was done.
    case stream(NetError)
    /// The peer closed in the middle of the handshake, without an alert. Dovecot does so with a certificate that it
    /// cannot load.
    case closed(answered: Bool)
    /// The peer refused with an alert (RFC 8446, section 6).
    case alert(TLSAlert)
    /// The peer answered in something else than TLS: its first bytes, at most 64.
    case notTLS([UInt8])
    /// This side refused what the peer sent; OpenSSL's words, such as `unsupported protocol`.
    case refused(String)
    /// OpenSSL itself could not work: no memory, a name that it does not take.
    case local(String)
}

/// An alert as it came from the peer: `70`, `protocol version`.
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
        case .notTLS: "the server does not speak TLS there"
        case .refused(let reason): "the TLS handshake failed: \(reason)"
        case .local(let reason): "OpenSSL cannot work: \(reason)"
        }
    }
}
