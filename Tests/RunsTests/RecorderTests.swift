import Archive
import Assessment
import Checks
import Diagnostics
import Fleet
import Reports
import Sweep
import Testing

@testable import Runs

/// A sweep's record goes to a file and to the archive, and a failure of one is told at the end.
@Suite struct `A recorder` {
    private static func finish(_ recorder: Recorder, _ header: Record.Header) {
        let run = Run(header, seconds: 3, catalogue: .builtIn, results: [], interruption: nil)
        recorder.finish(run, Gate().decide(on: run, knowing: KnownFailures()))
    }

    @Test func `stores the same lines in both`() async throws {
        let scratch = try Scratch()
        let header = header("run-1")
        let recorder = Recorder(
            file: try RecordFile(path: scratch.path("r.jsonl"), header: header),
            archive: ArchiveRecord(in: scratch.path("a.sqlite"), name: "before", header: header))
        await recorder.append(.began(host: "mx1", at: 1_795_639_208))
        await recorder.append(.finished(seconds: 3, interruption: nil))
        Self.finish(recorder, header)
        try recorder.complete()
        #expect(recorder.isStored)
        let archive = try #require(try ArchiveFile.open(scratch.path("a.sqlite")))
        let stored = try #require(try archive.runs(called: "before").first)
        #expect(stored.seconds == 3 && stored.id == "run-1")
        #expect(try archive.record(of: "run-1") == scratch.bytes(of: "r.jsonl"))
        #expect(try archive.document(of: "run-1").map(Run.isDocument) == true)
    }

    @Test func `without an archive has nothing stored, and nothing to complain about`() async throws {
        let recorder = Recorder(file: nil, archive: nil)
        await recorder.append(.finished(seconds: 3, interruption: nil))
        Self.finish(recorder, header("run-1"))
        try recorder.complete()
        #expect(!recorder.isStored)
    }

    @Test func `goes on after the archive has failed, and says so at the end`() async throws {
        let scratch = try Scratch()
        let path = try scratch.write(Array("not an archive".utf8), to: "a.sqlite")
        let header = header("run-1")
        let recorder = Recorder(
            file: try RecordFile(path: scratch.path("r.jsonl"), header: header),
            archive: ArchiveRecord(in: path, name: nil, header: header))
        await recorder.append(.finished(seconds: 3, interruption: nil))
        Self.finish(recorder, header)
        #expect(!recorder.isStored)
        let failure = #expect(throws: CommandFailure.self) { try recorder.complete() }
        #expect(failure?.status == ExitStatus.notWritten)
        #expect(failure?.message.hasPrefix("the run is not stored: the archive \(path) is not used") == true)
        #expect(try StoredRecord(reading: try #require(scratch.bytes(of: "r.jsonl"))).seconds == 3)
        #expect(scratch.bytes(of: "a.sqlite") == Array("not an archive".utf8))
    }

    /// A record with a gap would look whole.
    @Test func `adds nothing to the archive after a failure`() throws {
        let scratch = try Scratch()
        let header = header("run-1")
        let first = ArchiveRecord(in: scratch.path("a.sqlite"), name: nil, header: header)
        #expect(first.failure == nil)
        // The archive has a run of this id.
        let second = ArchiveRecord(in: scratch.path("a.sqlite"), name: nil, header: header)
        #expect(second.failure?.status == ExitStatus.notWritten)
        second.add(RecordLines.line(.finished(seconds: 3, interruption: nil)))
        second.flush()
        let archive = try #require(try ArchiveFile.open(scratch.path("a.sqlite")))
        #expect(try archive.record(of: "run-1") == RecordLines.line(header))
    }
}
