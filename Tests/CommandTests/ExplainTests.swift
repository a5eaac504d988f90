import Foundation
import Testing

/// `dovesweep explain`: no host is needed.
@Suite struct ExplainTests {
    private struct Explained: Decodable {
        let line: String
        let known: Bool
        let condition: String?
        let meaning: String
        let steps: [[String: String]]
    }

    private static let full =
        "Nov 29 12:00:01 mx07 dovecot: imap(joe)<67><abc>: Error: write(/srv/x) failed: No space left on device"

    private func run(_ script: String) throws -> Command.Ended {
        try Command.inFolder { try Command(script: script).run(in: $0) }
    }

    @Test func `a known line is explained for people`() throws {
        let ended = try run("\"$dovesweep\" explain '\(Self.full)'")
        #expect(ended.status == 0 && ended.errors.isEmpty)
        #expect(
            ended.output.contains("means") && ended.output.contains("room: there is free space for mail")
                && ended.output.contains("df -P"))
    }

    @Test func `an unknown line is said to be unknown, with what is certain`() throws {
        let ended = try run("\"$dovesweep\" explain 'imap(joe)<67><abc>: Error: the quick brown fox'")
        #expect(ended.status == 1)
        #expect(
            ended.output.contains(
                "Not known. The line has: service imap, level Error, process 67, account joe, session abc."))
    }

    @Test func `JSON has the contract's keys, in the order of the lines`() throws {
        let ended = try run("printf '%s\\n' '\(Self.full)' '' 'never seen' | \"$dovesweep\" explain - --format json")
        #expect(ended.status == 1)
        let rows = try JSONDecoder().decode([Explained].self, from: Data(ended.output.utf8))
        #expect(rows.map(\.line) == [Self.full, "never seen"] && rows.map(\.known) == [true, false])
        #expect(rows.map(\.condition) == ["room", nil] && rows[1].steps.isEmpty && !rows[1].meaning.isEmpty)
        #expect(rows[0].steps.allSatisfy { $0.count == 1 && ($0["run"] ?? $0["note"]) != nil })
        #expect(ended.output.contains("\"condition\":null"))
    }

    @Test func `no line at all is an empty array`() throws {
        let ended = try run("\"$dovesweep\" explain - --format json </dev/null")
        #expect(ended.status == 0 && ended.output == "[]\n")
    }

    @Test func `what would act on a terminal is shown`() throws {
        let ended = try run(
            "printf 'Error: open(/srv/\\033[2J\\302\\205x) failed: No such file or directory' | \"$dovesweep\" explain -"
        )
        #expect(ended.output.contains("\\x1b[2J"))
        #expect(!ended.output.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        let json = try run(
            "printf 'Error: open(/srv/\\033[2J\\377x) failed: No such file or directory' | \"$dovesweep\" explain - --format json"
        )
        #expect(!json.output.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        #expect(try JSONDecoder().decode([Explained].self, from: Data(json.output.utf8)).count == 1)
    }

    @Test func `a line of twenty megabytes is cut`() throws {
        let ended = try run(
            "head -c 20000000 /dev/zero | tr '\\0' x | (ulimit -v 4000000; \"$dovesweep\" explain -) | wc -c")
        #expect(
            (Int(ended.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? .max) < 10_000,
            "\(ended.output) \(ended.errors)")
    }

    @Test func `no line is wrong usage`() throws { #expect(try run("\"$dovesweep\" explain").status == 64) }
}
