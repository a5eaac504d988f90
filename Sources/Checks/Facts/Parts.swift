import Fleet

/// The commands that one probe ran, each with its own output and status, as the agent's `part` marks them.
struct Parts: Sendable {
    private(set) var parts: [String: Part] = [:]

    /// A part whose status never came (the probe was cut or killed in it) is left out: half an answer is none.
    init(_ output: [UInt8]) {
        var name: String?
        var body: [Substring] = []
        for line in lines(of: String(decoding: output, as: UTF8.self)) {
            guard line.begins(with: "== ") else {
                body.append(line)
                continue
            }
            if line.begins(with: "== status "), let status = Int(line.after("== status ") ?? "") {
                // The agent ends a part's output with a line feed of its own.
                if body.last == "" { body.removeLast() }
                if body.last == "" { body.removeLast() }
                if let name { parts[name] = Part(lines: body, status: status) }
                name = nil
            } else {
                name = String(line.after("== ") ?? "")
                body = []
            }
        }
    }

    /// One command: what it printed on both of its streams, and its exit status.
    struct Part: Sendable, Equatable {
        let lines: [Substring]
        let status: Int

        var text: String { lines.joined(separator: "\n") }
        /// The first line that says something.
        var firstLine: String { lines.first { !$0.isEmpty }.map(String.init) ?? "" }
        /// The line that says what went wrong, else the first that says anything.
        var complaint: String {
            let line = lines.first { line in ["Fatal", "rror", "annot", "failed"].contains { line.contains($0) } }
            return line.map(String.init) ?? firstLine
        }
        /// The shell found no such command.
        var isMissing: Bool { status == 127 }
        var isDenied: Bool { text.contains("Permission denied") || text.contains("Operation not permitted") }
    }
}
