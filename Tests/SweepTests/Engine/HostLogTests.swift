import Fleet
import Testing

@testable import Sweep

struct HostLogTests {
    private struct NoSink: RecordSink {
        func append(_ event: Record.Event) async {}
    }

    @Test func `of a host that talks without end so much is kept, and the rest is said to be cut`() async {
        let log = HostLog(host: "mx1", sink: NoSink(), redactor: Redactor([], accounts: []))
        let megabyte = [UInt8](repeating: 0x61, count: 1 << 20)
        for number in 0..<20 {
            await log.add(
                Evidence(ProbeName(rawValue: "p\(number)"), ending: .exited(0), output: megabyte, errors: megabyte))
        }
        #expect(log.evidence.reduce(0) { $0 + $1.output.count + $1.errors.count } == HostLog.mostBytes)
        #expect(HostLog.mostBytes == 4 << 20)
        // Each is there: that a probe was asked is worth knowing.
        #expect(log.evidence.count == 20 && log.evidence.map(\.isCut) == (0..<20).map { $0 >= 2 })
    }
}
