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
        #expect(result.loginProven && result.verdict(of: .tls) == .pass)
    }

    @Test func `behind a balancer or a proxy that is named, loopback is right`() throws {
        var host = try LabHost("d23-loopback")
        host.record.host.publicAddress = "192.0.2.9"
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test(arguments: ["d24-pam", "d24-both-families"]) func `everywhere passes`(name: String) throws {
        #expect(try LabHost(name).judgement(check).summary == "bound to *, ::")
    }
}
