import Testing

@testable import TLS

@Suite struct PEMTests {
    @Test func `the certificates of a file come in their order, and keys and words between are passed over`() throws {
        let authority = try Authority()
        try authority.issue("leaf")
        let parts = try ["leaf.key", "leaf.pem", "intermediate.pem"].map { try authority.openssl.bytes(of: $0) }
        let text = Array("some words\n".utf8) + parts[0] + parts[1] + Array("more\r\n".utf8) + parts[2]
        #expect(try certificates(inPEM: text) == authority.chain("leaf", "intermediate"))
    }

    @Test func `a file without a certificate, or with a broken one, says so`() throws {
        #expect(throws: CertificateError.none) { try certificates(inPEM: []) }
        #expect(throws: CertificateError.none) { try certificates(inPEM: Array("no certificate\n".utf8)) }
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        #expect(throws: CertificateError.self) { try certificates(inPEM: Array(broken.utf8)) }
        let open = "-----BEGIN CERTIFICATE-----\nAAAA\n"
        #expect(throws: CertificateError.unreadable(index: 0, reason: "bad end line")) {
            try certificates(inPEM: Array(open.utf8))
        }
    }

    @Test func `a block that says that it is encrypted asks nobody for a passphrase`() {
        let text = """
            -----BEGIN CERTIFICATE-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,00000000000000000000000000000000

            AAAAAAAAAAAAAAAAAAAAAA==
            -----END CERTIFICATE-----

            """
        #expect(throws: CertificateError.unreadable(index: 0, reason: "bad password read")) {
            try certificates(inPEM: Array(text.utf8))
        }
    }

    @Test func `a text that is no public key is an error`() {
        #expect(throws: CertificateError.self) { try fingerprint(ofPublicKeyPEM: Array("unable to load key\n".utf8)) }
        #expect(throws: CertificateError.self) { try fingerprint(ofPublicKeyPEM: []) }
    }

    @Test func `a digest is the one of the standard`() {
        #expect(sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(sha256([]).hasPrefix("e3b0c44298fc1c14"))
    }
}
