import COpenSSL

/// A TLS client on memory BIOs, without a network.
///
/// Every call clears OpenSSL's error queue first and reads it right after.
final class TLSEngine {
    private let ssl: OpaquePointer
    /// Both belong to `ssl`.
    private let fromPeer: OpaquePointer
    private let toPeer: OpaquePointer
    /// After a fatal error OpenSSL forbids any call, `SSL_shutdown` too.
    private var isBroken = false

    enum Reading: Equatable {
        case bytes([UInt8])
        case needsBytes
        case ended
    }

    /// `serverName` is the SNI, unless it is an address (RFC 6066, section 3).
    init(context: TLSContext, serverName: String?) throws(TLSError) {
        OpenSSLFailure.clear()
        guard let ssl = SSL_new(context.context), let fromPeer = BIO_new(BIO_s_mem()),
            let toPeer = BIO_new(BIO_s_mem())
        else { fatalError("OpenSSL has no memory for a connection") }
        self.ssl = ssl
        self.fromPeer = fromPeer
        self.toPeer = toPeer
        SSL_set_bio(ssl, fromPeer, toPeer)
        SSL_set_connect_state(ssl)
        if let serverName, !IPAddress.isLiteral(serverName), shim_SSL_set_tlsext_host_name(ssl, serverName) != 1 {
            throw .local("\(OpenSSLFailure.take().reason), in the server name \(serverName)")
        }
    }

    deinit {
        SSL_free(ssl)
    }

    func receive(_ bytes: [UInt8]) {
        fromPeer.append(bytes)
    }

    func takeOutgoing() -> [UInt8] {
        toPeer.takeAll()
    }

    func handshake() throws(TLSError) -> Bool {
        OpenSSLFailure.clear()
        let result = SSL_do_handshake(ssl)
        if result == 1 { return true }
        guard SSL_get_error(ssl, result) != SSL_ERROR_WANT_READ else { return false }
        throw failure()
    }

    func read() throws(TLSError) -> Reading {
        guard !isBroken else { return .ended }
        OpenSSLFailure.clear()
        let (count, bytes) = withUnsafeTemporaryAllocation(
            byteCount: Int(SSL3_RT_MAX_PLAIN_LENGTH), alignment: 1
        ) { buffer in
            let count = SSL_read(ssl, buffer.baseAddress, Int32(buffer.count))
            return (count, Array(buffer[..<max(0, Int(count))]))
        }
        if count > 0 { return .bytes(bytes) }
        switch SSL_get_error(ssl, count) {
        case SSL_ERROR_WANT_READ: return .needsBytes
        case SSL_ERROR_ZERO_RETURN: return .ended
        default: throw failure()
        }
    }

    func write(_ bytes: [UInt8]) throws(TLSError) {
        guard !bytes.isEmpty, !isBroken else { return }
        OpenSSLFailure.clear()
        guard SSL_write(ssl, bytes, Int32(bytes.count)) == bytes.count else { throw failure() }
    }

    func close() {
        guard !isBroken else { return }
        OpenSSLFailure.clear()
        SSL_shutdown(ssl)
        OpenSSLFailure.clear()
    }

    /// Caches its certificates for `examine`.
    var session: TLSSession {
        let chain = SSL_get_peer_cert_chain(ssl)
        let certificates = (0..<max(0, OPENSSL_sk_num(chain))).compactMap { OPENSSL_sk_value(chain, $0) }
            .map { OpaquePointer($0) }
        return TLSSession(
            version: String(cString: SSL_get_version(ssl)),
            cipher: String(cString: SSL_CIPHER_get_name(SSL_get_current_cipher(ssl))),
            chain: certificates.map { certificate in
                let bytes = der { i2d_X509(certificate, $0) }
                ParsedCertificates.shared.keep(certificate, bytes)
                return bytes
            })
    }

    /// OpenSSL reports a peer's alert as 1000 plus its number.
    private func failure() -> TLSError {
        isBroken = true
        let failure = OpenSSLFailure.take()
        let alert = failure.number - Int(SSL_AD_REASON_OFFSET)
        guard failure.library == ERR_LIB_SSL, (0...255).contains(alert) else { return .refused(failure.reason) }
        return .alert(TLSAlert(number: alert, name: String(cString: SSL_alert_desc_string_long(Int32(alert)))))
    }
}
