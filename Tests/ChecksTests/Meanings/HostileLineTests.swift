import Fleet
import FuzzSupport
import Testing

@testable import Checks

/// A log line holds what clients and users of a host made it hold.
@Suite struct `A hostile log line` {
    static let attacks = [
        "\u{0D4E}';>CANARY;$(>CANARY)`>CANARY`\"|>CANARY&>CANARY\\'!>CANARY\\", "; rm -rf /", "-R", "--reference=/",
        "=x",
        "\u{1b}[2J\r\n\u{202e}", "a\u{301}'\u{0}b",
    ]

    @Test(arguments: MeaningLines.known) func `puts its values into remedies as values`(known: MeaningLines.Line) throws
    {
        let line = known.line
        let parsed = LogLine(parsing: line)
        let words = Set(parsed.text.split { " (),'<>=".contains($0) }.filter { $0.count > 1 })
        // A value decides which steps there are; what it says must not add to them.
        let plain = words.flatMap { word in ["zz", "/z/z", "7"].map { line.replacing(word, with: $0) } } + [line]
        let harmless = Set(plain.flatMap(Self.skeletons)).union(Self.harmless)
        // Each word of the message, one after the other, becomes an attack.
        for word in words {
            for value in Self.attacks + [String(word) + Self.attacks[0]] {
                for step in LogLine(parsing: line.replacing(word, with: value)).known?.advice.remedy(on: .usual).steps
                    ?? []
                {
                    check(step, against: harmless)
                }
            }
        }
    }

    private static let harmless = Set(MeaningLines.remedies.flatMap(\.steps).map { ShellSkeleton($0.line) })

    private static func skeletons(of line: String) -> [ShellSkeleton] {
        LogLine(parsing: line).known?.advice.remedy(on: .usual).steps.map { ShellSkeleton($0.line) } ?? []
    }

    private func check(_ step: Remedy.Step, against harmless: Set<ShellSkeleton>) {
        let skeleton = ShellSkeleton(step.line)
        let isAsBefore = harmless.contains(skeleton)
        #expect(skeleton.isClosed, "\(step.line)")
        switch step {
        case .note: #expect(skeleton.operators.isEmpty, "\(step.line)")
        case .run: #expect(isAsBefore, "\(step.line)")
        }
        #expect(!step.line.unicodeScalars.contains { $0.properties.generalCategory == .control }, "\(step.line)")
    }

    @Test func `takes a bounded time, however long it is`() {
        let pieces = [
            "open(", "service(", "failed: ", ": ", "(/", "in configuration file /a line 1: ", "proxy(a,b:1): ",
            "Permission denied (euid=",
            "Namespace 'x': ", "BUG: ", "\u{0}", "\u{FFFD}",
        ]
        let clock = ContinuousClock()
        let time = clock.measure {
            for piece in pieces {
                let line = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
                _ = LogLine(parsing: line).known
                _ = Meaning.of(line)?.explanation
            }
        }
        #expect(time < .seconds(5), "\(time)")
    }

    @Test func `is looked at no further than its limit`() {
        let far = String(repeating: "x", count: Meaning.longestLine) + "No space left on device"
        #expect(Meaning.of(far) == nil)
    }

    @Test func `may hold any bytes`() {
        var dice = Dice(seed: 7)
        for row in MeaningLines.known {
            var bytes = Array(row.line.utf8)
            for _ in 0..<8 {
                bytes[Int.random(in: bytes.indices, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            let line = LogLine(parsing: String(decoding: bytes, as: UTF8.self))
            _ = (line.service, line.account, line.session, line.processID, line.remoteAddress)
            _ = line.known.map { ($0.explanation, $0.advice.remedy(on: .usual).script, $0.condition) }
        }
    }
}
