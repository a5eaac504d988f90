import Assessment
import Fleet
import Reports
import Testing

@testable import ReportFiles

/// A report that grows by a line for each host.
@Suite struct `A growing report` {
    private static func result(_ host: String, _ verdict: Verdict = .pass) -> HostResult {
        HostResult(
            host: Host(name: host), outcome: .swept,
            findings: [Finding(check: "tls.expiry", item: .tls, verdict: verdict, summary: "said", signature: "s")])
    }

    private static func report(_ results: [HostResult]) -> Report {
        let run = Run(
            id: "run-1", started: 1_000_000, seconds: 1, catalogueHash: "c", agentHash: "a", hosts: results)
        return Report(run, decision: Gate().decide(on: run, knowing: KnownFailures()))
    }

    private static func lines(_ scratch: Scratch) throws -> [Substring] {
        try scratch.text(of: "r.jsonl").split(separator: "\n")
    }

    private static func growing(_ scratch: Scratch) -> StreamingReports {
        StreamingReports([
            ReportOutput(format: .jsonl, path: scratch.path("r.jsonl")),
            ReportOutput(format: .json, path: scratch.path("r.json")),
        ])
    }

    @Test func `has each host once, then the run, and no tail of an older one`() throws {
        let scratch = try Scratch()
        try scratch.write(String(repeating: "old\n", count: 10_000), to: "r.jsonl")
        let growing = Self.growing(scratch)
        #expect(try Self.lines(scratch).count == 10_000)
        try growing.open()
        let results = [Self.result("mx1"), Self.result("mx2", .fail)]
        for result in results { growing.append(result) }
        #expect(growing.finish(Self.report(results)) == [])
        let lines = try Self.lines(scratch)
        #expect(lines.count == 3 && lines[0].contains("mx1") && lines[1].contains("mx2"))
        #expect(try scratch.files() == ["r.jsonl"])
    }

    @Test func `has a host again that the fleet's checks have changed, and hosts that were never judged`() throws {
        let scratch = try Scratch()
        let growing = Self.growing(scratch)
        try growing.open()
        growing.append(Self.result("mx1"))
        #expect(growing.finish(Self.report([Self.result("mx1", .warn), Self.result("mx2")])) == [])
        let lines = try Self.lines(scratch)
        #expect(lines.count == 4 && lines[1].contains("mx1") && lines[2].contains("mx2"))
    }

    @Test func `that fails is told once, at the end`() throws {
        let growing = StreamingReports([ReportOutput(format: .jsonl, path: "/dev/full")])
        try growing.open()
        growing.append(Self.result("mx1"))
        growing.append(Self.result("mx2"))
        let failures = growing.finish(Self.report([Self.result("mx1"), Self.result("mx2")]))
        #expect(failures == ["the report could not be written to /dev/full: No space left on device"])
    }
}
