import Fleet

extension HostFacts {
    /// The last day's errors and warnings: from Dovecot's memory, else its log file, the journal or syslog.
    func logLines() throws(MissingFact) -> [LogLine] {
        try facts.logLines { () throws(MissingFact) in try readLog() }
    }

    private func readLog() throws(MissingFact) -> [LogLine] {
        let remembered = try part("logs", "errors")
        // If Dovecot is down, 2.4 prints an error and exits with 0.
        if remembered.status == 0, !remembered.lines.contains(where: { $0.hasPrefix("Error: ") }) {
            return remembered.lines.compactMap { LogLine($0) }
        }
        let parts = try allParts(of: "logs")
        let now = parts["now"].flatMap { LogTime($0.firstLine) }
        // `grep` exits with 1 without a match. journalctl without permission prints a hint.
        let logs = [parts["file"], parts["journal"], parts["syslog"].flatMap { $0.status <= 1 ? $0 : nil }]
            .compactMap { $0 }.filter { $0.status == 0 || $0 == parts["syslog"] }
            .filter { !$0.isDenied && !$0.text.contains("not seeing messages") }
        if !logs.isEmpty {
            return logs.flatMap(\.lines).compactMap { LogLine(journal: $0) }.filter { line in
                guard let now, let time = LogTime(line.time) else { return true }
                return time.isWithinADay(before: now)
            }
        }
        if remembered.status == 89 { throw MissingFact("the configuration cannot be read") }
        throw MissingFact("neither Dovecot nor a log could be read: \(remembered.complaint)")
    }
}
