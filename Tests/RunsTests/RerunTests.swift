import Checks
import Fleet
import Sweep
import Testing

@testable import Runs

/// Which hosts of an earlier run are swept again.
@Suite struct `A rerun` {
    private static func rerun() async throws -> Rerun {
        try await Rerun(of: LoadedRun(label: "r.jsonl", file: SixHosts.lines()), by: .builtIn)
    }

    /// Today's hosts have other addresses.
    private static func today(_ rerun: Rerun) -> [Host] {
        rerun.record.header.hosts.map { host in
            var host = host
            host.address = "192.0.2.1"
            return host
        }
    }

    @Test func `sweeps hosts that fail or are undecided, as today's inventory has them`() async throws {
        let rerun = try await Self.rerun()
        let run = try await LoadedRun(label: "r.jsonl", file: SixHosts.lines()).run(by: .builtIn)
        let plan = rerun.plan(for: Self.today(rerun))
        #expect(plan.swept.map(\.name) == run.hosts.filter { $0.standing != .passing }.map(\.host.name))
        #expect(plan.swept.count == 3 && plan.swept.allSatisfy { $0.address == "192.0.2.1" })
        #expect(plan.kept.count == 3)
        #expect(plan.all.map(\.name) == rerun.record.header.hosts.map(\.name))
        #expect(plan.all.count { $0.address == "192.0.2.1" } == 3)
        #expect(rerun.note(on: plan).hasPrefix("swept again: 3 hosts; the results of 3 others are from sweep "))
    }

    @Test func `keeps the result of a host that today's inventory lacks`() async throws {
        let rerun = try await Self.rerun()
        let gone = try #require(rerun.plan(for: Self.today(rerun)).swept.first)
        let plan = rerun.plan(for: Self.today(rerun).filter { $0.name != gone.name })
        #expect(plan.swept.count == 2 && plan.kept.contains { $0.host.name == gone.name })
        #expect(plan.all.count == 6)
    }

    @Test func `reports all hosts in the order of the earlier run`() async throws {
        let rerun = try await Self.rerun()
        let plan = rerun.plan(for: Self.today(rerun))
        let swept = rerun.record.hosts.filter { host in plan.swept.contains { $0.name == host.host.name } }
        #expect(plan.all(swept.reversed()).map(\.host.name) == rerun.record.hosts.map(\.host.name))
    }

    @Test func `takes over what is known of a host before the sweep`() async throws {
        let rerun = try await Self.rerun()
        let plan = rerun.plan(for: Self.today(rerun))
        var lost = plan.swept
        lost[0].unsupported = ["its key is missing"]
        let replaced = plan.replacing(lost)
        #expect(replaced.all.filter { !$0.unsupported.isEmpty }.map(\.name) == [lost[0].name])
        #expect(replaced.swept == lost && replaced.kept == plan.kept)
    }
}
