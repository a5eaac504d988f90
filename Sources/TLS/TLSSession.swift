/// What a handshake came to.
package struct TLSSession: Sendable, Equatable {
    /// `TLSv1.3`.
    package let version: String
    /// OpenSSL's name: `TLS_AES_256_GCM_SHA384`.
    package let cipher: String
    /// The chain as it was served: DER, leaf first. Nobody has verified it yet: see `examine`.
    package let chain: [[UInt8]]
}
