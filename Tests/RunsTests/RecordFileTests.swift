import Diagnostics
import Fleet
import Foundation
import Sweep
import Testing

@testable import Runs

/// The record that a sweep writes to a file.
@Suite struct `A record file` {
    @Test func `is its owner's alone, and has a line for each event`() throws {
        let scratch = try Scratch()
        let file = try RecordFile(path: scratch.path("r.jsonl"), header: header("run-1"))
        file.add(RecordLines.line(.began(host: "mx1", at: 1_795_639_208)))
        file.add(RecordLines.line(.finished(seconds: 2, interruption: nil)))
        file.flush()
        #expect(file.failure == nil)
        #expect(try scratch.mode(of: "r.jsonl") == 0o600)
        let record = try StoredRecord(reading: try #require(scratch.bytes(of: "r.jsonl")))
        #expect(record.header.id == "run-1" && record.seconds == 2)
        #expect(record.hosts.map(\.ending.outcome) == [.interrupted])
    }

    @Test func `is never written over`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(Array("mine".utf8), to: "r.jsonl")
        let failure = #expect(throws: CommandFailure.self) { try RecordFile(path: path, header: header("run-1")) }
        #expect(failure?.status == ExitStatus.notWritten)
        #expect(failure?.message.contains("the file exists already") == true)
        #expect(scratch.bytes(of: "r.jsonl") == Array("mine".utf8))
    }

    @Test func `in a folder that is missing is told at once`() throws {
        let scratch = try Scratch()
        let failure = #expect(throws: CommandFailure.self) {
            try RecordFile(path: scratch.path("nowhere/r.jsonl"), header: header("run-1"))
        }
        #expect(failure?.message.contains("No such file or directory") == true)
    }
}
