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
}
