import Fleet
import Testing

@testable import Checks

@Suite struct TrustedNetworksTests {
    private let check = TrustedNetworks()

    @Test func `everybody trusted fails, one's own webmail does not`() throws {
        #expect(try LabHost("d23-trusted-networks").judgement(check).signature == "0.0.0.0/0")
        let own = try LabHost("d23-trusted-networks").with(
            "login_trusted_networks = 192.0.2.10/32 10.0.0.0/8", for: "login_trusted_networks = 0.0.0.0/0 ::/0",
            in: "config")
        #expect(try own.judgement(check).verdict == .pass)
    }

    @Test func `a balancer that anybody can be warns only where a listener expects one`() throws {
        let idle = try LabHost("d23-vmail").with(
            "haproxy_trusted_networks = 0.0.0.0/0", for: "haproxy_trusted_networks = ",
            in: "config")
        #expect(try idle.judgement(check).verdict == .pass)
        let listening = try idle.with(
            "haproxy = yes\n    port = 143", for: "haproxy = no\n    port = 143", in: "config")
        #expect(try listening.judgement(check).verdict == .warn)
    }
}
