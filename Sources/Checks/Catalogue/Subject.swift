package import Fleet

/// One host as its judges see it: what was asked of it, and the facts that its evidence holds.
///
/// A fact that is missing, cut, not permitted or unreadable throws `Unjudgeable` with the reason: a judge that asks for
/// it is thereby `unknown`, and never a pass.
package struct Subject: Sendable {
    package let host: Host
    package let parameters: Parameters
    /// When the sweep of this host began, in Unix seconds; dates are judged at this time.
    package let began: Int64
    /// Those that came to their end; what was cut off in the middle of one decides nothing.
    package let dialogues: [Dialogue]
    package let certificates: any CertificateReader
    let ending: Record.Ending
    private let answers: [ProbeName: Answer]
    let facts = Facts()

    /// What one probe returned, and the parts of it.
    private struct Answer: Sendable {
        let evidence: Evidence
        let parts: [String: Parts.Part]
    }

    /// What has been parsed so far of what many checks ask for.
    struct Facts: Sendable {
        let settings = Memo<Settings>()
        let configuration = Memo<ConfigurationBlock>()
        let sections = Memo<ConfigurationBlock>()
        let otherConfiguration = Memo<OtherConfiguration?>()
        let promised = Memo<[Listener]>()
        let units = Memo<[UnitState]>()
        let services = Memo<[ServiceStatus]>()
        let sockets = Memo<[ListeningSocket]>()
        let packetFilter = Memo<PacketFilter>()
        let mountTable = Memo<MountTable>()
        let authListeners = Memo<[AuthListener]>()
        let userdb = Memo<LookupAnswer>()
        let passdb = Memo<LookupAnswer>()
        let trail = Memo<MailTrail>()
        let logLines = Memo<[LogLine]>()
        let attemptLog = Memo<AttemptLog>()
        let certificateFiles = Memo<CertificateFiles>()
        let chainOnDisk = Memo<[[UInt8]]>()
        let certificates = Memos<[[UInt8]], CertificateFacts>()
    }

    package init(_ record: HostRecord, parameters: Parameters, certificates: any CertificateReader) {
        host = record.host
        began = record.began
        // They end in any order; what is said of them must not depend on it. The service that most clients use is
        // first, and what was seen on the host itself before what was seen from outside.
        let order: [MailService] = [.imaps, .imap, .pop3s, .pop3]
        dialogues = order.flatMap { service in
            let seen = record.dialogues.filter { $0.service == service && !$0.wasCutOff }
            return seen.filter { $0.vantage == .tunnel } + seen.filter { $0.vantage != .tunnel }
        }
        ending = record.ending
        self.parameters = parameters
        self.certificates = certificates
        let evidence = Dictionary(record.evidence.map { ($0.probe, $0) }, uniquingKeysWith: { $1 })
        answers = evidence.mapValues { Answer(evidence: $0, parts: $0.hasMarks ? Parts($0.output).parts : [:]) }
    }

    /// Whether the run ended before the host was done: what is missing may be all that is well.
    var wasInterrupted: Bool { ending.outcome == .interrupted }

    /// What one probe returned.
    func evidence(_ probe: ProbeName) throws(Unjudgeable) -> Evidence { try answer(probe).evidence }

    private func answer(_ probe: ProbeName) throws(Unjudgeable) -> Answer {
        guard let found = answers[probe] else {
            if ending.outcome == .swept { throw Unjudgeable("the agent did not look (\(probe.rawValue))") }
            throw Unjudgeable("not swept: \(ending.reason ?? ending.outcome.rawValue)")
        }
        if found.evidence.parts == .forged {
            throw Unjudgeable("the output was forged or garbled (\(probe.rawValue))")
        }
        return found
    }

    /// What one command of a probe returned.
    func part(_ probe: ProbeName, _ name: String) throws(Unjudgeable) -> Parts.Part {
        let whole = try answer(probe)
        if let part = whole.parts[name] { return part }
        switch whole.evidence.ending {
        case .timedOut: throw Unjudgeable("the host did not answer within the probe's time limit (\(probe.rawValue))")
        case .unreported: throw Unjudgeable("the agent ended before it looked (\(probe.rawValue))")
        case .exited where whole.evidence.isCut: throw Unjudgeable("the output was cut (\(probe.rawValue))")
        case .exited: throw Unjudgeable("the agent did not look (\(probe.rawValue), \(name))")
        }
    }

    /// A part that agents have not brought from the first on; nil where the record is of one that did not look.
    func laterPart(_ probe: ProbeName, _ name: String) throws(Unjudgeable) -> Parts.Part? {
        let whole = try answer(probe)
        if case .exited = whole.evidence.ending, !whole.evidence.isCut, whole.parts[name] == nil { return nil }
        return try part(probe, name)
    }

    /// Why nothing can be said where `laterPart` is nil.
    static let olderAgent = "the agent of this record did not look"

    /// The parts of a probe that came home whole.
    func allParts(of probe: ProbeName) throws(Unjudgeable) -> [String: Parts.Part] {
        try answer(probe).parts
    }

    /// The lines of a part, only where its command succeeded.
    func output(_ probe: ProbeName, _ name: String) throws(Unjudgeable) -> [Substring] {
        try successful(probe, name).lines
    }

    /// A part, only where its command succeeded.
    func successful(_ probe: ProbeName, _ name: String) throws(Unjudgeable) -> Parts.Part {
        let part = try part(probe, name)
        if part.isMissing { throw Unjudgeable("a tool is missing on the host: \(part.firstLine)") }
        // Dovecot's own status for a configuration that it cannot read (FATAL_CONF, failures.h).
        if part.status == 89 { throw Unjudgeable("the configuration cannot be read") }
        if part.status != 0 { throw Unjudgeable(part.complaint) }
        return part
    }

    /// A few lines of evidence to show beside a verdict.
    func excerpt(_ probe: ProbeName, _ name: String? = nil, lines count: Int = 4) -> [Finding.Excerpt] {
        let text =
            name.flatMap { answers[probe]?.parts[$0]?.lines }
            ?? answers[probe].map { lines(of: String(decoding: $0.evidence.output, as: UTF8.self)) } ?? []
        let shown = text.filter { !$0.isEmpty }.prefix(count).map { String($0.prefix(300)) }
        guard !shown.isEmpty else { return [] }
        let source = name.map { "\(probe.rawValue).\($0)" } ?? probe.rawValue
        return [Finding.Excerpt(probe: source, excerpt: shown.joined(separator: "\n"))]
    }
}

extension Evidence {
    /// Whether lines of the output are marks of parts.
    fileprivate var hasMarks: Bool { parts == .marked || parts == .framed }
}

extension Dialogue {
    /// Whether the coordinator ended it before it had come to anything.
    fileprivate var wasCutOff: Bool { talk.map { $0.ending == .cancelled && !$0.loginProven } ?? false }
}
