import Foundation
import Testing

/// What grows while a sweep runs.
struct GrowingReportTests {
    /// Sweeps two hosts of this machine, of which one accepts, and says nothing until the other is in the report.
    private static let script = """
        until_there() { for i in $(seq 600); do [ -s "$1" ] && return; sleep .1; done; exit 99; }
        python3 -c 'import os, socket, time
        silent = socket.create_server(("127.0.0.1", 0)); print(silent.getsockname()[1], flush=True)
        end = time.monotonic() + 90
        while not os.path.exists("early.jsonl") and time.monotonic() < end: time.sleep(0.05)' >port &
        until_there port
        printf 'gone ansible_host=127.0.0.1 ansible_port=1\nhangs ansible_host=127.0.0.1 ansible_port=%s\n' \
            "$(cat port)" >hosts.ini
        "$dovesweep" sweep -i hosts.ini --no-archive --no-outside --no-become -o jsonl:run.jsonl & sweep=$!
        until_there run.jsonl
        kill -0 $sweep && cp run.jsonl early.jsonl
        wait $sweep
        """

    @Test func `a host is in the report as it ends, while others are still in hand`() throws {
        try Command.inFolder { folder in
            let ended = try Command(script: Self.script).run(in: folder)
            #expect(ended.status == 2, "\(ended.errors)")
            let early = try lines(folder.appending(path: "early.jsonl"))
            #expect(early.map { $0["name"] as? String } == ["gone"] && early.first?["outcome"] as? String == "refused")
            let whole = try lines(folder.appending(path: "run.jsonl"))
            #expect(whole.compactMap { $0["name"] as? String } == ["gone", "hangs"])
            #expect((whole.last?["totals"] as? [String: Any])?["hosts"] as? Int == 2)
        }
    }

    private func lines(_ file: URL) throws -> [[String: Any]] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }
}
