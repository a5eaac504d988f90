import Fleet
import Testing

@testable import Sweep

/// A record that somebody has edited by hand: what no sweep writes is refused with its line.
@Suite struct `An edited record` {
    private func bytes(hosts: [String] = ["mx1"], started: Int64 = 1, _ events: [Record.Event] = []) -> [UInt8] {
        let header = Record.Header(
            id: "1", started: started, agentHash: "", parameters: Parameters(), hosts: hosts.map { Host(name: $0) })
        return RecordLines.line(header) + events.flatMap(RecordLines.line)
    }

    private func line(of bytes: [UInt8]) -> Int? {
        do throws(RecordError) {
            _ = try StoredRecord(reading: bytes)
            return nil
        } catch {
            return error.line
        }
    }

    @Test func `that names a host twice is refused`() {
        #expect(line(of: bytes(hosts: ["mx1", "mx2"])) == nil)
        #expect(line(of: bytes(hosts: ["mx1", "mx2", "mx1"])) == 1)
    }

    @Test(arguments: [Int64.min, -1, 253_402_300_800, .max]) func `with a time that is none is refused`(time: Int64) {
        #expect(line(of: bytes(started: time)) == 1)
        #expect(line(of: bytes([.began(host: "mx1", at: time)])) == 2)
    }

    @Test(arguments: [Int.min, -128, 0, 65, .max]) func `with a signal that is none cannot choose the exit status`(
        signal: Int
    ) {
        #expect(line(of: bytes([.finished(seconds: 1, interruption: 15)])) == nil)
        #expect(line(of: bytes([.finished(seconds: 1, interruption: signal)])) == 2)
    }
}
