import Testing

@testable import TLS

@Suite struct TLSContextTests {
    @Test func `a file of authorities that cannot be used is named, with the reason`() throws {
        let openssl = try OpenSSLTool()
        try openssl.write("no certificate\n", to: "words.pem")
        for (file, reason) in [
            (openssl.path("missing.pem"), "No such file or directory"), (openssl.path("words.pem"), "in PEM"),
            (openssl.directory, "in PEM"),
        ] {
            let error = #expect(throws: TrustError.self) { try TLSContext(authorities: [file]) }
            #expect(error?.file == file)
            #expect(error?.description.contains(reason) == true)
        }
    }

    @Test func `this machine's own authorities are found`() throws {
        #expect(try TLSContext().hasSystemAuthorities)
    }

    @Test func `the default file is read when an issuer is not in the default directory, and not before`() throws {
        let (inDirectory, inFile, unknown) = (try Authority(), try Authority(), try Authority())
        let hash = String(
            decoding: try inDirectory.openssl.run("x509", "-in", "root.pem", "-noout", "-hash"), as: UTF8.self)
        try inDirectory.openssl.write(
            String(decoding: try inDirectory.openssl.bytes(of: "root.pem"), as: UTF8.self),
            to: "\(hash.prefix { $0 != "\n" }).0")
        let trust = try TLSContext(
            authorities: [],
            beside: DefaultAuthorities(
                file: inFile.openssl.path("root.pem"), directories: [inDirectory.openssl.directory]))
        #expect(trust.hasSystemAuthorities)
        #expect(try objections(to: inDirectory, trusting: trust) == [])
        #expect(!trust.isComplete)
        #expect(try objections(to: inFile, trusting: trust) == [])
        #expect(trust.isComplete)
        #expect(try objections(to: unknown, trusting: trust) != [])
    }

    @Test func `without a directory the default file is read at once, and without either there is no authority`() throws
    {
        let authority = try Authority()
        let trust = try TLSContext(
            authorities: [],
            beside: DefaultAuthorities(file: authority.openssl.path("root.pem"), directories: ["/nonexistent"]))
        #expect(trust.isComplete)
        #expect(trust.hasSystemAuthorities)
        #expect(try objections(to: authority, trusting: trust) == [])
        let none = DefaultAuthorities(file: "/nonexistent/cert.pem", directories: [])
        #expect(try !TLSContext(authorities: [], beside: none).hasSystemAuthorities)
    }

    private func objections(to authority: Authority, trusting trust: TLSContext) throws -> [Int] {
        try authority.issue("leaf")
        return try examine(chain: authority.chain("leaf", "intermediate"), names: [], at: now() + 60, trust: trust)
            .problems.map(\.code)
    }
}
