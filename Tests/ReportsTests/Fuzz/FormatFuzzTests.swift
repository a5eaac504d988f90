import Fleet
import Foundation
import FuzzSupport
import RunSamples
import Testing

@testable import Reports

/// Target 4: any text of a host leaves the shape of a report as it is.
@Suite(.serialized) struct FormatFuzzTests {
    private struct Reading: Decodable {
        let shape: String
    }

    @Test(.timeLimit(.minutes(60)), arguments: ReportFormat.allCases)
    func `no text changes the shape of a report`(format: ReportFormat) throws {
        try Fuzz("format-\(format.rawValue)").run(cases: 1, share: 1 / Double(ReportFormat.allCases.count)) { dice in
            // Starting the reader takes longer than reading.
            let texts = ["harmless"] + (0..<20).map { _ in Self.text(&dice) }
            let reports = texts.map { text in
                format.render(Samples.report(Self.run(text), style: ReportStyle(isVerbose: true)))
            }
            let read = try Python.run("Readers/shape.py", [format.rawValue], files: reports)
            let shapes = try JSONDecoder().decode([Reading].self, from: Data(read.utf8)).map(\.shape)
            for (text, shape) in zip(texts, shapes) {
                #expect(
                    shape == shapes[0], "\(format.rawValue): \(text.unicodeScalars.map { String($0.value, radix: 16) })"
                )
            }
        }
    }

    /// Specials of the formats, letters that join with what stands beside them, and any scalar.
    private static func text(_ dice: inout Dice) -> String {
        var text = "x"
        for _ in 0..<(1 + dice.below(30)) {
            let special = (0x20...0x7E).compactMap { Unicode.Scalar($0 as Int) }
            switch dice.below(4) {
            case 0: text.unicodeScalars.append(dice.pick(special))
            case 1: text += String(fromHost: dice.pick(Mutation.pieces))
            case 2: text.unicodeScalars.append(Unicode.Scalar(UInt32(dice.below(0x11_0000))) ?? "\u{FFFD}")
            default: text.unicodeScalars.append(dice.pick(["\u{d4e}", "\u{111c2}", "\u{301}", "\u{fe0f}", "\u{200d}"]))
            }
        }
        return text
    }

    private static func run(_ text: String) -> Run {
        var run = Samples.night
        for host in run.hosts.indices {
            run.hosts[host].reason = run.hosts[host].reason.map { _ in text }
            run.hosts[host].facts = run.hosts[host].facts.mapValues { _ in text }
            run.hosts[host].findings = run.hosts[host].findings.map { finding in
                var finding = finding
                finding.summary = text
                finding.evidence = finding.evidence.map { .init(probe: $0.probe, excerpt: text) }
                return finding
            }
        }
        return run
    }
}
