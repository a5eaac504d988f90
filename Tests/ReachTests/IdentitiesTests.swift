import Diagnostics
import Fleet
import Foundation
import Net
import SSH
import Testing

@testable import Reach

/// Which keys a host is offered, and what happens to a file that holds none.
@Suite struct `The keys of a host` {
    /// Without an ssh-agent, whatever the tests' environment has.
    private static func settings(_ files: [String] = [], only: Bool = false) -> SSHSettings {
        var settings = SSHSettings()
        settings.identityAgent = "none"
        settings.identityFiles = files
        settings.triesUsualIdentities = files.isEmpty
        settings.identitiesOnly = only
        return settings
    }

    /// A folder with `key`, and `locked`, which has a passphrase.
    private static func inFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, passphrase) in [("key", ""), ("locked", "word")] {
            let keygen = Process()
            keygen.executableURL = URL(filePath: "/usr/bin/ssh-keygen")
            keygen.arguments = ["-q", "-t", "ed25519", "-N", passphrase, "-f", folder.appending(path: name).path]
            try keygen.run()
            keygen.waitUntilExit()
        }
        return try await body(folder)
    }

    private static func kinds(_ keys: [SSHIdentity]) -> [String] {
        keys.map { key in
            switch key {
            case .key: "key"
            case .agent: "agent"
            case .unusable(_, let reason): reason
            }
        }
    }

    @Test func `are the named file, then those of ssh_config`() async throws {
        try await Self.inFolder { folder in
            let (key, locked) = (folder.appending(path: "key").path, folder.appending(path: "locked").path)
            let settings = Self.settings([locked])
            var asked: [String] = []
            let identities = try await Identities(for: [settings], keyFiles: [key], on: Reactor()) {
                asked.append($0)
                return Array("word".utf8)
            }
            #expect(asked == [locked])
            #expect(Self.kinds(identities.keys(for: settings, keyFile: key)) == ["key", "key"])
            #expect(Self.kinds(identities.keys(for: settings, keyFile: nil)) == ["key"])
        }
    }

    @Test func `may lack a file of ssh_config, which is told if the login fails`() async throws {
        let settings = Self.settings(["/nowhere/key"])
        let identities = try await Identities(for: [settings], keyFiles: [], on: Reactor()) { _ in nil }
        let kinds = Self.kinds(identities.keys(for: settings, keyFile: nil))
        #expect(kinds.count == 1 && kinds[0].hasPrefix("the private key does not exist"), "\(kinds)")
    }

    @Test func `may not lack a named file`() async throws {
        await #expect {
            try await Identities(for: [Self.settings()], keyFiles: ["/nowhere/key"], on: Reactor()) { _ in nil }
        } throws: { error in
            let failure = error as? CommandFailure
            return failure?.status == ExitStatus.wrongFile
                && failure?.message.hasPrefix("/nowhere/key: the private key does not exist") == true
        }
    }

    @Test func `lack one whose passphrase nobody gives, and say so where it is used`() async throws {
        try await Self.inFolder { folder in
            let locked = folder.appending(path: "locked").path
            let identities = try await Identities(for: [], keyFiles: [locked], on: Reactor()) { _ in nil }
            let kinds = Self.kinds(identities.keys(for: Self.settings(), keyFile: locked))
            #expect(kinds.first?.hasPrefix("the key is encrypted and no passphrase was given") == true, "\(kinds)")
        }
    }

    @Test func `are listed as they are offered`() {
        let settings = Self.settings(["/a", "/b"])
        #expect(Identities.files(for: settings, keyFile: "/k") == ["/k"])
        #expect(Identities.files(for: settings, keyFile: nil) == ["/a", "/b"])
        #expect(Identities.files(of: Self.settings()) == Identities.usualFiles)
    }

    @Test(arguments: [("none", nil), ("", nil), ("/run/agent", "/run/agent")] as [(String, String?)])
    func `come from the agent that ssh_config names`(agent: String, socket: String?) {
        var settings = SSHSettings()
        settings.identityAgent = agent
        #expect(Identities.socket(of: settings) == socket)
    }
}
