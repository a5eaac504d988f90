import COpenSSL

/// The certificates of a PEM file, as DER: the leaf first, and its chain, as mail servers want them.
///
/// What is in the blocks is looked at by `examine` alone, as OpenSSL takes a tenth of a millisecond to parse one.
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

/// Reads PEM as OpenSSL does: text between the blocks, and blocks of other kinds, are passed over.
enum PEM {
    /// The bytes of the next block of a kind; nil where none is left, or it is torn.
    static func block(_ kind: String, in bio: OpaquePointer) -> [UInt8]? {
        var (bytes, count): (UnsafeMutablePointer<UInt8>?, Int) = (nil, 0)
        guard PEM_bytes_read_bio(&bytes, &count, nil, kind, bio, withoutPassphrase, nil) == 1 else { return nil }
        defer { CRYPTO_free(bytes, #file, #line) }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// All the certificates that are left in a BIO; at least one.
    static func certificates(from bio: OpaquePointer) throws(CertificateError) -> [X509Certificate] {
        var found: [X509Certificate] = []
        while let pointer = PEM_read_bio_X509(bio, nil, withoutPassphrase, nil) {
            found.append(X509Certificate(owning: pointer))
        }
        try end(after: found.count)
        return found
    }

    /// Tells whether reading ended with the file, after at least one certificate: no further block begins then, which
    /// looks like an error.
    fileprivate static func end(after count: Int) throws(CertificateError) {
        let failure = OpenSSLFailure.take()
        guard failure.library == ERR_LIB_PEM, failure.number == Int(PEM_R_NO_START_LINE) else {
            throw .unreadable(index: count, reason: failure.reason)
        }
        guard count > 0 else { throw .none }
    }
}

/// Answers OpenSSL's question for a passphrase: its own way would ask on the terminal for a block that says that it is
/// encrypted.
func withoutPassphrase(
    _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32, _: UnsafeMutableRawPointer?
) -> Int32 { -1 }
