import Net
import Testing

@testable import TLS

@Suite struct TLSStreamTests {
    let authority: Authority
    let trust: TLSContext

    init() throws {
        authority = try Authority()
        try authority.issue("served")
        trust = try authority.trust()
    }

    private let identity = ["-cert", "served.pem", "-key", "served.key", "-cert_chain", "intermediate.pem", "-rev"]

    private func serve(_ arguments: String...) throws -> Server {
        try Server(authority.openssl, identity + arguments)
    }

    /// What the handshake comes to against a port.
    private func shake(_ port: UInt16, name: String? = "mx07.example.net") async throws -> TLSSession {
        try await withTLS(over: SocketStream(port: port), context: trust, serverName: name) { $0.session }
    }

    @Test(arguments: [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")])
    func `bytes go to and fro, and the session says how`(option: String, version: String) async throws {
        let server = try serve(option)
        let stream = try SocketStream(port: server.port)
        let (session, answer) = try await withTLS(over: stream, context: trust, serverName: "mx07.example.net") { tls in
            (tls.session, await reply(tls, to: "hello\n"))
        }
        #expect(answer == "olleh\n")
        #expect(session.version == version)
        #expect(session.cipher.contains("GCM"))
        #expect(try session.chain == authority.chain("served", "intermediate"))
        #expect(try examine(chain: session.chain, names: [], at: now() + 60, trust: trust).problems == [])
    }

    @Test func `what a handshake has parsed is handed to one examination, and says what its bytes say`() async throws {
        let server = try serve()
        let session = try await shake(server.port)
        let parsed = session.chain.map { ParsedCertificates.shared.take($0) }
        #expect(parsed.allSatisfy { $0 != nil })
        #expect(session.chain.allSatisfy { ParsedCertificates.shared.take($0) == nil })

        _ = try await shake(server.port)
        let (time, names) = (now() + 60, ["mx07.example.net", "other.example.net"])
        let handed = try examine(chain: session.chain, names: names, at: time, trust: trust)
        #expect(session.chain.allSatisfy { ParsedCertificates.shared.take($0) == nil })
        #expect(try examine(chain: session.chain, names: names, at: time, trust: trust) == handed)
    }

    @Test func `a server that dribbles byte by byte is understood`() async throws {
        let server = try serve()
        let stream = try SocketStream(port: server.port, portion: 1)
        let answer = try await withTLS(over: stream, context: trust, serverName: nil) { await reply($0, to: "abc\n") }
        #expect(answer == "cba\n")
    }

    @Test func `a certificate that nobody trusts does not fail the handshake`() async throws {
        try authority.selfSign("snakeoil")
        let server = try Server(
            authority.openssl, ["-cert", "snakeoil.pem", "-key", "snakeoil.key", "-rev"])
        let session = try await shake(server.port)
        #expect(try session.chain == authority.chain("snakeoil"))
    }

    @Test func `the server is named to the peer, an address is not`() async throws {
        try authority.selfSign("named")
        let server = try serve("-servername", "other.example.net", "-cert2", "named.pem", "-key2", "named.key")
        #expect(try await shake(server.port, name: "other.example.net").chain == authority.chain("named"))
        let unnamed = try serve("-servername", "127.0.0.1", "-cert2", "named.pem", "-key2", "named.key")
        #expect(try await shake(unnamed.port, name: "127.0.0.1").chain == authority.chain("served", "intermediate"))
    }

    @Test func `a server of another time refuses with an alert, by name`() async throws {
        let server = try serve("-tls1_1", "-cipher", "ALL:@SECLEVEL=0")
        await #expect(throws: TLSError.alert(TLSAlert(number: 70, name: "protocol version"))) {
            try await shake(server.port)
        }
    }

    @Test func `a server that wants a client's certificate refuses with an alert, early or late`() async throws {
        let early = try serve("-tls1_2", "-Verify", "1")
        await #expect(throws: TLSError.alert(TLSAlert(number: 40, name: "handshake failure"))) {
            try await shake(early.port)
        }
        let late = try serve("-tls1_3", "-Verify", "1")
        let stream = try SocketStream(port: late.port)
        let words = try await withTLS(over: stream, context: trust, serverName: nil) { tls in
            await reply(tls, to: "hello\n")
        }
        #expect(words.contains("alert 116"))
    }

    @Test func `a server that speaks plaintext is told apart, with its first words`() async throws {
        let greeting = Array("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] Dovecot ready.\r\n".utf8)
        await #expect(throws: TLSError.notTLS(greeting)) {
            try await shake(LoopbackServer(answering: greeting).port)
        }
        await #expect(throws: TLSError.notTLS(Array(repeating: 0x41, count: 64))) {
            try await shake(LoopbackServer(answering: Array(repeating: 0x41, count: 100)).port)
        }
    }

    @Test func `a server that closes in the handshake is told apart, before and after its first bytes`() async throws {
        await #expect(throws: TLSError.closed(answered: false)) {
            try await shake(LoopbackServer(answering: []).port)
        }
        await #expect(throws: TLSError.closed(answered: true)) {
            try await shake(LoopbackServer(answering: [22, 3, 3]).port)
        }
    }

    @Test func `a TLS record that holds nonsense is refused in OpenSSL's words`() async throws {
        let error = await #expect(throws: TLSError.self) {
            try await shake(LoopbackServer(answering: [22, 3, 3, 0, 4, 9, 0, 0, 0]).port)
        }
        #expect(error == .refused("unexpected message"))
    }

    @Test func `a name that cannot be sent is an error, not a crash`() async throws {
        let server = try serve()
        await #expect(throws: TLSError.self) {
            try await shake(server.port, name: String(repeating: "a", count: 300))
        }
    }

    @Test func `a stream that ends without a goodbye ends`() async throws {
        let server = try Server(
            authority.openssl, ["-cert", "served.pem", "-key", "served.key", "-rev", "-naccept", "1"])
        let stream = try SocketStream(port: server.port)
        let end = try await withTLS(over: stream, context: trust, serverName: nil) { tls in
            _ = await reply(tls, to: "CLOSE\n")
            return try? await tls.read()
        }
        #expect(end == [])
    }
}

/// Sends a line, and reads until one is complete.
private func reply(_ stream: TLSStream, to line: String) async -> String {
    var text = ""
    do {
        try await stream.write(Array(line.utf8))
        while !text.hasSuffix("\n") {
            let bytes = try await stream.read()
            if bytes.isEmpty { break }
            text += String(decoding: bytes, as: UTF8.self)
        }
    } catch { return "\(text)\(error)" }
    return text
}
