package import Fleet

/// Takes account names and addresses out of what leaves the house, each replaced by the same word wherever it stands.
///
/// Host names stay: without them a report says nothing. A mapping made for one run goes on for the next, so that two runs
/// can be compared.
package struct Redaction: Sendable {
    private var words: [String: String] = [:]
    /// How many words there are of each kind.
    private var counts: [String: Int] = [:]
    private var accounts: Set<String> = []

    package init() {}

    package mutating func redact(_ run: Run) -> Run {
        var run = run
        for host in run.hosts.map(\.host) {
            if let user = host.probe?.user, !user.isEmpty { accounts.insert(user) }
        }
        run.hosts = run.hosts.map { redact($0) }
        return run
    }

    private mutating func redact(_ result: HostResult) -> HostResult {
        var result = result
        let host = result.host
        // An address that is the host's own name tells no more than the name.
        if host.address != host.name { result.host.address = word(for: host.address, "address") }
        result.host.publicAddress = host.publicAddress.map { word(for: $0, "address") }
        result.host.probe?.user = host.probe.map { word(for: $0.user, "account") } ?? ""
        result.reason = result.reason.map { redact($0) }
        // The version of Dovecot looks like an address (2.3.19.1).
        for (fact, value) in result.facts where fact != "dovecot" { result.facts[fact] = redact(value) }
        result.findings = result.findings.map { redact($0) }
        if let cause = result.cause {
            result.cause = Cause(
                check: cause.check, summary: redact(cause.summary), signature: redact(cause.signature),
                said: cause.said.map { redact($0) }, remedy: cause.remedy.replacingWords { redact($0) })
        }
        return result
    }

    private mutating func redact(_ finding: Finding) -> Finding {
        var finding = finding
        finding.summary = redact(finding.summary)
        finding.signature = redact(finding.signature)
        finding.said = finding.said.map { redact($0) }
        finding.remedy = finding.remedy.map { $0.replacingWords { redact($0) } }
        finding.evidence = finding.evidence.map { .init(probe: $0.probe, excerpt: redact($0.excerpt)) }
        if let waiver = finding.waiver {
            finding.waiver?.reason = redact(waiver.reason)
            finding.waiver?.owner = redact(waiver.owner)
        }
        return finding
    }

    /// The text with every account and address in it replaced.
    mutating func redact(_ text: String) -> String {
        var result = ""
        var word: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if TextWord.isPart(scalar) {
                word.append(scalar)
            } else {
                result += Self.isVersion(after: result) ? TextWord(word).text : replaced(TextWord(word))
                word = []
                result.unicodeScalars.append(scalar)
            }
        }
        return result + (Self.isVersion(after: result) ? TextWord(word).text : replaced(TextWord(word)))
    }

    /// `Dovecot 2.3.19.1` is no address.
    private static func isVersion(after text: String) -> Bool {
        text.utf8.suffix(8).elementsEqual("dovecot ".utf8) { $0 | 0x20 == $1 }
    }

    private mutating func replaced(_ found: TextWord) -> String {
        guard !found.core.isEmpty else { return found.text }
        switch found.core {
        case let core where accounts.contains(core): return self.word(for: core, "account") + found.tail
        case let core where TextWord.isAccount(core): return self.word(for: core, "account") + found.tail
        default:
            guard let (address, port) = TextWord.address(found.core) else { return found.text }
            return self.word(for: address, "address") + port + found.tail
        }
    }

    /// `account-1`, `address-2`: numbered as they are met.
    private mutating func word(for secret: String, _ kind: String) -> String {
        if let word = words[secret] { return word }
        counts[kind, default: 0] += 1
        let word = "\(kind)-\(counts[kind, default: 0])"
        words[secret] = word
        return word
    }
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
            for detail in objections[place].details.indices {
                let words = objections[place].details[detail].words
                report.objections[place].details[detail].words = redaction.redact(words)
            }
        }
        report.notes = notes.map { redaction.redact($0) }
        return report
    }
}
