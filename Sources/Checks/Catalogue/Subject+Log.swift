import Fleet

/// Facts about what Dovecot has logged.
extension Subject {
    /// Dovecot's own errors and warnings of the last day: what a running Dovecot remembers since its start, else what its
    /// log file, the journal or syslog's file has.
    func logLines() throws(Unjudgeable) -> [LogLine] {
        try facts.logLines { () throws(Unjudgeable) in try readLog() }
    }

    private func readLog() throws(Unjudgeable) -> [LogLine] {
        let remembered = try part("logs", "errors")
        // 2.4 exits 0 even where nobody answered; its complaint then stands where the lines would.
        if remembered.status == 0, !remembered.lines.contains(where: { $0.hasPrefix("Error: ") }) {
            return remembered.lines.compactMap { LogLine($0) }
        }
        let parts = try allParts(of: "logs")
        let now = parts["now"].flatMap { LogTime($0.firstLine) }
        // `grep` says 1 where it found nothing. Who may not read the journal is shown an empty one, with a hint.
        let logs = [parts["file"], parts["journal"], parts["syslog"].flatMap { $0.status <= 1 ? $0 : nil }]
            .compactMap { $0 }.filter { $0.status == 0 || $0 == parts["syslog"] }
            .filter { !$0.isDenied && !$0.text.contains("not seeing messages") }
        if !logs.isEmpty {
            return logs.flatMap(\.lines).compactMap { LogLine(journal: $0) }.filter { line in
                guard let now, let time = LogTime(line.time) else { return true }
                return time.isWithinADay(before: now)
            }
        }
        if remembered.status == 89 { throw Unjudgeable("the configuration cannot be read") }
        throw Unjudgeable("neither Dovecot nor a log could be asked: \(remembered.complaint)")
    }
}
