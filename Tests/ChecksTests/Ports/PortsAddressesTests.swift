import Fleet
import Testing

@testable import Checks

@Suite struct PortsAddressesTests {
    private let check = PortsAddresses()

    @Test func `loopback alone fails, and it is not the firewall's fault`() throws {
        let host = try LabHost("d23-loopback")
        #expect(try host.judgement(check).signature == "loopback")
        let result = host.judged()
        #expect(result.cause?.check == "ports.addresses" && result.verdict(of: .firewall) == .blocked)
        #expect(!result.loginProven && result.verdict(of: .tls) == .pass)
    }

    @Test func `behind a balancer or a proxy that is named, loopback is right`() throws {
        var host = try LabHost("d23-loopback")
        host.record.host.publicAddress = "192.0.2.9"
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test(arguments: ["d24-pam", "d24-both-families"]) func `everywhere passes`(name: String) throws {
        #expect(try LabHost(name).judgement(check).summary == "bound to *, ::")
    }

    @Test func `what listens on IPv6 alone fails for clients that come by IPv4, and no firewall is blamed`() throws {
        let host = try LabHost("d23-ipv6-alone")
        let found = try host.judgement(PortsAddresses())
        #expect(found.verdict == .fail && found.signature == "imap 143 IPv4")
        let judged = host.judged()
        #expect(judged.cause?.check == "ports.addresses")
        #expect(judged.findings.first { $0.check == "firewall.reachable" }?.blockedBy == "ports.addresses")
    }

    @Test func `where nobody came by IPv4 it warns, and where only IPv6 leads there it passes`() throws {
        var untried = try LabHost("d23-ipv6-alone")
        untried.record.dialogues.removeAll { $0.vantage == .outside }
        #expect(try untried.judgement(PortsAddresses()).verdict == .warn)
        untried.record.host.address = "2001:db8::7"
        #expect(try untried.judgement(PortsAddresses()).verdict == .pass)
    }
}
