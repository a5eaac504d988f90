import Foundation
import SSH
import Testing

@Suite struct LoginTests {
    let server: TestServer

    init() throws {
        server = try TestServer()
    }

    @Test(arguments: [
        ["ed25519"], ["ecdsa", "-b", "256"], ["ecdsa", "-b", "384"], ["ecdsa", "-b", "521"], ["rsa", "-b", "2048"],
        ["rsa", "-b", "2048", "-m", "PEM"], ["rsa", "-b", "3072", "-m", "PKCS8"], ["ecdsa", "-m", "PEM"],
    ])
    func `each kind of key file logs in`(_ kind: [String]) async throws {
        let file = server.path("key")
        try run("/usr/bin/ssh-keygen", ["-q", "-N", "", "-f", file, "-t"] + kind)
        try server.authorize(file)
        let login = server.login([.key(try openKey(file))])
        #expect(try await login { try await $0.output(of: "echo in").0 } == "in\n")
    }

    @Test(arguments: [["-m", "PEM"], ["-m", "PKCS8"], ["-a", "1"]])
    func `an encrypted key opens with its passphrase alone`(_ options: [String]) async throws {
        let file = server.path("key")
        try run("/usr/bin/ssh-keygen", ["-q", "-N", "correct horse", "-f", file, "-t", "ecdsa"] + options)
        try server.authorize(file)
        let login = server.login([.key(try openKey(file, passphrase: "correct horse"))])
        #expect(try await login { try await $0.output(of: "echo in").0 } == "in\n")
        let wrong = #expect(throws: KeyFileError.self) { try openKey(file, passphrase: "wrong horse") }
        #expect(wrong?.message.contains("passphrase is wrong") == true)
        let none = #expect(throws: KeyFileError.self) { try openKey(file) }
        #expect(none?.message.contains("no passphrase was given") == true)
    }

    @Test func `a file that is not a private key says what it is`() throws {
        let file = try server.key("ed25519")
        let error = #expect(throws: KeyFileError.self) { try openKey(file + ".pub") }
        #expect(error?.message.contains("this is a public key") == true)
    }

    @Test func `keys are tried in their order until one is accepted`() async throws {
        let wrong = server.path("wrong")
        try run("/usr/bin/ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", wrong)
        let right = try server.key("rsa")
        let login = server.login([.key(try openKey(wrong)), .key(try openKey(right))])
        #expect(try await login { try await $0.output(of: "echo in").0 } == "in\n")
    }

    @Test func `a refused login names the keys and what the host accepts`() async throws {
        let wrong = server.path("wrong")
        try run("/usr/bin/ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", wrong)
        let unusable = SSHIdentity.unusable(name: "card", reason: "not supported")
        let login = server.login([.key(try openKey(wrong)), unusable])
        let error = try await login.failure()
        #expect(error.kind == .auth)
        #expect(error.message.contains(wrong))
        #expect(error.message.contains("card cannot be used: not supported"))
        #expect(error.message.contains("publickey"))
    }

    @Test func `a host that ends the session after too many keys is a refused login`() async throws {
        let server = try TestServer(["MaxAuthTries 2"])
        let identities = try (0..<4).map { number in
            let file = server.path("wrong\(number)")
            try run("/usr/bin/ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", file)
            return SSHIdentity.key(try openKey(file))
        }
        let error = try await server.login(identities).failure()
        #expect(error.kind == .auth)
        #expect(error.message.contains("Too many authentication failures"))
    }
}
