import Archive
import Assessment
import Checks
import Diagnostics
import Fleet
import Foundation
import Reports
import RunSamples
import Sweep
import Testing

@testable import Runs

/// How a word names a run, and what a run is made of.
@Suite struct `A word for a run` {
    private let scratch: Scratch
    private let source: RunSource

    /// An archive of two runs whose ids begin alike.
    init() throws {
        scratch = try Scratch()
        source = RunSource(archive: scratch.path("a.sqlite"))
        let archive = try ArchiveFile.make(scratch.path("a.sqlite"))
        for (id, name, started) in [("20261101-a", "before", 10), ("20261101-b", nil, 20)] as [(String, String?, Int64)]
        {
            let header = header(id, started: started)
            try archive.begin(header, name: name)
            try archive.append(
                RecordLines.line(header) + RecordLines.line(.finished(seconds: 1, interruption: nil)), to: id)
        }
        try archive.close()
    }

    @Test(arguments: [
        ("last", "20261101-b"), ("before", "20261101-a"), ("20261101-a", "20261101-a"), ("20261101-b", "20261101-b"),
    ])
    func `is last, a name, or the beginning of an id`(word: String, id: String) throws {
        #expect(try source.load(word).stored().header.id == id)
    }

    @Test func `has to mean one run`() throws {
        let failure = #expect(throws: CommandFailure.self) { try source.load("2026") }
        #expect(failure?.status == ExitStatus.wrongFile)
        #expect(failure?.message.contains("the ids of 2 runs begin with “2026”") == true)
    }

    @Test func `is a file if it has a slash`() throws {
        let path = try scratch.write(SixHosts.lines(), to: "before")
        #expect(try source.load(path).stored().hosts.count == 6)
    }

    @Test(arguments: ["nowhere", "/nowhere/r.jsonl"]) func `that means nothing says what to look at`(word: String)
        throws
    {
        let failure = #expect(throws: CommandFailure.self) { try source.load(word) }
        #expect(failure?.status == ExitStatus.wrongFile)
        #expect(failure?.message.contains("see dovesweep runs") ?? false || failure?.message.contains("lists") ?? false)
    }

    @Test func `last is no file, and an empty archive is told`() throws {
        try ArchiveFile.make(scratch.path("b.sqlite")).close()
        let failure = #expect(throws: CommandFailure.self) {
            try RunSource(archive: scratch.path("b.sqlite")).load("last")
        }
        #expect(failure?.message.hasPrefix("no run is stored yet in ") == true)
    }
}

/// A record, a report, or both.
@Suite struct `A loaded run` {
    @Test func `that is a record is judged`() async throws {
        let run = try await LoadedRun(label: "r.jsonl", file: SixHosts.lines()).run(by: .builtIn)
        #expect(run.hosts.count == 6 && run.totals.failing == 2 && run.totals.undecided == 1)
    }

    @Test func `that is a report has no evidence to judge again`() async throws {
        let report = LoadedRun(label: "r.json", file: Array(#"{"schema": "dovesweep.run/1"}"#.utf8))
        #expect(report.record == nil)
        let failure = #expect(throws: CommandFailure.self) { try report.stored() }
        #expect(failure?.status == ExitStatus.wrongFile)
        #expect(failure?.message.contains("it is a report, which has no evidence") == true)
    }

    @Test func `that is damaged is told with its line`() async throws {
        let lines = try SixHosts.lines()
        let end = try #require(lines.firstIndex(of: UInt8(ascii: "\n")))
        let damaged = LoadedRun(label: "r.jsonl", file: Array(lines[...end]) + Array("{]\n".utf8))
        let failure = #expect(throws: CommandFailure.self) { try damaged.stored() }
        #expect(failure?.message.hasPrefix("r.jsonl:2: ") == true)
    }

    @Test func `of a rerun says which hosts are older`() throws {
        var record = try SixHosts.record()
        #expect(LoadedRun(label: "r", file: try SixHosts.lines()).rerunNotes == [])
        record.header.rerunOf = "20261101T000000Z-0001"
        record.header.started += 100
        record.hosts[0].began = record.header.started + 1
        let events = record.hosts.flatMap(\.events).map(RecordLines.line)
        let lines = ([RecordLines.line(record.header)] + events).joined()
        #expect(
            LoadedRun(label: "r", file: Array(lines)).rerunNotes == [
                "swept again: 1 host; the results of 5 others are from sweep 20261101T000000Z-0001"
            ])
    }

    @Test func `keeps the waivers of the sweep when it is judged again`() throws {
        var judged = Samples.waived
        for host in judged.hosts.indices {
            for place in judged.hosts[host].findings.indices { judged.hosts[host].findings[place].waiver = nil }
        }
        let document = Array(
            ReportFormat.json.render(Report(Samples.waived, decision: Gate().decide(on: Samples.waived))).utf8)
        let kept = LoadedRun(label: "r", record: nil, document: document).keepingWaivers(judged)
        let waivers = { (run: Run) in run.hosts.map { $0.findings.map(\.waiver?.subject) } }
        #expect(waivers(kept) == waivers(Samples.waived) && waivers(kept) != waivers(judged))
        #expect(LoadedRun(label: "r", record: [], document: nil).keepingWaivers(judged) == judged)
    }
}
