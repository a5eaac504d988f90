import Net
import Testing

@testable import TLS

/// Certificates that a client must not take for what they look like.
@Suite struct CertificateKindTests {
    let authority: Authority

    init() throws { authority = try Authority() }

    private func issue(_ options: String...) throws {
        try authority.openssl.run(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "100",
                "-keyout", "kind.key", "-out", "kind.pem",
            ] + options)
    }

    private func examined(_ names: [String] = [], _ chain: String...) throws -> Certificate {
        try examine(
            chain: authority.chain("kind") + chain.flatMap { try authority.chain($0) }, names: names, at: now() + 60,
            trust: authority.trust())
    }

    @Test func `a wildcard covers a whole label, and no part of one`() throws {
        try issue("-subj", "/CN=x", "-addext", "subjectAltName=DNS:im*.example.net,DNS:*.example.org")
        let covers = try examined(["imap.example.net", "im.example.net", "imap.example.org"]).covers
        #expect(covers == ["imap.example.net": false, "im.example.net": false, "imap.example.org": true])
    }

    @Test(arguments: [("clientAuth", false), ("serverAuth", true), ("clientAuth,serverAuth", true)])
    func `a certificate for clients alone is none for a server`(usage: String, isServers: Bool) throws {
        try issue(
            "-subj", "/CN=x", "-addext", "subjectAltName=DNS:mx", "-addext", "extendedKeyUsage=\(usage)", "-CA",
            "intermediate.pem", "-CAkey", "intermediate.key")
        let invalidPurpose = 26
        let found = try examined([], "intermediate").problems.map(\.code)
        #expect(found == (isServers ? [] : [invalidPurpose]))
    }

    /// Its issuer has its name, and another key.
    @Test func `a certificate is self-signed by its own key, not by a name`() throws {
        try issue(
            "-subj", "/CN=Root", "-CA", "root.pem", "-CAkey", "root.key", "-addext", "authorityKeyIdentifier=none",
            "-addext", "subjectKeyIdentifier=none")
        let found = try examined()
        #expect(found.subject == found.issuer && !found.isSelfSigned)
    }

    @Test func `a weak key is examined after its handshake, not refused in it`() async throws {
        try authority.issue("weak", key: .rsa1024)
        let server = try Server(
            authority.openssl, ["-cert", "weak.pem", "-key", "weak.key", "-rev", "-cipher", "DEFAULT@SECLEVEL=0"])
        let stream = try SocketStream(port: server.port)
        let session = try await withTLS(over: stream, context: authority.trust(), serverName: nil) { $0.session }
        #expect(try session.chain == authority.chain("weak"))
    }

    @Test(
        arguments: [
            ([0x30, 0x02, 0x01, 0x02], true), ([0x30, 0x03, 0x01, 0x02], false),
            ([0x30, 0x82, 0x00, 0x02, 0x01, 0x02], true),
            ([0x30, 0x82, 0x00, 0x03, 0x01, 0x02], false), ([0x30, 0x80], false), ([0x30, 0x84, 0, 0, 0, 0], false),
            ([0x30], false), ([0x30, 0x00], true), ([], false),
        ] as [([UInt8], Bool)])
    func `an item of DER is as long as it says`(bytes: [UInt8], isOne: Bool) {
        #expect((DERItem(bytes[...]) != nil) == isOne)
    }

    /// By the first two bytes that a peer sends.
    @Test(
        arguments: [
            ([0x41, 0x03], true), ([0x13, 0x03], true), ([0x18, 0x03], true), ([0x16, 0x02], true),
            ([0x2A, 0x20], true),
            ([0x15, 0x03], false), ([0x16, 0x03], false),
        ] as [([UInt8], Bool)])
    func `a peer that begins with no record of TLS speaks something else`(bytes: [UInt8], isOther: Bool) async throws {
        let trust = try authority.trust()
        let said = Said(bytes + [UInt8](repeating: 0x0A, count: 60))
        do throws(TLSError) {
            _ = try await TLSStream(shakingHandsOver: said, context: trust, serverName: nil)
            Issue.record("it shook hands")
        } catch {
            if case .notTLS = error { #expect(isOther) } else { #expect(!isOther, "\(error)") }
        }
    }

    private final class Said: ByteStream {
        let bytes: [UInt8]
        init(_ bytes: [UInt8]) { self.bytes = bytes }
        func read() async throws(NetError) -> [UInt8] { bytes }
        func write(_ bytes: [UInt8]) async throws(NetError) {}
    }
}
