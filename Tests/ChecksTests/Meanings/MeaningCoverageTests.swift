import Foundation
import Testing

@testable import Checks

/// How much of what Dovecot can say is known.
@Suite struct MeaningCoverageTests {
    /// To read which meaning each message has.
    private let showsAll = ProcessInfo.processInfo.environment["DOVESWEEP_SHOW_MEANINGS"] != nil

    private struct Count {
        var known = 0
        var all = 0
        var unknown: [String] = []
        var percent: Double { Double(known * 1000 / max(all, 1)) / 10 }
    }

    /// A format is known where each of its lines is. Values are those that the call can have, and formats are those of
    /// errors, fatal errors and panics of 2.3.19 to 2.4.4.
    @Test func `nine of ten messages are known`() {
        var folders: [String: Count] = [:]
        for row in MeaningLines.formats {
            let folder = String(row.file.prefix { $0 != "/" })
            let lines = FilledFormat(level: row.level, file: row.file, format: row.format).lines
            if showsAll { for line in lines { print("    \(LogLine(parsing: line).known?.id ?? "-")\t\(line)") } }
            let unknown = lines.filter { LogLine(parsing: $0).known == nil }
            folders[folder, default: Count()].all += 1
            if unknown.isEmpty {
                folders[folder, default: Count()].known += 1
            } else {
                folders[folder, default: Count()].unknown.append("\(row.file): \(unknown[0])")
            }
        }
        for (name, count) in folders.sorted(by: { $0.value.percent < $1.value.percent }) {
            print("\(name): \(count.percent) % of \(count.all) formats are known")
            for line in count.unknown { print("  unknown: \(line)") }
            #expect(count.percent >= 90, "\(name)")
        }
        let total = folders.values.reduce(into: Count()) {
            $0.known += $1.known; $0.all += $1.all
        }
        print("all: \(total.percent) % of \(total.all)")
        #expect(total.all > 1000 && total.percent >= 90)
    }
}
