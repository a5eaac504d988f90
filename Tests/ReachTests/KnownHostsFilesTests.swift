import Diagnostics
import Fleet
import Foundation
import Testing

@testable import Reach
@testable import SSH

/// Which known_hosts files count for a host, and what happens to a key that is in none of them.
@Suite struct `The known_hosts files` {
    private static func settings(
        user: [String]? = nil, global: [String]? = nil, acceptsNew: Bool? = nil
    ) -> SSHSettings {
        var settings = SSHSettings()
        (settings.userKnownHosts, settings.globalKnownHosts) = (user, global)
        settings.acceptsNewHostKeys = acceptsNew
        return settings
    }

    private static func inFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
        let file = FileManager.default.temporaryDirectory.appending(path: "known-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try body(file.path)
    }

    @Test func `are those of ssh_config, the user's first`() throws {
        let settings = Self.settings(user: ["/nowhere/user"], global: ["/nowhere/global"])
        let files = try KnownHostsFiles(for: [settings], HostKeyTrust())
        #expect(files.names(for: settings) == ["/nowhere/user", "/nowhere/global"])
        #expect(files.file(for: settings) == "/nowhere/user")
        #expect(files.files.map(\.name) == ["/nowhere/user", "/nowhere/global"])
        #expect(files.files.allSatisfy { $0.lines == nil })
    }

    @Test func `are OpenSSH's if nothing names others`() throws {
        let files = try KnownHostsFiles(for: [SSHSettings()], HostKeyTrust())
        let names = files.names(for: SSHSettings())
        #expect(names.first?.hasSuffix("/.ssh/known_hosts") == true)
        #expect(names.suffix(2) == ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"])
    }

    @Test func `are the option's alone, if it names one`() throws {
        try Self.inFile("") { file in
            let settings = Self.settings(user: ["/nowhere/user"])
            let files = try KnownHostsFiles(for: [settings], HostKeyTrust(file: file))
            #expect(files.names(for: settings) == [file])
        }
    }

    @Test(
        arguments: [
            (nil, nil, HostKeyPolicy.strict), (nil, false, .strict), (nil, true, .acceptNew),
            (.strict, true, .strict), (.acceptNew, false, .acceptNew), (.acceptNew, nil, .acceptNew),
        ] as [(HostKeyPolicy?, Bool?, HostKeyPolicy)])
    func `have the policy of the option, else of ssh_config`(
        option: HostKeyPolicy?, ofFile: Bool?, policy: HostKeyPolicy
    ) throws {
        let settings = Self.settings(user: ["/nowhere/user"], acceptsNew: ofFile)
        let files = try KnownHostsFiles(for: [settings], HostKeyTrust(policy: option))
        #expect(files.policy(for: settings) == policy)
        #expect(files.acceptsNew(settings) == (policy == .acceptNew))
    }

    @Test func `that an option names have to exist, unless new keys are to be added`() throws {
        let missing = "/nowhere/known_hosts"
        #expect {
            try KnownHostsFiles(for: [SSHSettings()], HostKeyTrust(file: missing))
        } throws: { error in
            let failure = error as? CommandFailure
            return failure?.status == ExitStatus.wrongFile
                && failure?.message.hasPrefix("\(missing): the known_hosts file does not exist") == true
        }
        let files = try KnownHostsFiles(for: [SSHSettings()], HostKeyTrust(file: missing, policy: .acceptNew))
        #expect(files.file(for: SSHSettings()) == missing)
    }

    @Test func `report a wrong line once, even if two sets of files have it`() throws {
        try Self.inFile("# a comment\nmx1 ssh-ed25519 nonsense\n") { file in
            var warnings: [String] = []
            let two = [Self.settings(user: [file], global: []), Self.settings(user: [file], acceptsNew: true)]
            let files = try KnownHostsFiles(for: two, HostKeyTrust()) { warnings.append($0) }
            #expect(files.problems.map(\.line) == [2])
            #expect(warnings.count == 1 && warnings[0].hasPrefix("\(file):2: "), "\(warnings)")
        }
    }

    @Test func `without a file for new keys accept none`() throws {
        let settings = Self.settings(user: [], global: [], acceptsNew: true)
        let files = try KnownHostsFiles(for: [settings], HostKeyTrust())
        var writer = WireWriter()
        writer.append(string: "ssh-ed25519")
        writer.append(string: [UInt8](repeating: 1, count: 32))
        let error = #expect(throws: SSHError.self) {
            try files.hostKeys(for: settings).verify(writer.bytes, of: SSHDestination(host: "mx1", user: ""))
        }
        #expect(error?.kind == .hostKeyUnknown)
    }
}
