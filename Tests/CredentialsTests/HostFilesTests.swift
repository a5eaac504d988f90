import Diagnostics
import Fleet
import Foundation
import Inventory
import Testing

@testable import Credentials

/// The files that variables of hosts name: a missing one loses its host, and no other.
@Suite struct `The files of hosts` {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Hosts of an inventory, whose lines are `text`.
    private func chosen(_ text: String) throws -> ChosenHosts {
        let file = try scratch.write(text, to: "hosts.ini")
        let inventory = try HostInventory.load(sources: [file], aids: .none)
        return ChosenHosts(hosts: inventory.hosts, inventory: inventory, vault: .locked)
    }

    private func fleet(_ chosen: ChosenHosts, _ change: (inout HostDefaults) -> Void = { _ in }) throws -> [Fleet.Host]
    {
        var defaults = HostDefaults(localUser: "op", home: "/home/op")
        change(&defaults)
        return try chosen.fleet(defaults)
    }

    @Test func `lose the host that names what is not there`() throws {
        let chosen = try chosen("good\nodd ansible_ssh_private_key_file=/nowhere/k dovesweep_ca_file=/nowhere/ca\n")
        let hosts = try fleet(chosen)
        let files = try HostFiles(of: hosts, chosen)
        #expect(files.problems.map(\.host) == ["odd", "odd"])
        #expect(
            files.problems[0].words.hasSuffix(
                "hosts.ini:2: /nowhere/k: the private key does not exist: correct its path"))
        let marked = try files.marked(hosts)
        #expect(marked.map(\.unsupported.count) == [0, 2])
    }

    @Test func `end the sweep if no host is left`() throws {
        let chosen = try chosen("odd ansible_ssh_private_key_file=/nowhere/k\n")
        let hosts = try fleet(chosen)
        let files = try HostFiles(of: hosts, chosen)
        let failure = #expect(throws: CommandFailure.self) { try files.marked(hosts) }
        #expect(failure?.status == ExitStatus.wrongFile && failure?.message == files.problems[0].words)
    }

    @Test func `are missing for all if an option names them`() throws {
        let chosen = try chosen("mx1 dovesweep_probe_user=anna\nmx2 dovesweep_probe_user=anna\n")
        let hosts = try fleet(chosen) { $0.probePassword = .file("/nowhere/p") }
        let failure = #expect(throws: CommandFailure.self) { try HostFiles(of: hosts, chosen) }
        #expect(failure?.message.hasPrefix("the probe password file /nowhere/p does not exist") == true)
    }

    @Test func `are read once, and give the passwords`() throws {
        let password = try scratch.write("word\n", to: "p")
        let chosen = try chosen(
            """
            mx1
            mx2 dovesweep_probe_password_file=/nowhere/p
            [all:vars]
            dovesweep_probe_user=anna
            dovesweep_probe_password_file=\(password)

            """)
        let files = try HostFiles(of: try fleet(chosen), chosen)
        #expect(files.passwords[.file(password)]?.bytes == Array("word".utf8))
        #expect(files.withoutPassword == ["mx2"])
    }

    @Test func `are looked at without running a program`() throws {
        let chosen = try chosen(
            "mx1 dovesweep_probe_user=anna dovesweep_probe_password_command='touch \(scratch.path("ran"))'\n")
        let files = try HostFiles(of: try fleet(chosen), chosen, asksForPasswords: false)
        #expect(files.passwords.isEmpty && files.problems.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: scratch.path("ran")))
    }

    @Test func `are those of the chosen hosts, in the order of the fleet`() throws {
        let chosen = try chosen("mx1\nmx2\nmx3\n")
        let hosts = try fleet(chosen)
        #expect(chosen.only([hosts[2], hosts[0]]).hosts.map(\.name) == ["mx3", "mx1"])
    }
}
