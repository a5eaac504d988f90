import Fleet
import Foundation
import RunSamples
import Testing

@testable import Reports

struct JSONLinesTests {
    @Test func `the lines together are the JSON report`() throws {
        let report = Samples.report(Samples.night)
        let lines = ReportFormat.jsonl.render(report).split(separator: "\n").map { Data($0.utf8) }
        var run = try #require(try JSONSerialization.jsonObject(with: lines[lines.count - 1]) as? [String: Any])
        run["hosts"] = try lines.dropLast().map { try JSONSerialization.jsonObject(with: $0) }
        let whole = try JSONSerialization.jsonObject(with: Data(ReportFormat.json.render(report).utf8))
        let sorted = { (object: Any) in try JSONSerialization.data(withJSONObject: object, options: .sortedKeys) }
        #expect(try sorted(run) == sorted(whole))
    }
}
