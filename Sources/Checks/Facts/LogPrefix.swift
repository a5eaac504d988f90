extension LogLine {
    /// Parses a line of syslog (RFC 3164, or with RFC 3339 times), `journalctl -o short` and `short-iso`, Dovecot's log
    /// file, `doveadm log errors`, or a bare message.
    ///
    /// An unknown prefix stays in the text.
    package init(parsing raw: String) {
        let line = cut(Substring(raw), to: Meaning.longestLine)
        if line.utf8.contains(UInt8(ascii: "\t")), let remembered = LogLine(line) {
            self = remembered
            return
        }
        var rest = line.trimmed
        // Syslog priority (RFC 3164, 4.1.1).
        if rest.begins(with: "<"), let end = rest.utf8.prefix(5).firstIndex(of: UInt8(ascii: ">")) {
            rest = Substring(rest.utf8[rest.utf8.index(after: end)...])
        }
        let stamp = Self.stamp(of: rest)
        rest = rest.text(stamp.utf8.count..<rest.utf8.count).trimmed
        var program: Substring?
        if !stamp.isEmpty, let (tag, message) = Self.programTag(rest) { (program, rest) = (tag, message) }
        let isDovecots = program == nil || program?.begins(with: "dovecot") == true
        let parts = isDovecots ? Self.messageParts(rest) : (prefix: program ?? "", level: "", text: rest)
        self.init(
            time: String(stamp), prefix: String(parts.prefix), level: String(parts.level), text: String(parts.text))
    }

    /// `imap-login`, `auth-worker`, `kernel`.
    package var service: String? {
        let name = prefix.utf8.prefix { Self.isNameByte($0) }
        return name.isEmpty ? nil : String(Substring(name))
    }

    /// The pid: `auth-worker(1915)`, `imap(bob)<67><…>`, `dovecot[30]`.
    package var processID: String? {
        let groups = Self.groups(of: prefix)
        return (groups.angles + groups.brackets + groups.rounds).first(where: Self.isNumber)
            ?? text.between("mpid=", ",").map(String.init)
    }

    /// The login process's session id.
    package var session: String? {
        if let named = text.between("session=<", ">") { return named.isEmpty ? nil : String(named) }
        let inPrefix = Self.groups(of: prefix).angles.first { !Self.isNumber($0) && !$0.isEmpty }
        return inPrefix
            ?? Self.authDetails(text)?.first { $0.begins(with: "<") }.map { String($0.dropFirst().dropLast()) }
    }

    package var account: String? {
        if let named = text.between("user=<", ">") { return named.isEmpty ? nil : String(named) }
        if let inPrefix = Self.groups(of: prefix).rounds.first, !Self.isNumber(inPrefix) {
            return inPrefix.cut(at: ",").map { String($0.0) } ?? inPrefix
        }
        if let details = Self.authDetails(text) { return details.first }
        // PAM ends with it: `… rhost=192.0.2.9  user=joe`.
        return text.begins(with: "pam_") ? text.after(" user=").map { String($0.prefix { $0 != " " }) } : nil
    }

    /// The client's address.
    package var remoteAddress: String? {
        if let named = text.after("rip=") ?? text.after("rhost=") {
            let address = named.utf8.prefix { Self.isAddressByte($0) }
            return address.isEmpty ? nil : String(Substring(address))
        }
        let inPrefix = Self.groups(of: prefix).rounds.first?.cut(at: ",")?.1
        let address =
            inPrefix.map { $0.cut(at: ",")?.0 ?? $0 }.map(String.init) ?? Self.authDetails(text)?.dropFirst().first
        return address.flatMap {
            $0.utf8.allSatisfy(Self.isAddressByte) && $0.utf8.contains { [0x2E, 0x3A].contains($0) } ? $0 : nil
        }
    }
}

extension LogLine {
    private static let levels = ["Error", "Fatal", "Panic", "Warning", "Info", "Debug"]

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
        }
    }

    /// `Nov  3 19:05:56`, `2026-11-23T19:05:56.1+01:00`, `2026-11-23 19:05:56`, the kernel's `[ 12.345]`, or empty.
    private static func stamp(of line: Substring) -> Substring {
        let bytes = line.utf8.span
        let blank = UInt8(ascii: " ")
        func isDigit(_ place: Int) -> Bool { place < bytes.count && (0x30...0x39).contains(bytes[place]) }
        func endOfWord(_ start: Int) -> Int { place(in: start..<bytes.count, of: bytes) { $0 == blank } ?? bytes.count }
        if bytes.count > 15, bytes[3] == blank, bytes[9] == UInt8(ascii: ":"), bytes[12] == UInt8(ascii: ":"),
            isDigit(5), isDigit(7)
        {
            return line.text(0..<endOfWord(13))
        }
        if bytes.count > 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), isDigit(0), isDigit(9) {
            let end = endOfWord(0)
            let second = min(end + 1, bytes.count)
            let isSplit =
                end == 10 && isDigit(second) && second + 2 < bytes.count && bytes[second + 2] == UInt8(ascii: ":")
            return line.text(0..<(isSplit ? endOfWord(second) : end))
        }
        // `journalctl -o short-unix`.
        if bytes.count > 17, bytes[10] == UInt8(ascii: "."), (0..<10).allSatisfy({ isDigit($0) }) {
            return line.text(0..<endOfWord(0))
        }
        if bytes.count > 2, bytes[0] == UInt8(ascii: "["),
            let end = place(in: 1..<min(20, bytes.count), of: bytes, where: { $0 == UInt8(ascii: "]") })
        {
            return line.text(0..<(end + 1))
        }
        return ""
    }

    /// Splits `mx07 dovecot[30]: …` into program and message.
    private static func programTag(_ line: Substring) -> (Substring, Substring)? {
        guard let (host, rest) = line.cut(at: " "), !host.isEmpty, !host.ends(with: ":"),
            !host.utf8.contains(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "<") }),
            let end = rest.range(of: ": "), !Substring(rest[..<end.lowerBound]).utf8.contains(UInt8(ascii: " "))
        else { return nil }
        return (Substring(rest[..<end.lowerBound]), Substring(rest[end.upperBound...]).trimmed)
    }

    private static func messageParts(_ line: Substring) -> (prefix: Substring, level: Substring, text: Substring) {
        // `doveadm log errors`: `Error: auth: …`.
        for level in levels where line.begins(with: "\(level): ") {
            let rest = line.text((level.utf8.count + 2)..<line.utf8.count)
            let (prefix, text) = servicePrefix(rest) ?? ("", rest)
            return (prefix, Substring(level), text)
        }
        let marks = levels.compactMap { level in line.range(of: ": \(level): ").map { (level, $0) } }
        if let (level, range) = marks.min(by: { $0.1.lowerBound < $1.1.lowerBound }) {
            return (Substring(line[..<range.lowerBound]), Substring(level), Substring(line[range.upperBound...]))
        }
        // Dovecot omits the level of info messages.
        guard let (prefix, text) = servicePrefix(line) else { return ("", "", line) }
        return (prefix, "Info", text)
    }

    /// Splits `imap(bob)<67><session>: …`.
    private static func servicePrefix(_ line: Substring) -> (Substring, Substring)? {
        guard let end = line.range(of: ": ") else { return nil }
        let prefix = Substring(line[..<end.lowerBound])
        let name = Substring(prefix.utf8.prefix { isNameByte($0) })
        guard services.contains(where: { name == $0[...] }), !prefix.utf8.contains(UInt8(ascii: " ")) else {
            return nil
        }
        return (prefix, Substring(line[end.upperBound...]))
    }

    /// Of Dovecot 2.3 and 2.4.
    private static let services = [
        "anvil", "auth", "auth-worker", "config", "dict", "dict-async", "director", "dns-client", "doveadm", "doveconf",
        "health-check",
        "imap", "imap-hibernate", "imap-login", "imap-postlogin", "imap-urlauth", "imap-urlauth-login", "indexer",
        "indexer-worker", "ipc",
        "lda", "lmtp", "log", "managesieve", "managesieve-login", "master", "old-stats", "pop3", "pop3-login",
        "pop3-postlogin",
        "quota-status", "quota-warning", "replicator", "script", "script-login", "ssl-params", "stats", "submission",
        "submission-login", "tcpwrap",
    ]

    private static func groups(of prefix: String) -> (rounds: [String], angles: [String], brackets: [String]) {
        func inner(_ open: UInt8, _ close: UInt8) -> [String] {
            var found: [String] = []
            var rest = Substring(prefix).utf8
            while found.count < 4, let start = rest.firstIndex(of: open) {
                let from = rest[rest.index(after: start)...]
                guard let end = from.firstIndex(of: close) else { break }
                found.append(String(Substring(from[..<end])))
                rest = from[from.index(after: end)...]
            }
            return found
        }
        return (
            inner(UInt8(ascii: "("), UInt8(ascii: ")")), inner(UInt8(ascii: "<"), UInt8(ascii: ">")),
            inner(UInt8(ascii: "["), UInt8(ascii: "]"))
        )
    }

    /// 2.3: `passwd-file(joe@example.org,192.0.2.9,<session>): …`.
    private static func authDetails(_ text: String) -> [String]? {
        for driver in [
            "passwd-file(", "passwd(", "pam(", "sql(", "ldap(", "static(", "lua(", "dict(", "oauth2(", "checkpassword(",
            "shadow(", "imap(", "plain(", "login(",
        ] {
            guard let rest = text.after(driver), let inner = rest.between("", "): ") else { continue }
            // 2.4: `ldap(ldap://…)`.
            if inner.begins(with: "/") || inner.contains("://") { return nil }
            let words = inner.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return words.first?.isEmpty == false ? words : nil
        }
        return nil
    }
}
