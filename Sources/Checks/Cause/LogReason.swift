import Fleet

/// The log line that best says why an attempt failed.
struct LogReason: Sendable {
    let line: LogLine
    /// nil if the catalogue of meanings lacks the line.
    let known: Meaning.Known?

    /// The most specific line about a condition or its dependencies. For a start, every line counts. An unknown error
    /// outranks a known consequence.
    init?(of condition: Condition, after attempt: Attempt, in log: AttemptLog) {
        // Earlier sessions left lines too.
        let lines = attempt == .start ? log.start.filter { !$0.isOfSession && !$0.isOfChild } : log.lines
        let upstream = attempt == .start ? nil : condition.allNeeds.union([condition])
        var best: (line: LogLine, known: Meaning.Known?, weight: Int)?
        for line in lines {
            let known = line.known
            guard let weight = Self.weight(of: line, known, within: upstream) else { continue }
            // Of equals, the first is nearest to the cause.
            if weight > best?.weight ?? 0 { best = (line, known, weight) }
        }
        guard let best, attempt != .start || !best.line.isOrderlyStop else { return nil }
        (line, known) = (best.line, best.known?.completed(by: log.names))
    }

    private static func weight(of line: LogLine, _ known: Meaning.Known?, within upstream: Set<Condition>?) -> Int? {
        guard let known else { return ["Fatal", "Panic", "Error"].contains(line.level) ? 2 : nil }
        // systemd logs how a process ended, not why.
        if line.service == "systemd" { return 1 }
        if let broken = known.condition, let upstream, !upstream.contains(broken), broken != .limits,
            !endsLogins(line, upstream),
            !(["proxy.untrusted", "proxy.header"].contains(known.id) && upstream.contains(.tls))
        {
            return nil
        }
        if known.meaning.scope == .noise {
            if known.condition == nil || upstream == nil { return nil }
            if known.meaning.specificity < .exact { return 2 }
        }
        switch known.meaning.specificity {
        case .exact: return 6
        case .special: return 5
        case .general: return 4
        case .wrapper: return 3
        case .consequence: return 1
        }
    }

    /// Whether a login process died before its greeting or TLS answer. Of `service`, only service.stable asks the sweep's log.
    private static func endsLogins(_ line: LogLine, _ upstream: Set<Condition>) -> Bool {
        ["Fatal", "Panic"].contains(line.level) && line.service?.hasSuffix("-login") == true
            && (upstream.contains(.greeting) || upstream.contains(.tls)
                || upstream == Condition.service.allNeeds.union([.service]))
    }

    var quoted: String {
        let prefix = line.prefix.isEmpty ? "" : "\(line.prefix): "
        let level = ["", "Info"].contains(line.level) ? "" : "\(line.level): "
        return String(cut(Substring("\(prefix)\(level)\(line.text)"), to: 400))
    }

    /// Whether it gives a reason: no consequence, and no line that a wrong password causes too.
    var isReason: Bool {
        guard let known else { return false }
        return !known.isConsequence && (known.meaning.scope != .noise || known.meaning.specificity == .exact)
    }
}

extension Condition {
    /// Transitive dependencies.
    var allNeeds: Set<Condition> { Self.closures[self] ?? [] }

    private static let closures = Dictionary(
        uniqueKeysWithValues: allCases.map { condition in
            var found: Set<Condition> = []
            var next = Array(condition.needs)
            while let one = next.popLast() {
                if found.insert(one).inserted { next += one.needs }
            }
            return (condition, found)
        })
}

extension [JudgedFinding] {
    /// Quotes the log in each failed attempt. A line that breaks a condition of another check fails that check too.
    func hearing(_ log: AttemptLog) -> [JudgedFinding] {
        var heard = self
        for place in indices where self[place].finding.verdict == .fail {
            guard let source = self[place].check.attempt, let condition = self[place].breaks,
                self[place].reason != .mended
            else { continue }
            guard let words = LogReason(of: condition, after: source, in: log) else {
                heard[place].missWords(in: log)
                continue
            }
            heard[place].quote(words)
            // The log has only what that user misses first.
            if self[place].reason != .unitUser { heard.blame(words, for: place) }
        }
        return heard
    }

    private mutating func blame(_ words: LogReason, for place: Int) {
        guard words.isReason, let known = words.known, let broken = known.condition,
            self[place].breaks?.allNeeds.contains(broken) == true, Self.mayBeBlamed.contains(broken),
            let decider = firstIndex(where: { $0.check.decides == broken }),
            !contains(where: { $0.breaks == broken && $0.finding.verdict == .fail })
        else { return }
        var finding = self[decider].finding
        finding.verdict = .fail
        finding.vantage = .inside
        finding.summary = shortened(known.clause)
        finding.signature = known.id
        finding.evidence = []
        var judged = JudgedFinding(self[decider].check, finding, breaks: broken, on: self[decider].platform)
        judged.advice = known.advice
        self[decider] = judged
        self[decider].quote(words)
    }

    /// Conditions that only the log shows as broken.
    private static let mayBeBlamed: Set<Condition> = [
        .certificateFiles, .plugins, .authProcess, .mechanisms, .backends, .schemes, .passdb, .userdb, .mailLocation,
        .mailDirectory, .mailPermissions, .room, .key,
    ]
}

extension JudgedFinding {
    fileprivate mutating func missWords(in log: AttemptLog) {
        if leavesReasonToLog, !log.isReadable { finding.summary += "; no log of this host could be read" }
    }

    fileprivate mutating func quote(_ words: LogReason) {
        finding.said = [words.quoted]
        if let known = words.known, words.isReason {
            if let condition = known.condition, condition != breaks, breaks?.allNeeds.contains(condition) == true {
                reason = .said(condition)
            }
            if check.attempt != nil, leavesReasonToLog {
                finding.summary += ": \(known.clause)"
                advice = known.advice
            }
        }
        finding.summary = shortened(finding.summary) + "; Dovecot’s log: “\(words.quoted)”"
    }
}

extension LogLine {
    /// Of a process whose end does not end the master.
    fileprivate var isOfChild: Bool {
        service.map { ["auth", "auth-worker"].contains($0) || $0.hasSuffix("-login") } ?? false
    }

    fileprivate var isOfSession: Bool {
        let served = ["imap", "pop3", "lmtp", "submission", "managesieve", "indexer-worker", "lda"]
        return prefix.contains("(") && service.map(served.contains) == true || text.contains("rip=")
    }

    fileprivate var isOrderlyStop: Bool {
        service == "systemd" && ["Starting ", "Started ", "Stopping ", "Stopped "].contains { text.hasPrefix($0) }
    }
}
