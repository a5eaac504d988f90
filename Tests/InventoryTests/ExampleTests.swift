import Fleet
import Foundation
import Testing

@testable import Inventory

/// The examples that the project ships in `inventory/`.
struct ExampleTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../inventory").standardizedFileURL.path

    private func hosts(_ sources: String...) throws -> [String: Fleet.Host] {
        let inventory = try HostInventory.load(sources: sources.map { Self.folder + $0 })
        let defaults = HostDefaults(localUser: "op", home: "/home/op")
        return Dictionary(
            uniqueKeysWithValues: try inventory.hosts.map { ($0.name, try $0.host(defaults: defaults, routes: .none)) })
    }

    @Test func `the INI example says what its comments say`() throws {
        let hosts = try hosts("/example.ini")
        #expect(hosts.count == 27)
        #expect(hosts["mx07.example.net"]?.port == 2222)
        #expect(hosts["mx07.example.net"]?.services == [.imaps])
        #expect(hosts["mx07.example.net"]?.probe?.password == .environment("PROBE_PASSWORD"))
        #expect(hosts["mx21.example.net"]?.keyFile == "/home/op/.ssh/mx21")
        #expect(hosts["mx22.example.net"]?.become == nil)
        #expect(hosts["mx22.example.net"]?.state == .drained)
        #expect(hosts["edge.example.net"]?.publicNames == ["imap.example.org", "pop.example.org"])
        #expect(hosts["edge.example.net"]?.caFile == Self.folder + "/ca.pem")
        #expect(hosts["lmtpb.example.net"]?.role == .lmtp)
        #expect(hosts["lmtpb.example.net"]?.groups == ["delivery", "mail"])
    }

    @Test func `the YAML example says what its comments say`() throws {
        let hosts = try hosts("/example.yml")
        #expect(hosts.count == 5)
        let host = try #require(hosts["mb4.berlin.example.net"])
        #expect((host.address, host.port, host.state) == ("2001:db8::4", 22, .maintenance))
        #expect(host.keyFile == "/home/op/.ssh/mb4.berlin.example.net")
        #expect(host.probe?.password == .file(Self.folder + "/secrets/probe-password"))
        #expect(host.services == [.imaps, .pop3s])
        #expect(hosts["px1.berlin.example.net"]?.role == .proxy)
        #expect(hosts["px1.berlin.example.net"]?.publicNames.count == 2)
    }

    @Test func `the folder example says what its comments say`() throws {
        let hosts = try hosts("/example")
        #expect(hosts.count == 3)
        let host = try #require(hosts["mail3.example.com"])
        #expect((host.address, host.state, host.groups) == ("203.0.113.3", .drained, ["canary", "mail"]))
        #expect(host.probe?.password == .command("pass show mail/probe"))
        #expect(host.services == [.imap, .imaps])
        #expect(hosts["mail1.example.com"]?.publicNames == ["mail.example.com"])
    }

    @Test func `the examples load together, as inventory is the default`() throws {
        let hosts = try hosts("")
        #expect(hosts.count == 35)
        #expect(hosts.values.flatMap(\.unsupported) == [])
    }

    @Test(arguments: ["/example.ini", "/example.yml", "/example"])
    func `every variable of ours is shown in an example`(example: String) throws {
        let inventory = try HostInventory.load(sources: [Self.folder + example])
        let shown = Set(inventory.hosts.flatMap(\.variables.keys))
        let ways = Set(KnownVariables.own.filter { $0.hasPrefix("dovesweep_probe_password_") })
        #expect(Set(KnownVariables.own).subtracting(ways).isSubset(of: shown))
        #expect(shown.intersection(ways).count == 1)
    }
}
