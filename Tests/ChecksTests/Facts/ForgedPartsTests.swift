import Fleet
import Testing

@testable import Checks

@Suite struct `ProbeOutput that cannot be trusted` {
    private func host(_ parts: Evidence.Parts, _ probe: ProbeName) throws -> LabHost {
        var host = try LabHost("d24-vmail")
        let index = try #require(host.record.evidence.firstIndex { $0.probe == probe })
        host.record.evidence[index].parts = parts
        return host
    }

    @Test func `nothing is judged by an output that was forged`() throws {
        let judged = try host(.forged, "account").judged()
        let unknown = judged.findings.filter { $0.verdict == .unknown }
        #expect(unknown.contains { $0.summary.contains("the output was forged or garbled (account)") })
        for check in ["user.userdb", "mail-location.exists", "permissions.mail"] {
            #expect(judged.findings.contains { $0.check == check && $0.verdict != .pass }, "\(check)")
        }
    }

    @Test func `an output without a frame has no parts, whatever it says`() throws {
        let host = try host(.none, "config")
        #expect(throws: MissingFact.self) { try host.subject.settings() }
    }

    @Test(arguments: [Evidence.Parts.marked, .framed]) func `marks are read in both formats alike`(
        parts: Evidence.Parts
    ) throws {
        let host = try host(parts, "config")
        #expect(try host.subject.settings()["base_dir"] == "/run/dovecot")
    }

    @Test func `in a record of before the part that comes later counts`() throws {
        let host = try LabHost("d24-vmail").with("account", "inbox", "/srv/other", status: 0)
        #expect(try host.subject.inbox() == "/srv/other")
    }
}
