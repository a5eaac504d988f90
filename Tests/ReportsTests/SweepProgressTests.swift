import Testing

@testable import Reports

struct SweepProgressTests {
    private let progress = SweepProgress(
        hosts: 40, ended: 23, failing: 2, inHand: 12, slowest: (name: "mx07.example.net", seconds: 14.2))

    @Test(arguments: [
        (nil, "23 of 40 done, 2 failing, 12 running, 5 left, slowest mx07.example.net 14 s"),
        (75, "23 of 40 done, 2 failing, 12 running, 5 left, slowest mx07.example.net 14 s"),
        (74, "23 of 40 done, 2 failing, 12 running, 5 left"), (30, "23 of 40 done, 2 failing"), (5, "23…ne"),
    ])
    func `it tells as much as there is room for`(width: Int?, line: String) {
        #expect(progress.line(in: ReportStyle(width: width)) == line)
    }

    @Test func `failures are seen in colour only once there are some`() {
        var none = progress
        none.failing = 0
        #expect(!none.line(in: ReportStyle(inColour: true)).contains("\u{1b}"))
        #expect(progress.line(in: ReportStyle(inColour: true)).contains("\u{1b}[1;7;31m2 failing\u{1b}[0m"))
    }
}
