import Fleet

/// What the logs have of this sweep's own attempts, which the agent read once they were made.
struct AttemptLog: Sendable {
    /// Lines of the last start, where Dovecot is down.
    var start: [LogLine] = []
    /// Lines since the agent began: of its own questions, and of the dialogues.
    var lines: [LogLine] = []
    /// The account that the sweep tried, of which its lines are.
    var account: String?
    /// How many lines were about other accounts, and stayed on the host.
    var others = 0
    /// Whether any log could be read.
    var isReadable = false

    private mutating func take(_ part: Parts.Part, into lines: WritableKeyPath<AttemptLog, [LogLine]>) {
        if part.status == 0 { isReadable = true }
        for line in part.lines where !line.isEmpty {
            if line.hasPrefix("others "), let count = number(line.dropFirst(7), in: 0...1_000_000_000) {
                others += count
            } else {
                self[keyPath: lines].append(LogLine(parsing: String(line)))
            }
        }
    }

    init(_ parts: [String: Parts.Part]) {
        if let part = parts["start"] { take(part, into: \.start) }
        for name in ["journal", "files"] {
            if let part = parts[name] { take(part, into: \.lines) }
        }
    }
}

extension Subject {
    /// Throws where the agent did not look: nothing was tried in vain, or the agent is an older one.
    func attemptLog() throws(Unjudgeable) -> AttemptLog {
        try facts.attemptLog { () throws(Unjudgeable) in
            var log = AttemptLog(try allParts(of: "attempts"))
            log.account = host.probe?.user
            return log
        }
    }
}
