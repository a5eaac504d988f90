import Fleet
import Foundation
import FuzzSupport
import Testing

@testable import Sweep

/// Target 6: records that anybody may have edited.
@Suite(.serialized) struct RecordFuzzTests {
    private static let record: [UInt8] = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.deletingLastPathComponent().appending(path: "CommandTests/Records/six-hosts.jsonl")
        return Array((try? Data(contentsOf: file)) ?? Data())
    }()

    @Test(.timeLimit(.minutes(60))) func `any record is read or refused`() throws {
        let lines = Self.record.split(separator: 10).map { Array($0) }
        #expect(lines.count > 20)
        try Fuzz("record").run(cases: 60, share: 0.4) { dice in
            // A header and some of the events, each of which may be spoilt.
            let events = (0..<dice.below(20)).map { _ in dice.pick(Array(lines.dropFirst())) }
            let chosen = ([lines[0]] + events).map { dice.happens(30) ? Mutation.of($0, &dice) : $0 }
            guard let record = try? StoredRecord(reading: Array(chosen.joined(separator: [10])) + [10]) else { return }
            #expect((0...253_402_300_799).contains(record.header.started))
            #expect(record.interruption.map { (1...64).contains($0) } ?? true)
            for event in record.hosts { #expect((0...253_402_300_799).contains(event.began)) }
        }
    }
}
