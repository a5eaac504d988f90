import Fleet
import Testing

@testable import Checks

@Suite struct FirewallReachableTests {
    private let check = FirewallReachable()

    @Test(arguments: ["d23-dropped", "d24-rejected"])
    func `packets that are dropped or rejected fail`(name: String) throws {
        let found = try LabHost(name).judgement(check)
        #expect(
            found.verdict == .fail && found.vantage == .outside && found.signature.contains("imap 143")
                && found.signature.contains("imaps 993"))
    }

    @Test func `a closed port of a host that could not be looked into is unknown`() throws {
        var host = try LabHost("d23-dropped")
        host.record.evidence = []
        #expect(throws: Unjudgeable.self) { try host.judgement(check) }
    }

    @Test func `a filtered 143 beside an open 993 is a policy, unless it is required`() throws {
        var host = try LabHost("d24-pam").with { if $0.service == .imap { $0.reach = .timedOut } }
        #expect(try host.judgement(check).verdict == .pass)
        host.record.host.services = [.imap, .imaps]
        #expect(try host.judgement(check).signature == "imap 143")
    }

    @Test func `a host that listens on loopback alone is unknown, with the variable that tells where clients come`()
        throws
    {
        var host = try LabHost("d23-vmail").with("listen = 127.0.0.1", for: "listen = *, ::", in: "config")
        #expect { try host.judgement(check) } throws: {
            ($0 as? Unjudgeable)?.reason.contains("dovesweep_public_address") == true
        }
        host.record.host.publicAddress = "192.0.2.9"
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `a name that does not resolve, or what was not tried, is unknown`() throws {
        for reach in [Dialogue.Reach.nameNotFound("no such name"), .notTried("the coordinator has no IPv6")] {
            let host = try LabHost("d24-pam").with { $0.reach = reach }
            #expect(throws: Unjudgeable.self) { try host.judgement(check) }
        }
    }

    @Test func `a listener on loopback alone is not the firewall's matter`() throws {
        let host = try LabHost("d23-pam").with("listen = 127.0.0.1", for: "listen = *, ::", in: "config").with {
            $0.reach = .refused
        }
        #expect(throws: Unjudgeable.self) { try host.judgement(check) }
    }

    @Test func `--no-outside skips it`() throws {
        var host = try LabHost("d24-pam")
        host.parameters.looksOutside = false
        #expect(try host.judgement(check).verdict == .skipped)
    }
}
