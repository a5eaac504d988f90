import Foundation
import Testing

/// A check whose judging does not end. What an operator's pattern takes is not known before, so it serves here.
struct LateJudgingTests {
    private static let catalogue = """
        checks:
          - id: queue.slow
            title: Does it end?
            why: It must.
            run: 'true'
            expect: {pattern: '^((a+)+)+$'}
            remedy: 'true'
        """

    /// The first two hosts of the record say what the pattern takes years for.
    private static func record() throws -> String {
        let output = Data((String(repeating: "a", count: 400) + "b").utf8).base64EncodedString()
        let text = try String(contentsOf: URL(filePath: Command.record), encoding: .utf8)
        var lines = text.split(separator: "\n").map(String.init)
        let ends = lines.indices.filter { lines[$0].contains("\"event\":\"ended\"") }
        for place in ends.reversed() {
            let line = try #require(try JSONSerialization.jsonObject(with: Data(lines[place].utf8)) as? [String: Any])
            let host = try #require(line["host"] as? String)
            let said = ends.prefix(2).contains(place) ? output : Data("aaa\n".utf8).base64EncodedString()
            lines.insert(
                #"{"event":"evidence","host":"\#(host)","evidence":{"cut":false,"errors":"","milliseconds":1,"output":"\#(said)","probe":"queue.slow","status":0}}"#,
                at: place)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test(.timeLimit(.minutes(10))) func `a check that cannot be judged in time is unknown, and all others are judged`()
        throws
    {
        try Command.inFolder { folder in
            try Self.catalogue.write(to: folder.appending(path: "own.yaml"), atomically: true, encoding: .utf8)
            try Self.record().write(to: folder.appending(path: "run.jsonl"), atomically: true, encoding: .utf8)
            let script = "\"$dovesweep\" judge ./run.jsonl --catalogue own.yaml -o json"
            let ended = try Command(script: script).run(in: folder)
            let report = try #require(try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
            let hosts = try #require(report["hosts"] as? [[String: Any]])
            let checks = hosts.flatMap { $0["checks"] as? [[String: Any]] ?? [] }
            let late = checks.filter { $0["summary"] as? String == "could not be judged in time" }
            #expect(late.count == 2 && hosts.count == 6, "\(ended.errors)")
            #expect(late.allSatisfy { $0["id"] as? String == "queue.slow" && $0["verdict"] as? String == "unknown" })
            #expect(checks.count { $0["id"] as? String == "queue.slow" && $0["verdict"] as? String == "pass" } == 4)
        }
    }
}
