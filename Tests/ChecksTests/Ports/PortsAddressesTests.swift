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

    @Test func `an address of the host where nothing listens is no front, and no firewall is blamed`() throws {
        let host = try LabHost("d23-second-address")
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.signature == "elsewhere")
        #expect(found.summary.contains("imaps 993, imap 143, pop3s 995, pop3 110 listen on 127.0.0.1, "))
        #expect(host.judged().findings.first { $0.check == "firewall.reachable" }?.blockedBy == "ports.addresses")
        // Of an address that is not the host's nothing is known.
        var balanced = try host.with("sockets", "addresses", "127.0.0.1", status: 0)
        #expect(try balanced.judgement(check).verdict == .skipped)
        balanced.record.host.publicAddress = nil
        #expect(try balanced.judgement(check).verdict == .pass)
    }

    @Test func `what does not listen on IPv6 fails where clients have only IPv6`() throws {
        let host = try LabHost("d24-both-families").with("127.0.0.1:", for: "[::]:", in: "sockets").with {
            if $0.address.contains(":") { $0.reach = .refused }
        }
        #expect(try host.judgement(check).verdict == .warn)
        var alone = host
        alone.record.dialogues.removeAll { $0.vantage == .outside && !$0.address.contains(":") }
        #expect(try alone.judgement(check).verdict == .fail)
    }

    @Test func `a proxy at another address of the host is a front, and lacks no service`() throws {
        let host = try LabHost("d24-haproxy")
        let front = try #require(host.record.host.publicAddress)
        let own = try host.with("sockets", "addresses", "127.0.0.1\n\(front)", status: 0)
        #expect(try own.judgement(check).verdict == .skipped)
        // One service is enough: others may be meant for another address.
        var partly = try LabHost("d23-second-address")
        let place = try #require(partly.record.dialogues.firstIndex { $0.vantage == .outside && $0.service == .imaps })
        partly.record.dialogues[place].reach = .connected
        #expect(try partly.judgement(check).verdict == .pass)
    }
}
