import Foundation
import Testing

@testable import Reports

@Suite struct `The list of runs` {
    private static let list = RunList([
        RunList.Entry(
            id: "20261124T080000Z-9b2e", name: nil, started: 1_795_507_200, hosts: 9, seconds: nil, interruption: nil,
            rerunOf: nil, standings: nil),
        RunList.Entry(
            id: "20261123T160102Z-4f1c", name: "before\u{1b}[2J", started: 1_795_449_662, hosts: 3, seconds: 61.24,
            interruption: 2, rerunOf: "20261122T160102Z-0000", standings: (1, 1, 1)),
    ])

    @Test func `has a line a run, and says of one that its end is missing`() {
        let lines = Self.list.text(in: ReportStyle()).split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("20261124T080000Z-9b2e  2026-11-24 08:00:00 UTC  9 "))
        #expect(lines[1].hasSuffix("not finished: still running, or killed"))
        #expect(lines[2].contains("1 pass, 1 fail, 1 undecided, cut short, again from 20261122T160102Z-0000"))
        #expect(lines[2].hasSuffix("before\\x1b[2J"))
    }

    @Test func `is JSON for programs`() throws {
        let parsed = try JSONSerialization.jsonObject(with: Data(Self.list.json.utf8)) as? [[String: Any]]
        let runs = try #require(parsed)
        #expect(runs.compactMap { $0["finished"] as? Bool } == [false, true])
        #expect(runs[1]["name"] as? String == "before\u{1b}[2J" && runs[1]["failing"] as? Int == 1)
        #expect(runs[0]["failing"] is NSNull)
    }

    @Test func `says how to get one where there is none`() {
        #expect(RunList([]).text(in: ReportStyle()).contains("each dovesweep sweep stores one"))
    }
}
