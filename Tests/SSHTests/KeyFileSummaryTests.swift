import Foundation
import SSH
import Testing

@Suite struct `Looking at a key file` {
    @Test(arguments: [
        (["ed25519"], "ED25519"), (["ecdsa"], "ECDSA"), (["rsa"], "RSA"), (["rsa", "-m", "PEM"], "RSA"),
    ])
    func `a plain key has its type`(_ options: [String], _ kind: String) throws {
        #expect(try summary(options, passphrase: "") == Found(kind, false))
    }

    @Test(arguments: [(["ed25519"], "ED25519"), (["rsa"], "RSA"), (["ecdsa", "-m", "PKCS8"], nil)])
    func `an encrypted key is not opened, and has its type where that is in the clear`(
        _ options: [String], _ kind: String?
    ) throws {
        #expect(try summary(options, passphrase: "correct horse") == Found(kind, true))
    }

    @Test func `what is no private key says so`() throws {
        let error = #expect(throws: KeyFileError.self) {
            try summarizePrivateKey(name: "k", contents: Array("ssh-ed25519 AAAA".utf8))
        }
        #expect(error?.message.contains("public key") == true)
    }

    private struct Found: Equatable {
        let kind: String?
        let isEncrypted: Bool

        init(_ kind: String?, _ isEncrypted: Bool) {
            (self.kind, self.isEncrypted) = (kind, isEncrypted)
        }
    }

    private func summary(_ options: [String], passphrase: String) throws -> Found {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent("key").path
        try run("/usr/bin/ssh-keygen", ["-q", "-N", passphrase, "-f", file, "-t"] + options)
        let found = try summarizePrivateKey(name: file, contents: Array(Data(contentsOf: URL(fileURLWithPath: file))))
        return Found(found.kind, found.isEncrypted)
    }
}
