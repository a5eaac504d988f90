import Fleet

/// Log lines about this sweep's own attempts (probe `attempts`).
struct AttemptLog: Sendable {
    var start: [LogLine] = []
    var lines: [LogLine] = []
    /// The probe account, and the host's certificate and key.
    var names: [(Capture, String)] = []
    /// Lines about other accounts: counted, never sent.
    var others = 0
    var isReadable = false

    private mutating func take(_ part: ProbeOutput.Part, into lines: WritableKeyPath<AttemptLog, [LogLine]>) {
        if part.status == 0 { isReadable = true }
        for line in part.lines where !line.isEmpty {
            if line.hasPrefix("others "), let count = number(line.dropFirst(7), in: 0...1_000_000_000) {
                others += count
            } else {
                self[keyPath: lines].append(LogLine(parsing: String(line)))
            }
        }
    }

    init(_ parts: [String: ProbeOutput.Part]) {
        if let part = parts["start"] { take(part, into: \.start) }
        for name in ["journal", "files"] {
            if let part = parts[name] { take(part, into: \.lines) }
        }
    }
}

extension HostFacts {
    /// For remedies that concern them.
    var ownFiles: [(Capture, String)] {
        guard let files = try? certificateFiles() else { return [] }
        return [(.certificate, files.certificatePath), (.key, files.keyPath)].filter { $0.1.hasPrefix("/") }
    }

    /// Throws if the agent did not read the logs.
    func attemptLog() throws(MissingFact) -> AttemptLog {
        try facts.attemptLog { () throws(MissingFact) in
            var log = AttemptLog(try allParts(of: "attempts"))
            log.names = ownFiles
            if let account = host.probe?.user { log.names.append((.user, account)) }
            return log
        }
    }
}
