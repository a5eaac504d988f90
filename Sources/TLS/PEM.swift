import COpenSSL

/// The certificates of a PEM file as DER; mail servers want the leaf first.
///
/// `examine` parses them, as OpenSSL takes 0.1 ms for each.
package func certificates(inPEM text: [UInt8]) throws(CertificateError) -> [[UInt8]] {
    OpenSSLFailure.clear()
    return try withMemoryBIO(text) { bio throws(CertificateError) in
        var found: [[UInt8]] = []
        while let block = PEM.block(PEM_STRING_X509, in: bio) {
            guard let item = DERItem(block[...]), item.tag == DERItem.sequence else {
                throw .unreadable(index: found.count, reason: "no certificate in the block")
            }
            found.append(block)
        }
        try PEM.end(after: found.count)
        return found
    }
}

/// Skips other text and other blocks, as OpenSSL does.
enum PEM {
    /// Nil after the last block, or for a damaged one.
    static func block(_ kind: String, in bio: OpaquePointer) -> [UInt8]? {
        var (bytes, count): (UnsafeMutablePointer<UInt8>?, Int) = (nil, 0)
        guard PEM_bytes_read_bio(&bytes, &count, nil, kind, bio, withoutPassphrase, nil) == 1 else { return nil }
        defer { CRYPTO_free(bytes, #file, #line) }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    static func certificates(from bio: OpaquePointer) throws(CertificateError) -> [X509Certificate] {
        var found: [X509Certificate] = []
        while let pointer = PEM_read_bio_X509(bio, nil, withoutPassphrase, nil) {
            found.append(X509Certificate(owning: pointer))
        }
        try end(after: found.count)
        return found
    }

    /// OpenSSL reports the end of the file as an error.
    fileprivate static func end(after count: Int) throws(CertificateError) {
        let failure = OpenSSLFailure.take()
        guard failure.library == ERR_LIB_PEM, failure.number == Int(PEM_R_NO_START_LINE) else {
            throw .unreadable(index: count, reason: failure.reason)
        }
        guard count > 0 else { throw .none }
    }
}

/// Without this callback OpenSSL would ask for a passphrase on the terminal.
func withoutPassphrase(
    _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32, _: UnsafeMutableRawPointer?
) -> Int32 { -1 }
