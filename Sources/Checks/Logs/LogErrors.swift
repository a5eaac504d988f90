import Fleet

struct LogErrors: Check {
    let id = "logs.errors"
    let asks: Set<Condition> = .settings.union([.service, .plugins])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let troubles = try subject.logLines().filter { !subject.isEcho($0) && !subject.isOfEarlierSweep($0) }
            .compactMap { Trouble($0, probe: subject.host.probe?.user) }
        guard let newest = troubles.last else { return .pass("no errors in the last 24 hours") }
        // A cause says more than its consequences.
        let reasons = troubles.filter { $0.known?.isConsequence == false }
        let known =
            reasons.last { $0.known?.meaning.family != .process } ?? reasons.last ?? troubles.last { $0.known != nil }
            ?? newest
        var warning = Judgement.warn(
            "\(counted(troubles)); the newest: \(shortened(newest.line.text, to: 200))",
            signature: known.kind, evidence: evidence(troubles),
            remedy: known.known?.completed(by: subject.ownFiles).advice ?? [.showErrors])
        warning.breaks = known.known?.condition
        return warning
    }

    /// The most lines that the agent sends.
    private static let kept = 200

    /// `7 errors in the last 24 hours: a volume is full (6), a process of Dovecot crashed`
    private func counted(_ troubles: [Trouble]) -> String {
        let count = troubles.count < Self.kept ? "\(troubles.count)" : "\(Self.kept) or more"
        let kinds = Dictionary(grouping: troubles.compactMap(\.known?.title)) { $0 }.mapValues(\.count)
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let errors = "\(count) \(troubles.count == 1 ? "error" : "errors") in the last 24 hours"
        if kinds.isEmpty { return errors }
        let shown = kinds.prefix(3).map { $0.value > 1 ? "\($0.key) (\($0.value))" : $0.key }
        let more = kinds.count > 3 ? " and \(kinds.count - 3) more" : ""
        return "\(errors): \(shown.joined(separator: ", "))\(more)"
    }

    private func evidence(_ troubles: [Trouble]) -> [Finding.Excerpt] {
        var seen: Set<String> = []
        let distinct = troubles.reversed().filter { seen.insert($0.kind).inserted }.prefix(4)
        let shown = distinct.reversed().map(\.line)
            .map { shortened("\($0.time) \($0.prefix) \($0.level): \($0.text)", to: 300) }
        return [Finding.Excerpt(probe: "logs.errors", excerpt: shown.joined(separator: "\n"))]
    }
}

extension HostFacts {
    /// Whether an earlier sweep caused the line: it names the probe account and is over 90 s old.
    fileprivate func isOfEarlierSweep(_ line: LogLine) -> Bool {
        guard let account = host.probe?.user, line.names(account), let time = LogTime(line.time),
            let now = (try? partIfCollected("logs", "now")).flatMap({ $0 }).flatMap({ LogTime($0.firstLine) })
        else { return false }
        return !time.isWithin(90, before: now)
    }

    /// Whether the sweep's own lookups caused the line, and logins work.
    fileprivate func isEcho(_ line: LogLine) -> Bool {
        // The test of the password that this sweep ended.
        if (try? evidence("password"))?.ending == .timedOut, line.text.contains("pending requests: EOF") { return true }
        guard loginProven, line.isAuth else { return false }
        if line.text.contains("All password databases were skipped") { return true }
        if hasOnlyPrefetch, line.text.contains("userdb lookup not possible") { return true }
        guard let account = host.probe?.user, case .broken? = try? passdb() else { return false }
        return line.names(account) && line.text.contains("checkpassword(")
    }
}

private struct Trouble {
    let line: LogLine
    let known: Meaning.Known?
    var kind: String { known?.id ?? line.text }

    /// nil for noise, other checks' lines, and the probe account's own errors, which the sweep caused. Unknown warnings
    /// are dropped: Dovecot also warns when it stops.
    init?(_ line: LogLine, probe: String?) {
        let known = line.known
        switch known?.meaning.scope {
        case nil: if line.level == "Warning" { return nil }
        case .noise, .limit: return nil
        case .account: if let probe, line.names(probe) { return nil }
        case .host: break
        }
        (self.line, self.known) = (line, known)
    }
}

extension LogErrors {
    var explanation: Explanation {
        Explanation(
            title: "Has Dovecot logged errors in the last 24 hours or since its start?",
            why:
                "The log names causes that no single probe finds: permissions of other users' mail, crashes, databases"
                + " that were down for a while. A running Dovecot remembers its errors; else its log file or the journal"
                + " is read. Lines from password guessing are left out. Never more than a warning.",
            byHand: "doveadm log errors",
            thresholds:
                "Warns from one line on, since 24 hours ago or the master's start, whichever is later; reads the newest 200.",
            remedies: ["Each known line comes with its meaning and what to do (2.3 and 2.4); the rest is quoted."],
            references: ["https://doc.dovecot.org/2.4.1/core/admin/errors.html"])
    }
}
