/// A line of Dovecot's log, the journal, syslog or `doveadm -f tab log errors`.
package struct LogLine: Sendable, Equatable {
    package let time: String
    /// `imap-login`, `auth-worker(1915)`, `imap(bob)<67><session>`.
    package let prefix: String
    /// `Error`, `Warning`, `Fatal`, `Panic`, or `Info`; empty for other programs.
    package let level: String
    package let text: String

    init(time: String, prefix: String, level: String, text: String) {
        (self.time, self.prefix, self.level, self.text) = (time, prefix, level, text)
    }

    init?(_ line: Substring) {
        let columns = line.utf8.split(separator: UInt8(ascii: "\t"), maxSplits: 3, omittingEmptySubsequences: false)
            .map { Substring($0) }
        guard columns.count == 4, columns[0] != "timestamp" else { return nil }
        time = String(columns[0])
        prefix = String(columns[1].trimmed)
        level = String(columns[2])
        text = String(columns[3])
    }

    /// Parses an error or warning, else nil: `Nov 23 19:05:56 mx07 dovecot[30]: imap-login: Error: …`,
    /// `2026-11-23T19:05:56.1+01:00 mx07 dovecot: …`, `Nov 23 19:05:56 imap-login: Error: …`.
    init?(journal line: Substring) {
        guard let level = ["Error", "Fatal", "Panic", "Warning"].first(where: { line.contains("\($0): ") }),
            let text = line.after("\(level): ")
        else { return nil }
        let stamp = line.prefix { $0 != " " }
        time = String(stamp.contains("T") && stamp.contains("-") ? stamp : line.prefix(15))
        let rest = line.dropFirst(time.count)
        let message = rest.after("]: ") ?? rest.after("dovecot: ") ?? rest
        prefix = String(message.prefix(max(0, message.count - text.count - level.count - 2)).trimmed)
        self.level = level
        self.text = String(text)
    }

    var isAuth: Bool { prefix.hasPrefix("auth") }
}
