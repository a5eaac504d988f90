package import Fleet

/// Takes the names of accounts, hosts, domains and certificates, and addresses, out of what leaves the house, each
/// replaced by the same word wherever it stands.
///
/// A mapping made for one run goes on for the next, so that two runs can be compared.
package struct Redaction: Sendable {
    /// The word that replaces each name; names are in lower case.
    private var words: [String: String] = [:]
    /// How many words there are of each kind.
    private var counts: [String: Int] = [:]
    private var accounts: Set<String> = []
    private var hosts: Set<String> = []
    private var domains: Set<String> = []

    package init() {}

    package mutating func redact(_ run: Run) -> Run {
        for host in run.hosts.map(\.host) { learn(host) }
        for result in run.hosts { learn(from: result) }
        var run = run
        run.hosts = run.hosts.map { redact($0) }
        return run
    }

    /// The names of hosts that moved.
    package mutating func redact(_ formerNames: [String: [String]]) -> [String: [String]] {
        var redacted: [String: [String]] = [:]
        for (new, old) in formerNames { redacted[word(forHost: new)] = old.map { word(forHost: $0) } }
        return redacted
    }

    /// Notes what its names are, wherever they are met.
    private mutating func learn(_ host: Host) {
        for name in [host.name, host.address, host.publicAddress].compactMap(\.self) + host.publicNames {
            learn(hostName: name)
        }
        _ = word(forHost: host.name)
        for account in [host.probe?.user, host.user].compactMap(\.self) where !account.isEmpty { learn(account) }
    }

    private mutating func learn(hostName name: String) {
        let name = name.lowercased()
        if TextWord.address(name) != nil { return }
        hosts.insert(name)
        let labels = name.utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
        for first in labels.indices.dropFirst().dropLast() {
            domains.insert(labels[first...].joined(separator: "."))
        }
    }

    /// The names that a certificate is for, which may be none of the inventory's: `but for mx1.example.net, …`.
    private mutating func learn(certificate text: String) {
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            var (isList, last) = (false, "")
            for scalars in Substring(line).unicodeScalars.split(whereSeparator: { !TextWord.isPart($0) }) {
                let word = TextWord(Array(scalars)).core
                if isList, word.utf8.contains(UInt8(ascii: ".")) { learn(hostName: word) }
                if word == "names" || word == "for" && last == "but" { isList = true }
                last = word
            }
        }
    }

    /// A report that is read back has no field for the account. Its findings name it.
    private mutating func learn(from result: HostResult) {
        for finding in result.findings {
            if finding.item == .tls {
                ([finding.summary] + finding.evidence.map(\.excerpt)).forEach { learn(certificate: $0) }
            }
            for text in [finding.summary, finding.signature] + finding.evidence.map(\.excerpt) {
                for word in text.unicodeScalars.split(whereSeparator: { !TextWord.isPart($0) }) {
                    let word = TextWord(Array(word))
                    if TextWord.isAccount(word.core) { learn(word.core) }
                }
            }
        }
    }

    private mutating func learn(_ account: String) {
        let account = account.lowercased()
        guard !Self.everyonesAccounts.contains(account) else { return }
        accounts.insert(account)
        let word = word(for: account, "account")
        guard TextWord.isAccount(account), let at = account.utf8.firstIndex(of: UInt8(ascii: "@")) else { return }
        domains.insert(String(account[account.utf8.index(after: at)...]))
        // Its mail lies in a directory of that name, and PAM knows it by that.
        let name = String(account[..<at])
        accounts.insert(name)
        words[name] = words[name] ?? word
    }

    private mutating func redact(_ result: HostResult) -> HostResult {
        var result = result
        let host = result.host
        result.host.name = word(forHost: host.name)
        result.host.address = word(forHost: host.address)
        result.host.publicAddress = host.publicAddress.map { word(forHost: $0) }
        result.host.publicNames = host.publicNames.map { word(forHost: $0) }
        result.host.probe?.user = host.probe.map { $0.user.isEmpty ? "" : redact($0.user) } ?? ""
        result.reason = result.reason.map { redact($0) }
        // The version of Dovecot looks like an address (2.3.19.1).
        for (fact, value) in result.facts where fact != "dovecot" { result.facts[fact] = redact(value) }
        result.findings = result.findings.map { redact($0) }
        if let cause = result.cause {
            result.cause = Cause(
                check: cause.check, summary: redact(cause.summary), signature: redact(cause.signature),
                said: cause.said.map { redact($0) }, remedy: redact(cause.remedy))
        }
        return result
    }

    private mutating func redact(_ finding: Finding) -> Finding {
        var finding = finding
        finding.summary = redact(finding.summary)
        finding.signature = redact(finding.signature)
        finding.said = finding.said.map { redact($0) }
        finding.remedy = finding.remedy.map { redact($0) }
        finding.evidence = finding.evidence.map { .init(probe: $0.probe, excerpt: redact($0.excerpt)) }
        if let waiver = finding.waiver {
            finding.waiver?.hosts = redact(waiver.hosts)
            finding.waiver?.reason = redact(waiver.reason)
            finding.waiver?.owner = redact(waiver.owner)
        }
        return finding
    }

    private mutating func redact(_ remedy: Remedy) -> Remedy {
        remedy.replacingWords { script in
            script.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
                redact(String(Substring(line)), isCommand: line.first != UInt8(ascii: "#"))
            }.joined(separator: "\n")
        }
    }

    /// The text with every name and address in it replaced; a command is no prose, where `mail` may be no more than a
    /// word.
    mutating func redact(_ text: String, isCommand: Bool = false) -> String {
        var result = ""
        var rest = Substring(text).unicodeScalars
        var before: (word: String, scalar: Unicode.Scalar?) = ("", nil)
        while let first = rest.first {
            guard TextWord.isPart(first) else {
                result.unicodeScalars.append(first)
                before.scalar = first
                rest = rest.dropFirst()
                continue
            }
            let scalars = rest.prefix(while: TextWord.isPart)
            rest = rest.dropFirst(scalars.count)
            let found = TextWord(Array(scalars))
            if TextWord.attributes.contains(found.core), rest.first == TextWord.equalsSign {
                let name = TextWord.attributeValue(in: rest.dropFirst())
                rest = rest.dropFirst(1 + name.unicodeScalars.count)
                result += "\(found.text)=\(redactedAttribute(name))"
            } else {
                let isName = isCommand || Self.isName(after: before) || Self.isSubject(before: rest)
                result += Self.isVersion(after: result) ? found.text : replaced(found, isName: isName)
            }
            before = (found.core, nil)
        }
        return result
    }

    /// Of the subject of a certificate: a host's name, or words of somebody's own.
    private mutating func redactedAttribute(_ value: String) -> String {
        let asText = redact(value)
        return asText != value || value.isEmpty ? asText : word(for: value, "name")
    }

    /// `Dovecot 2.3.19.1` is no address.
    private static func isVersion(after text: String) -> Bool {
        text.utf8.suffix(8).elementsEqual("dovecot ".utf8) { $0 | 0x20 == $1 }
    }

    /// Whether what follows is a name, be it an English word too: in a path, in the prefix of a line of the log, or behind
    /// a word that says so.
    private static func isName(after before: (word: String, scalar: Unicode.Scalar?)) -> Bool {
        switch before.scalar {
        case "/", "<", "(", "=", "“", "\"", "'": true
        case " ":
            ["user", "account", "-u", "of", "for", "know", "knows", "refuses", "lets", "uid", "gid", "passdb"]
                .contains(before.word)
        default: false
        }
    }

    /// Whether what precedes is an account, be it an English word too: it does what accounts do.
    private static func isSubject(before rest: Substring.UnicodeScalarView) -> Bool {
        let deeds = [" is uid ", " is in the passdb", " logs in", " gives the password", " auth "]
        return deeds.contains { rest.starts(with: $0.unicodeScalars) }
    }

    private mutating func replaced(_ found: TextWord, isName: Bool) -> String {
        guard !found.core.isEmpty else { return found.text }
        let core = found.core.lowercased()
        // `d24-mysql:2026-11-30`, as Dovecot ends a reply.
        if let colon = core.utf8.firstIndex(of: UInt8(ascii: ":")), hosts.contains(String(core[..<colon])) {
            return found.head + word(for: String(core[..<colon]), "host") + String(core[colon...]) + found.tail
        }
        if TextWord.isAccount(found.core) { return found.head + word(for: core, "account") + found.tail }
        if accounts.contains(core), isName || !Self.commonWords.contains(core) {
            return found.head + word(for: core, "account") + found.tail
        }
        if let (address, port) = TextWord.address(found.core) {
            return found.head + word(forAddress: address) + port + found.tail
        }
        let (name, port) = TextWord.port(behind: core)
        if hosts.contains(name), isName || !Self.commonWords.contains(name) {
            return found.head + word(for: name, "host") + port + found.tail
        }
        if domains.contains(name) { return found.head + word(for: name, "domain") + port + found.tail }
        let isInDomain = name.utf8.indices.contains { place in
            name.utf8[place] == UInt8(ascii: ".") && domains.contains(String(name[name.utf8.index(after: place)...]))
        }
        return isInDomain ? found.head + word(for: name, "host") + port + found.tail : found.text
    }

    private mutating func word(forHost name: String) -> String {
        if let (address, port) = TextWord.address(name) { return word(forAddress: address) + port }
        return word(for: name, "host")
    }

    private mutating func word(forAddress address: String) -> String {
        TextWord.isEveryones(address) ? address : word(for: address, "address")
    }

    /// `account-1`, `address-2`: numbered as they are met.
    private mutating func word(for secret: String, _ kind: String) -> String {
        let secret = secret.lowercased()
        if let word = words[secret] { return word }
        counts[kind, default: 0] += 1
        let word = "\(kind)-\(counts[kind, default: 0])"
        words[secret] = word
        return word
    }

    /// Accounts that are on every host, and tell nothing.
    private static let everyonesAccounts: Set<String> = ["root", "dovecot", "dovenull", "nobody", "vmail", "mail"]

    /// Names that may also be words of a sentence.
    private static let commonWords: Set<String> = [
        "account", "admin", "check", "client", "host", "imap", "info", "login", "mail", "mailbox", "password",
        "postmaster", "pop3", "probe", "server", "service", "sweep", "test", "user",
    ]
}

extension Run {
    /// The run as it may leave the house, where a redaction is asked for.
    package func redacted(by redaction: inout Redaction?) -> Run {
        redaction?.redact(self) ?? self
    }
}

extension Report {
    /// The report as it may leave the house; the decision stays as it was made.
    package func redacted() -> Report {
        var redaction = Redaction()
        var report = self
        report.run = redaction.redact(run)
        for place in objections.indices {
            report.objections[place].details = objections[place].details.map { redaction.redact($0) }
            report.objections[place].what = redaction.redact(objections[place].what)
            report.objections[place].remedy = redaction.redact(objections[place].remedy)
        }
        for place in concessions.indices {
            report.concessions[place].details = concessions[place].details.map { redaction.redact($0) }
        }
        report.notes = notes.map { redaction.redact($0) }
        return report
    }
}

extension Redaction {
    fileprivate mutating func redact(_ detail: Objection.Detail) -> Objection.Detail {
        Objection.Detail(hosts: detail.hosts.map { redact($0, isCommand: true) }, words: redact(detail.words))
    }
}
