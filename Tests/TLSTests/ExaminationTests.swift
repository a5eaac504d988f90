import Testing

@testable import TLS

private let day: Int64 = 86_400

@Suite struct ExaminationTests {
    let authority: Authority
    let trust: TLSContext

    init() throws {
        authority = try Authority()
        trust = try authority.trust()
    }

    private func examine(
        _ chain: [[UInt8]], names: [String] = ["mx07.example.net"], daysFromNow days: Int64 = 1
    ) throws -> Certificate {
        try TLS.examine(chain: chain, names: names, at: now() + days * day, trust: trust)
    }

    @Test func `a right certificate has no problem`() throws {
        try authority.issue("right", for: "DNS:mx07.example.net,DNS:imap.example.net,IP:192.0.2.7,IP:2001:db8::7")
        let found = try examine(authority.chain("right", "intermediate"))
        #expect(found.problems == [])
        #expect(found.subject == "O=Example,CN=right")
        #expect(found.issuer == "CN=Intermediate")
        #expect(found.names == ["mx07.example.net", "imap.example.net", "192.0.2.7", "2001:db8::7"])
        #expect(found.notAfter - found.notBefore == 100 * day)
        #expect(!found.isSelfSigned)
        #expect(found.signature == "ecdsa-with-SHA256")
    }

    @Test func `digests and serial are what openssl prints`() throws {
        try authority.issue("printed")
        let found = try examine(authority.chain("printed"))
        let printed = try authority.openssl.run(
            "x509", "-in", "printed.pem", "-noout", "-serial", "-fingerprint", "-sha256")
        let text = String(decoding: printed, as: UTF8.self).lowercased().filter { $0 != ":" }
        #expect(text.contains("serial=\(found.serial)\n"))
        #expect(text.contains("fingerprint=\(found.fingerprint)\n"))
    }

    @Test func `before and after its time a certificate is objected to, and the wrong issuer still shows`() throws {
        try authority.issue("dated")
        let chain = try authority.chain("dated", "intermediate")
        #expect(try examine(chain, daysFromNow: 101).problems.map(\.code) == [Objection.expired])
        #expect(Set(try examine(chain, daysFromNow: -1).problems.map(\.code)) == [Objection.notYetValid])
        let alone = try examine(authority.chain("dated"), daysFromNow: 101).problems
        #expect(Set(alone.map(\.code)) == [Objection.noLocalIssuer, Objection.expired])
        #expect(alone.allSatisfy { $0.depth == 0 && !$0.text.isEmpty })
    }

    @Test func `an expired intermediate is told by its depth`() throws {
        try authority.issue("below")
        let found = try examine(authority.chain("below", "intermediate"), daysFromNow: 3651).problems
        #expect(Set(found.filter { $0.code == Objection.expired }.map(\.depth)) == [0, 1, 2])
    }

    @Test func `a self-signed certificate is objected to unless its own file is trusted`() throws {
        try authority.selfSign("alone")
        let chain = try authority.chain("alone")
        let found = try examine(chain)
        #expect(found.isSelfSigned)
        #expect(found.problems.map(\.code) == [Objection.selfSignedLeaf])
        let trusting = try TLSContext(authorities: [authority.openssl.path("alone.pem")])
        #expect(try TLS.examine(chain: chain, names: [], at: now() + day, trust: trusting).problems == [])
    }

    @Test func `an intermediate authority in the operator's file is enough`() throws {
        try authority.issue("partial")
        let trusting = try TLSContext(authorities: [authority.openssl.path("intermediate.pem")])
        let found = try TLS.examine(chain: authority.chain("partial"), names: [], at: now() + day, trust: trusting)
        #expect(found.problems == [])
    }

    @Test func `the names that a certificate covers are those of its subjectAltName`() throws {
        try authority.issue("mx07.example.net", for: "DNS:*.example.org,DNS:imap.example.net,IP:192.0.2.7,IP:::1")
        let spellings = ["imap.example.net", "IMAP.Example.NET", "imap.example.net."]
        let covered = spellings + ["a.example.org", "192.0.2.7", "::1"]
        let cut = "imap.example.net\0.example.com"
        let others = ["mx07.example.net", "example.org", "a.b.example.org", "192.0.2.8", "", ".", cut]
        let found = try examine(authority.chain("mx07.example.net"), names: covered + others)
        #expect(Set(found.covers.filter(\.value).keys) == Set(covered))
        #expect(Set(found.covers.filter { !$0.value }.keys) == Set(others))
    }

    @Test func `a common name covers nothing, even where no other name stands`() throws {
        try authority.issue("imap.example.net", for: "IP:192.0.2.7")
        let found = try examine(authority.chain("imap.example.net"), names: ["imap.example.net"])
        #expect(found.subject.hasSuffix("CN=imap.example.net"))
        #expect(found.covers == ["imap.example.net": false])
    }

    @Test(arguments: [
        (Authority.Key.rsa2048, "RSA", 2048),
        (.rsa1024, "RSA", 1024),
        (.ec, "EC", 256),
        (.ed25519, "ED25519", 256),
    ])
    func `a certificate and its key have the same fingerprint, whatever the kind`(
        kind: Authority.Key, type: String, bits: Int
    ) throws {
        let name = "key-\(type)-\(bits)"
        try authority.issue(name, key: kind)
        let found = try examine(authority.chain(name, "intermediate"))
        let key = try authority.openssl.run("pkey", "-in", "\(name).key", "-pubout")
        #expect(found.keyType == type)
        #expect(found.keyBits == bits)
        #expect(try found.publicKey == fingerprint(ofPublicKeyPEM: key))
        let der = try authority.openssl.run("pkey", "-in", "\(name).key", "-pubout", "-outform", "DER")
        #expect(found.publicKey == sha256(der))
        #expect(found.problems.map(\.code) == (kind == .rsa1024 ? [Objection.keyTooSmall] : []))
    }

    @Test func `a key fits however its point is written, and another key does not`() throws {
        try authority.issue("fitting")
        let found = try examine(authority.chain("fitting"))
        let compressed = try authority.openssl.run(
            "ec", "-in", "fitting.key", "-pubout", "-conv_form", "compressed")
        let other = try authority.openssl.run("pkey", "-in", "root.key", "-pubout")
        #expect(try found.publicKey == fingerprint(ofPublicKeyPEM: compressed))
        #expect(try found.publicKey != fingerprint(ofPublicKeyPEM: other))
    }

    @Test func `where the issuer is to be had is told, as an address and as nothing else`() throws {
        func location(_ written: String) throws -> String? {
            try authority.openssl.run(
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=told",
                "-addext", "authorityInfoAccess=\(written)", "-keyout", "told.key", "-out", "told.pem")
            return try examine(authority.chain("told")).issuerLocation
        }
        let responder = "OCSP;URI:http://ocsp.example.net/"
        #expect(try location("\(responder),caIssuers;URI:http://ca.example.net/i.der") == "http://ca.example.net/i.der")
        #expect(try location(responder) == nil)
        #expect(try location("caIssuers;URI:http://ca.example.net/ rm") == nil)
        #expect(try examine(authority.chain("root")).issuerLocation == nil)
    }

    @Test func `control characters in a subject arrive escaped`() throws {
        let openssl = authority.openssl
        try openssl.run(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-utf8",
            "-subj", "/CN=evil\u{1B}[2J\nforged é", "-keyout", "evil.key", "-out", "evil.pem")
        #expect(try examine(authority.chain("evil")).subject == #"CN=evil\1B[2J\0Aforged é"#)
    }

    @Test func `bytes that are no certificate are an error, wherever they are cut or spoilt`() throws {
        try authority.issue("spoilt")
        let whole = try authority.chain("spoilt")[0]
        for count in 0..<whole.count {
            #expect(throws: CertificateError.self) { try examine([Array(whole.prefix(count))]) }
        }
        #expect(throws: CertificateError.unreadable(index: 0, reason: "bytes after its end")) {
            try examine([whole + [0]])
        }
        #expect(throws: CertificateError.none) { try examine([]) }
        for index in whole.indices {
            var spoilt = whole
            spoilt[index] ^= 0xFF
            // It may still parse; then something must be said against it.
            guard let found = try? examine([spoilt]) else { continue }
            #expect(!found.problems.isEmpty)
        }
    }
}
