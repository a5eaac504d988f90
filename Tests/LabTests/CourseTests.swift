import Foundation
import Testing

extension `On the lab` {
    /// How a sweep goes: side by side, and interrupted in good order.
    @Suite struct Course {
        @Test func `a host that keeps one waiting delays no other`() async throws {
            let record = try RecordEvents(growing: try await WholeSweep.shared.value.record)
            let (begun, ended) = (record.hosts(that: "began"), record.hosts(that: "ended"))
            let slow = Set(WholeSweep.slow)
            #expect(Set(begun.prefix(slow.count)) == slow)
            let first = try #require(ended.firstIndex(where: slow.contains))
            // 64 have a place at a time: of those that had to wait for another's, some were done before any slow one was.
            let later = Set(begun.dropFirst(64))
            #expect(ended[..<first].contains(where: later.contains), "\(first) of \(ended.count) ended before")
        }

        @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
        func `a signal ends the sweep with a report of what is known`(signal: Int32, status: Int32) async throws {
            let (swept, hanging) = (["d23-pam", "d24-pam"], ["filtered", "silent", "stuck-shell"])
            let scratch = try Scratch()
            let first = try scratch.file("first.ini", "[first]\n" + hanging.joined(separator: "\n") + "\n")
            let record = scratch.path("record.jsonl")
            let sweep = try Program(
                Dovesweep.command(
                    ["sweep", "--inventory", first, "--inventory", Lab.inventory, "--known-hosts", Lab.knownHosts]
                        + ["--output", "json", "--record", record] + swept + hanging))
            // None of the hanging hosts has ended when the others have: it would be in the list.
            var ended: [String] = []
            while ended.count < swept.count {
                try await Task.sleep(for: .milliseconds(20))
                ended = try RecordEvents(growing: record).hosts(that: "ended")
            }
            kill(sweep.pid, signal)
            let result = try await sweep.ended()
            #expect(Set(ended) == Set(swept))
            #expect(result.status == status)
            #expect(result.errors.isEmpty)
            let report = try RunReport(result.output)
            #expect(report.hosts.map(\.name) == hanging + swept)
            for name in swept {
                let host = try report.host(name)
                #expect(host.outcome == "swept" && !host.items.values.contains { $0 != "pass" })
            }
            for name in hanging { #expect(try report.host(name).outcome == "interrupted") }
            let last = try #require(try RecordEvents(growing: record).events.last)
            #expect(last.event == "finished" && last.interruption == Int(signal))
        }
    }
}
