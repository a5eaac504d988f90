package import Fleet

/// Replaces names of accounts, hosts, domains and certificates, and addresses, each by the same word everywhere.
///
/// The mapping persists, so that two redacted runs can be compared.
package struct Redaction: Sendable {
    /// By name in lower case.
    private var words: [String: String] = [:]
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

    package mutating func redact(_ formerNames: [String: [String]]) -> [String: [String]] {
        var redacted: [String: [String]] = [:]
        for (new, old) in formerNames { redacted[word(forHost: new)] = old.map { word(forHost: $0) } }
        return redacted
    }

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
        // `mx1`, but no word such as `mail`.
        if let short = labels.first, labels.count > 1, short.utf8.contains(where: { !(0x61...0x7A).contains($0) }),
            hosts.insert(short).inserted
        {
            words[short] = word(for: name, "host")
        }
        for first in labels.indices.dropFirst().dropLast() {
            domains.insert(labels[first...].joined(separator: "."))
        }
    }

    /// Names that the inventory may not have: `but for mx1.example.net, …`.
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

    /// A stored report has no field for the account; its findings name it.
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
                for owner in NameContext.owners(in: text) { learn(owner) }
            }
        }
    }

    private mutating func learn(_ account: String) {
        let account = account.lowercased()
        guard !Self.wellKnownAccounts.contains(account) else { return }
        accounts.insert(account)
        let word = word(for: account, "account")
        guard TextWord.isAccount(account), let at = account.utf8.firstIndex(of: UInt8(ascii: "@")) else { return }
        domains.insert(String(account[account.utf8.index(after: at)...]))
        // Mail directories and PAM use the name without its domain.
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
        // A version of Dovecot looks like an address (2.3.19.1).
        for (fact, value) in result.facts where fact != "dovecot" { result.facts[fact] = redact(value) }
        result.findings = result.findings.map { redact($0) }
        if let cause = result.cause {
            result.cause = Cause(
                check: cause.check, summary: redact(cause.summary), signature: redact(cause.signature, isCommand: true),
                said: cause.said.map { redact($0) }, remedy: redact(cause.remedy))
        }
        return result
    }

    private mutating func redact(_ finding: Finding) -> Finding {
        var finding = finding
        finding.summary = redact(finding.summary)
        finding.signature = redact(finding.signature, isCommand: true)
        finding.said = finding.said.map { redact($0) }
        finding.remedy = finding.remedy.map { redact($0) }
        finding.evidence = finding.evidence.map { .init(probe: $0.probe, excerpt: redact($0.excerpt)) }
        if let waiver = finding.waiver {
            finding.waiver?.hosts = redact(waiver.hosts)
            finding.waiver?.reason = redact(waiver.reason)
            finding.waiver?.owner = word(for: waiver.owner, "owner")
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

    /// In a command (`isCommand`) a word such as `mail` may be no name.
    package mutating func redact(_ text: String, isCommand: Bool = false) -> String {
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
                let isName =
                    isCommand || NameContext.isName(after: before, in: result) || NameContext.isSubject(before: rest)
                result +=
                    NameContext.isVersion(after: result)
                    ? found.text : replaced(found, isName: isName, isOwner: NameContext.isOwner(after: result))
            }
            before = (found.core, nil)
        }
        return result
    }

    /// A value of a certificate's subject: a host name or free text.
    private mutating func redactedAttribute(_ value: String) -> String {
        let asText = redact(value)
        return asText != value || value.isEmpty || Self.isSystems(value[...]) ? asText : word(for: value, "name")
    }

    private mutating func replaced(_ found: TextWord, isName: Bool, isOwner: Bool) -> String {
        guard !found.core.isEmpty else { return found.text }
        let core = found.core.lowercased()
        // A log of certificate transparency leads from a fingerprint to the names.
        if [16, 64].contains(core.utf8.count), core.utf8.allSatisfy(Self.isHexDigit) {
            return found.head + word(for: String(core.prefix(16)), "fingerprint") + found.tail
        }
        if let message = maildirName(found.core) { return found.head + message + found.tail }
        if isOwner, let colon = core.utf8.firstIndex(of: UInt8(ascii: ":")) {
            let names = [core[..<colon], core[core.utf8.index(after: colon)...]].map { name in
                Self.isSystems(name) ? String(name) : word(for: String(name), "account")
            }
            return found.head + names.joined(separator: ":") + found.tail
        }
        if isOwner, !Self.isSystems(core[...]) { return found.head + word(for: core, "account") + found.tail }
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
        return isInDomain || TextWord.isHostName(name)
            ? found.head + word(for: name, "host") + port + found.tail : found.text
    }

    /// `1796051360.M569374P3593.mx1`: the host that delivered the message is at the end.
    private mutating func maildirName(_ core: String) -> String? {
        let parts = core.utf8.split(separator: UInt8(ascii: "."), maxSplits: 2).map { String(Substring($0)) }
        guard parts.count == 3, parts[0].utf8.count >= 9, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            parts[1].utf8.contains(where: { !(0x30...0x39).contains($0) })
        else { return nil }
        return "\(parts[0]).\(parts[1]).\(word(for: parts[2], "host"))"
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private mutating func word(forHost name: String) -> String {
        if let (address, port) = TextWord.address(name) { return word(forAddress: address) + port }
        return word(for: name, "host")
    }

    private mutating func word(forAddress address: String) -> String {
        TextWord.isWellKnownAddress(address) ? address : word(for: address, "address")
    }

    /// `account-1`, `address-2`: numbered in order of appearance.
    private mutating func word(for secret: String, _ kind: String) -> String {
        let secret = secret.lowercased()
        if let word = words[secret] { return word }
        counts[kind, default: 0] += 1
        let word = "\(kind)-\(counts[kind, default: 0])"
        words[secret] = word
        return word
    }

    private static let wellKnownAccounts: Set<String> = [
        "root", "dovecot", "dovenull", "nobody", "nogroup", "vmail", "mail", "users", "adm", "daemon", "postfix",
        "staff", "syslog", "systemd", "wheel", "www-data",
    ]

    /// Whether an owner or group of a file is a program's or a number, so that it names no person.
    private static func isSystems(_ owner: Substring) -> Bool {
        wellKnownAccounts.contains(String(owner)) || owner.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Names that may also be ordinary words.
    private static let commonWords: Set<String> = [
        "account", "admin", "check", "client", "host", "imap", "info", "login", "mail", "mailbox", "password",
        "postmaster", "pop3", "probe", "server", "service", "sweep", "test", "user",
    ]
}

extension Run {
    package func redacted(by redaction: inout Redaction?) -> Run {
        redaction?.redact(self) ?? self
    }
}
