import Testing

@testable import TLS

@Suite struct TLSContextTests {
    @Test func `a file of authorities that cannot be used is named, with the reason`() throws {
        let openssl = try OpenSSLTool()
        try openssl.write("no certificate\n", to: "words.pem")
        for (file, reason) in [
            (openssl.path("missing.pem"), "No such file or directory"), (openssl.path("words.pem"), "as PEM"),
            (openssl.directory, "as PEM"),
        ] {
            let error = #expect(throws: TrustError.self) { try TLSContext(authorities: [file]) }
            #expect(error?.file == file)
            #expect(error?.description.contains(reason) == true)
        }
    }

    @Test func `this machine's own authorities are found`() throws {
        #expect(try TLSContext().hasSystemAuthorities)
    }

    @Test func `a context that shares another's authorities has them too, and adds its own for itself alone`() throws {
        let (shared, own) = (try Authority(), try Authority())
        let first = try shared.trust()
        let second = try TLSContext(authorities: [own.openssl.path("root.pem")], sharing: first)
        #expect(second.hasSystemAuthorities)
        #expect(try objections(to: shared, trusting: second) == [])
        #expect(try objections(to: own, trusting: second) == [])
        #expect(try objections(to: own, trusting: first) != [])
    }

    private func objections(to authority: Authority, trusting trust: TLSContext) throws -> [Int] {
        try authority.issue("leaf")
        return try examine(chain: authority.chain("leaf", "intermediate"), names: [], at: now() + 60, trust: trust)
            .problems.map(\.code)
    }
}
