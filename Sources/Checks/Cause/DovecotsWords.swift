import Fleet

/// The line of the log that says why an attempt failed.
struct DovecotsWords: Sendable {
    let line: LogLine
    /// nil where its meaning is not known: it is quoted all the same.
    let known: Meaning.Known?

    /// The most specific of the lines that may be about a condition, or about what that depends on.
    ///
    /// A line that breaks another condition is about something else; all that is said of a start is about the start. A
    /// line that is not known says more than a mere consequence, if it is a complaint.
    init?(of condition: Condition, after attempt: Attempt, in log: AttemptLog) {
        // Of a session that ended before the start failed the log has lines too.
        let lines = attempt == .start ? log.start.filter { !$0.isOfSession } : log.lines
        let upstream = attempt == .start ? nil : condition.allNeeds.union([condition])
        var best: (line: LogLine, known: Meaning.Known?, weight: Int)?
        for line in lines {
            let known = line.known
            guard let weight = Self.weight(of: line, known, within: upstream) else { continue }
            // The first line of a kind is the nearest to its cause.
            if weight > best?.weight ?? 0 { best = (line, known, weight) }
        }
        guard let best, attempt != .start || !best.line.isOrderlyStop else { return nil }
        (line, known) = (best.line, best.known?.about(log.account))
    }

    private static func weight(of line: LogLine, _ known: Meaning.Known?, within upstream: Set<Condition>?) -> Int? {
        guard let known else { return ["Fatal", "Panic", "Error"].contains(line.level) ? 2 : nil }
        // It saw how a process ended, and not why.
        if line.service == "systemd" { return 1 }
        if let broken = known.condition, let upstream, !upstream.contains(broken), broken != .limits,
            !endsLogins(line, upstream)
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

    /// Whether it is the last word of a login process, where what it would have answered is asked about.
    private static func endsLogins(_ line: LogLine, _ upstream: Set<Condition>) -> Bool {
        ["Fatal", "Panic"].contains(line.level) && line.service?.hasSuffix("-login") == true
            && (upstream.contains(.greeting) || upstream.contains(.tls))
    }

    /// The line without its time, as people quote it.
    var quoted: String {
        let prefix = line.prefix.isEmpty ? "" : "\(line.prefix): "
        let level = ["", "Info"].contains(line.level) ? "" : "\(line.level): "
        return String(cut(Substring("\(prefix)\(level)\(line.text)"), to: 400))
    }

    /// Whether it tells a reason, and not only that something failed, or what a wrong password looks like too.
    var isReason: Bool {
        guard let known else { return false }
        return !known.isConsequence && (known.meaning.scope != .noise || known.meaning.specificity == .exact)
    }
}

extension Condition {
    /// What it depends on, however long the way.
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

extension [Judged] {
    /// The failures of attempts with what the log says of them; and where it names a condition that another check decides,
    /// that check's failure.
    func hearing(_ log: AttemptLog) -> [Judged] {
        var heard = self
        for place in indices where self[place].finding.verdict == .fail {
            guard let source = self[place].check.attempt, let condition = self[place].breaks else { continue }
            guard let words = DovecotsWords(of: condition, after: source, in: log) else {
                heard[place].missWords(in: log)
                continue
            }
            heard[place].quote(words)
            heard.blame(words, for: place)
        }
        return heard
    }

    /// Has the check that decides the condition fail, which the words say is broken.
    private mutating func blame(_ words: DovecotsWords, for place: Int) {
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
        var judged = Judged(self[decider].check, finding, breaks: broken, on: self[decider].platform)
        judged.advice = known.advice
        self[decider] = judged
        self[decider].quote(words)
    }

    /// What only the log can tell. Whether a configuration can be read, a port is free or a listener is bound, the checks
    /// see for themselves.
    private static let mayBeBlamed: Set<Condition> = [
        .certificateFiles, .plugins, .authProcess, .mechanisms, .backends, .schemes, .passdb, .userdb, .mailLocation,
        .mailDirectory, .mailPermissions, .room, .key,
    ]
}

extension Judged {
    /// Says so where only the log can tell why, and no log can be read.
    fileprivate mutating func missWords(in log: AttemptLog) {
        if leavesReasonToLog, !log.isReadable { finding.summary += "; no log of this host could be read" }
    }

    fileprivate mutating func quote(_ words: DovecotsWords) {
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
    /// Whether a process that serves one client, or one user, said it.
    fileprivate var isOfSession: Bool {
        let served = ["imap", "pop3", "lmtp", "submission", "managesieve", "indexer-worker", "lda"]
        return prefix.contains("(") && service.map(served.contains) == true || text.contains("rip=")
    }

    /// Whether systemd tells that it starts or stops a unit, which is no reason.
    fileprivate var isOrderlyStop: Bool {
        service == "systemd" && ["Starting ", "Started ", "Stopping ", "Stopped "].contains { text.hasPrefix($0) }
    }
}
