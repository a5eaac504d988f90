/// The result of a TLS handshake.
package struct TLSSession: Sendable, Equatable {
    /// `TLSv1.3`.
    package let version: String
    /// OpenSSL's name: `TLS_AES_256_GCM_SHA384`.
    package let cipher: String
    /// DER, leaf first; not verified (see `examine`).
    package let chain: [[UInt8]]
}
