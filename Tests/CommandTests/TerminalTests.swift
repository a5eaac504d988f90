import Foundation
import Testing

/// What a person's terminal is given.
struct TerminalTests {
    @Test(arguments: [
        ([:], "", false), (["CLICOLOR_FORCE": "1"], "", true), (["CLICOLOR_FORCE": "0"], "", false),
        (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], "", false), (["NO_COLOR": "1"], "--color always", true),
        (["CLICOLOR_FORCE": "1"], "--color never", false), (["CLICOLOR_FORCE": "1", "NO_COLOR": ""], "", true),
    ])
    func `a pipe is coloured where that was asked for`(environment: [String: String], option: String, isColoured: Bool)
        throws
    {
        let ended = try Command.judge("\(option) | cat", environment: environment)
        #expect(ended.output.contains("hosts fail"))
        #expect(ended.output.contains("\u{1b}") == isColoured)
    }

    @Test func `--ascii prints nothing else`() throws {
        for format in ["table", "summary"] {
            #expect(try Command.judge("-o \(format) --ascii").output.utf8.allSatisfy { $0 < 0x80 })
        }
    }

    @Test(arguments: [(80, "conf serv port"), (200, "config     service")], ["table", "summary"])
    func `tmux shows the report as wide as its window`(window: (columns: Int, heads: String), format: String) throws {
        let shown = try inTmux(columns: window.columns, "\"$dovesweep\" judge \"$record\" -o \(format)")
        // The summary stays narrow enough to be taken in at a glance.
        #expect(shown.contains { $0.contains(format == "summary" ? "conf serv port" : window.heads) })
        for host in ["d23-expired", "d24-old-config"] {
            let row = shown.first { $0.hasPrefix(host) }
            #expect(row?.contains("FAIL") == true, "\(host)")
        }
        // A line that had been too long would be broken by the terminal, in the middle of a word.
        #expect(shown.contains { $0.contains("hosts: 3 pass, 2 fail, 1 undecided; logins proven: ") })
    }

    /// The lines of a window in which a command was run.
    private func inTmux(columns: Int, _ command: String) throws -> [String] {
        let ended = try Command.inFolder { folder in
            try Command(
                script: """
                    tmux() { command tmux -u -S "$PWD/socket" -f /dev/null "$@"; }
                    tmux new-session -d -x \(columns) -y 400 '\(command); touch "$PWD/done"; sleep 60'
                    for i in $(seq 600); do [ -e done ] && break; sleep .1; done
                    tmux capture-pane -p
                    tmux kill-server
                    """, environment: ["TERM": "xterm-256color"]
            ).run(in: folder)
        }
        return ended.output.split(separator: "\n").map(String.init)
    }
}
