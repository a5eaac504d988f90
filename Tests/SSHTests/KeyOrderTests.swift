import Foundation
import Net
import Testing

@testable import SSH

/// In what order keys are offered, against what `ssh` itself says (`Will attempt key`).
@Suite struct `The order of keys` {
    private let server: TestServer

    init() throws {
        server = try TestServer(["MaxAuthTries 100"])
        for (name, options) in Self.keys {
            try run("/usr/bin/ssh-keygen", ["-q", "-f", server.path(name)] + options)
            try FileManager.default.copyItem(atPath: server.path(name), toPath: server.path("private-\(name)"))
        }
        // Of some only one half lies where the configuration names it.
        for name in ["pem", "alone"] { unlink(server.path(name + ".pub")) }
        unlink(server.path("elsewhere"))
    }

    private static let keys = [
        ("a", ["-t", "ed25519", "-N", ""]), ("b", ["-t", "rsa", "-b", "2048", "-N", ""]),
        ("pem", ["-t", "ecdsa", "-m", "PEM", "-N", ""]), ("alone", ["-t", "ed25519", "-N", ""]),
        ("secret", ["-t", "ecdsa", "-N", "correct horse"]), ("elsewhere", ["-t", "ed25519", "-N", ""]),
    ]

    private static let agents = [
        [], ["a"], ["b", "a"], ["elsewhere", "b"], ["pem", "alone", "elsewhere"],
        ["elsewhere", "alone", "b", "a", "pem"],
    ]

    private static let files = [
        ["a"], ["b", "a"], ["pem"], ["alone", "a"], ["elsewhere"], ["elsewhere.pub", "b"],
        ["secret", "pem", "elsewhere", "alone", "b", "a"],
    ]

    @Test func `is ssh's, whatever the agent has and the configuration names`() throws {
        for held in Self.agents {
            let agent = try TestAgent(in: server)
            for name in held { try agent.add(server.path("private-\(name)")) }
            for files in Self.files {
                for identitiesOnly in [false, true] {
                    let theirs = try theirs(files, agent, identitiesOnly)
                    let ours = try ours(files, held, identitiesOnly)
                    #expect(ours == theirs, "agent \(held), files \(files), IdentitiesOnly \(identitiesOnly)")
                }
            }
        }
    }

    @Test func `of the usual files is ssh's`() throws {
        let lines = try run("/usr/bin/ssh", "-G", "-F", "/dev/null", "mx").split(separator: "\n")
        let theirs = lines.filter { $0.hasPrefix("identityfile ") }.map { String($0.split(separator: "/").last ?? "") }
        #expect(SSHIdentity.usualFiles == theirs.filter(SSHIdentity.usualFiles.contains))
        #expect(SSHIdentity.usualFiles.count == 3)
    }

    /// The names of the keys as `ssh` would try them.
    private func theirs(_ files: [String], _ agent: TestAgent, _ identitiesOnly: Bool) throws -> [String] {
        let options =
            ["BatchMode=yes", "UserKnownHostsFile=/dev/null", "StrictHostKeyChecking=no"]
            + ["IdentitiesOnly=\(identitiesOnly ? "yes" : "no")"] + files.map { "IdentityFile=\(server.path($0))" }
        let words = options.map { "-o \($0)" }.joined(separator: " ")
        let said = try run(
            "/bin/sh", ["-c", "ssh -v -F /dev/null \(words) -p \(server.port) root@127.0.0.1 true 2>&1 || :"],
            environment: ["SSH_AUTH_SOCK": agent.path])
        let mark = "debug1: Will attempt key: "
        return try said.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(mark) }.map { line in
            let words = line.dropFirst(mark.count).split(separator: " ")
            if let print = words.first(where: { $0.hasPrefix("SHA256:") }) { return try name(of: String(print)) }
            return URL(filePath: String(words.first ?? "")).lastPathComponent
        }
    }

    private func ours(_ files: [String], _ held: [String], _ identitiesOnly: Bool) throws -> [String] {
        let named = files.map { file in
            let half = publicKey(of: contents(file), beside: contents(file + ".pub"))
            return NamedKey(publicKey: half, identity: .unusable(name: file, reason: ""))
        }
        let agent = try held.map { name in
            let blob = try publicKey(of: contents("private-\(name)"), beside: nil) ?? blob(of: name)
            let key = AgentKey(name: name, type: .ed25519, blob: blob, agent: SSHAgent(path: "", on: Reactor()))
            return SSHIdentity.agent(key)
        }
        let order = SSHIdentity.inOrder(files: named, areNamed: true, agent: agent, identitiesOnly: identitiesOnly)
        return order.map { identity in
            switch identity {
            case .agent(let key): key.name
            case .key(let key): key.name
            case .unusable(let name, _): name.replacing(".pub", with: "")
            }
        }
    }

    private func contents(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: server.path(name)).map(Array.init)
    }

    private func blob(of name: String) throws -> [UInt8] {
        try openKey(server.path("private-\(name)")).blob
    }

    /// Which key has this fingerprint.
    private func name(of print: String) throws -> String {
        let names = Self.keys.map(\.0)
        let found = try names.first { name in
            let half = publicKey(of: contents("private-\(name)"), beside: nil)
            return try fingerprint(of: half ?? blob(of: name)) == print
        }
        return try #require(found)
    }
}
