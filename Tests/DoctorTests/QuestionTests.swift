import Credentials
import Fleet
import Foundation
import Inventory
import Net
import Reach
import Reports
import SSH
import Testing

@testable import Doctor

/// What doctor finds on this machine, without reaching a host.
@Suite final class `Doctor` {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "doctor-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func file(_ name: String, _ text: String = "") throws -> String {
        let path = folder.appending(path: name).path
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    private func key(_ name: String, passphrase: String = "") throws -> String {
        let path = folder.appending(path: name).path
        let keygen = Process()
        keygen.executableURL = URL(filePath: "/usr/bin/ssh-keygen")
        keygen.arguments = ["-q", "-t", "ed25519", "-N", passphrase, "-f", path]
        try keygen.run()
        keygen.waitUntilExit()
        return path
    }

    /// Without an ssh-agent and without default keys.
    private static func host(_ name: String, key: String? = nil, address: String = "192.0.2.1") -> Fleet.Host {
        var host = Fleet.Host(name: name)
        (host.address, host.keyFile) = (address, key)
        var settings = SSHSettings()
        (settings.identityAgent, settings.identityFiles, settings.triesUsualIdentities) = (
            "none", ["/nowhere/k"], false
        )
        (settings.userKnownHosts, settings.globalKnownHosts) = ([], [])
        host.ssh = settings
        return host
    }

    private static func keys(_ hosts: [Fleet.Host], byPassword: Set<String> = []) async -> [String: DoctorReport.Answer]
    {
        let answers = await KeyQuestions(for: hosts, keyFile: nil, on: Reactor()).answers(
            for: hosts, byPassword: byPassword)
        return Dictionary(answers.map { ($0.subject, $0) }, uniquingKeysWith: { $1 })
    }

    @Test func `finds a key that can be used`() async throws {
        let answers = await Self.keys([Self.host("mx1", key: try key("k"))])
        #expect(answers["keys"]?.verdict == .pass && answers["login"] == nil)
        #expect(answers["ssh-agent"]?.verdict == .skipped)
    }

    @Test func `says that a sweep asks for a passphrase`() async throws {
        let answers = await Self.keys([Self.host("mx1", key: try key("k", passphrase: "word"))])
        #expect(answers["keys"]?.verdict == .warn)
        #expect(answers["keys"]?.words.last?.contains("ssh-add") == true)
    }

    @Test func `fails if a named key is missing, and if no host has a key`() async throws {
        let hosts = [Self.host("mx1", key: "/nowhere/other"), Self.host("mx2")]
        let answers = await Self.keys(hosts)
        #expect(answers["keys"]?.verdict == .fail && answers["login"]?.verdict == .fail)
        let some = await Self.keys(hosts, byPassword: ["mx1"])
        #expect(some["login"]?.verdict == .warn)
        #expect(await Self.keys(hosts, byPassword: ["mx1", "mx2"])["login"] == nil)
    }

    @Test func `counts known hosts`() throws {
        let known = try file(
            "known",
            "mx1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\nnonsense\n")
        let hosts = ["mx1", "mx2"].map { Self.host($0, address: $0) }
        let answers = HostKeyQuestions(for: hosts, HostKeyTrust(file: known)).answers(for: hosts)
        #expect(answers.map(\.verdict) == [.warn, .warn])
        #expect(answers[0].words[0].hasPrefix("\(known): "))
        #expect(answers[1].words[0] == "1 of 2 hosts is not in known_hosts: mx2")
        let first = HostKeyQuestions(for: [hosts[0]], HostKeyTrust(file: known)).answers(for: [hosts[0]])
        #expect(first[1].verdict == .pass)
        let accepting = HostKeyQuestions(for: hosts, HostKeyTrust(file: known, policy: .acceptNew)).answers(for: hosts)
        #expect(accepting[1].verdict == .pass && accepting[1].words[0].contains("accepted without comparison"))
    }

    @Test func `fails for a known_hosts file that is missing`() {
        let answers = HostKeyQuestions(for: [], HostKeyTrust(file: "/nowhere/known")).answers(for: [])
        #expect(answers.map(\.verdict) == [.fail] && answers[0].words[0].hasPrefix("/nowhere/known: "))
    }

    @Test func `names the hosts whose names do not resolve`() async {
        let lost = Self.host("mx2", address: "a..b")
        var answers = await NameQuestions.answers(for: [Self.host("mx1", address: "127.0.0.1"), lost])
        #expect(answers.map(\.verdict) == [.warn] && answers[0].words[0].hasSuffix("do not resolve here: mx2"))
        answers = await NameQuestions.answers(for: [lost])
        #expect(answers.map(\.verdict) == [.fail])
        // Behind a jump host, that host resolves it.
        var behind = lost
        behind.jumps = [JumpHost(name: "bastion", address: "192.0.2.1")]
        #expect(await NameQuestions.answers(for: [behind]).isEmpty)
    }

    @Test func `warns of a width that this machine does not allow`() {
        let answers = { (width: Int) in MachineQuestions.answers(width: width).first { $0.subject == "descriptors" } }
        #expect(answers(1)?.verdict == .pass)
        #expect(answers(10_000_000)?.verdict == .warn)
    }

    @Test func `names the hosts without a probe account, a password of sudo, and files`() throws {
        let inventory = try HostInventory.load(
            sources: [
                try file(
                    "hosts.ini",
                    """
                    mx1 ansible_user=u dovesweep_probe_user=anna dovesweep_probe_password_file=/nowhere/p
                    mx2 ansible_user=root

                    """)
            ], aids: .none)
        let chosen = ChosenHosts(hosts: inventory.hosts, inventory: inventory, vault: .locked)
        let hosts = try chosen.fleet(HostDefaults(localUser: "op", home: folder.path))
        let answers = FleetQuestions.answers(for: hosts, chosen, byPassword: [])
        #expect(answers.map(\.subject) == ["host files", "probe account", "sudo"])
        #expect(answers.map(\.verdict) == [.fail, .skipped, .skipped])
        #expect(answers[0].words[0] == "1 of 2 hosts cannot be swept: mx1")
        #expect(answers[1].words[0].hasPrefix("none for mx2; a password that cannot be read for mx1: "))
        #expect(answers[2].words[1].contains("u ALL=(root) NOPASSWD: /bin/sh -s"))
        #expect(FleetQuestions.answers(for: [], chosen, byPassword: []).isEmpty)
    }

    @Test(arguments: [
        (["a"], "a"), (["a", "b", "c", "d", "e"], "a, b, c, d, e"),
        (["a", "b", "c", "d", "e", "f", "g"], "a, b, c, d, e and 2 more"),
    ])
    func `names few hosts of many`(names: [String], words: String) {
        #expect(names.fewNames == words)
    }
}
