package import Fleet

/// One host as the checks see it: evidence, parsed on demand.
///
/// Missing, cut or forbidden facts throw `MissingFact`: the check is then `unknown`, never a pass.
package struct HostFacts: Sendable {
    package let host: Host
    package let parameters: Parameters
    /// The start of the sweep in Unix seconds, at which dates are judged.
    package let began: Int64
    /// Finished dialogues; a cancelled one proves nothing.
    package let dialogues: [Dialogue]
    package let certificates: any CertificateReader
    let ending: Record.Ending
    private let answers: [ProbeName: Answer]
    let facts = Facts()

    private struct Answer: Sendable {
        let evidence: Evidence
        let parts: [String: ProbeOutput.Part]
    }

    struct Facts: Sendable {
        let version = Cached<DovecotVersion>()
        let settings = Cached<Settings>()
        let configuration = Cached<ConfigurationBlock>()
        let sections = Cached<ConfigurationBlock>()
        let otherConfiguration = Cached<OtherConfiguration?>()
        let promised = Cached<[Listener]>()
        let units = Cached<[UnitState]>()
        let services = Cached<[ServiceStatus]>()
        let sockets = Cached<[ListeningSocket]>()
        let addresses = Cached<[IPAddress]>()
        let packetFilter = Cached<PacketFilter>()
        let mountTable = Cached<MountTable>()
        let authListeners = Cached<[AuthListener]>()
        let userdb = Cached<LookupAnswer>()
        let passdb = Cached<LookupAnswer>()
        let mailDriver = Cached<String?>()
        let trail = Cached<PathPermissions>()
        let logLines = Cached<[LogLine]>()
        let attemptLog = Cached<AttemptLog>()
        let certificateFiles = Cached<CertificateFiles>()
        let chainOnDisk = Cached<[[UInt8]]>()
        let certificates = CachedByKey<[[UInt8]], CertificateFacts>()
    }

    package init(_ record: HostRecord, parameters: Parameters, certificates: any CertificateReader) {
        host = record.host
        began = record.began
        // Dialogues end in any order; findings must not depend on it.
        let order: [MailService] = [.imaps, .imap, .pop3s, .pop3]
        dialogues = order.flatMap { service in
            let seen = record.dialogues.filter { $0.service == service && !$0.wasCutOff }
            return seen.filter { $0.vantage == .tunnel } + seen.filter { $0.vantage != .tunnel }
        }
        ending = record.ending
        self.parameters = parameters
        self.certificates = certificates
        let evidence = Dictionary(record.evidence.map { ($0.probe, $0) }, uniquingKeysWith: { $1 })
        answers = evidence.mapValues { Answer(evidence: $0, parts: $0.hasMarks ? ProbeOutput($0.output).parts : [:]) }
    }

    var wasInterrupted: Bool { ending.outcome == .interrupted }

    func evidence(_ probe: ProbeName) throws(MissingFact) -> Evidence { try answer(probe).evidence }

    private func answer(_ probe: ProbeName) throws(MissingFact) -> Answer {
        guard let found = answers[probe] else {
            if ending.outcome == .swept { throw MissingFact("the sweep did not ask for this (\(probe.rawValue))") }
            throw MissingFact("not swept: \(ending.reason ?? ending.outcome.rawValue)")
        }
        if found.evidence.parts == .forged {
            throw MissingFact("the output was forged or garbled (\(probe.rawValue))")
        }
        return found
    }

    /// The output of one command of a probe.
    func part(_ probe: ProbeName, _ name: String) throws(MissingFact) -> ProbeOutput.Part {
        let whole = try answer(probe)
        if let part = whole.parts[name] { return part }
        switch whole.evidence.ending {
        case .timedOut: throw MissingFact("the host did not answer within the probe's time limit (\(probe.rawValue))")
        case .unreported where wasInterrupted: throw MissingFact("the run was interrupted")
        case .unreported: throw MissingFact("the agent ended before this probe (\(probe.rawValue))")
        case .exited where whole.evidence.isCut: throw MissingFact("the output was cut (\(probe.rawValue))")
        case .exited: throw MissingFact("the agent did not run this probe (\(probe.rawValue), \(name))")
        }
    }

    /// A part that older agents do not send; nil in their records.
    func partIfCollected(_ probe: ProbeName, _ name: String) throws(MissingFact) -> ProbeOutput.Part? {
        let whole = try answer(probe)
        if case .exited = whole.evidence.ending, !whole.evidence.isCut, whole.parts[name] == nil { return nil }
        return try part(probe, name)
    }

    /// The reason where `partIfCollected` is nil.
    static let olderAgent = "the agent of this record has no such probe"

    /// The parts of a probe that arrived whole.
    func allParts(of probe: ProbeName) throws(MissingFact) -> [String: ProbeOutput.Part] {
        try answer(probe).parts
    }

    func output(_ probe: ProbeName, _ name: String) throws(MissingFact) -> [Substring] {
        try successful(probe, name).lines
    }

    /// A part; throws unless its command succeeded.
    func successful(_ probe: ProbeName, _ name: String) throws(MissingFact) -> ProbeOutput.Part {
        let part = try part(probe, name)
        if part.isMissing { throw MissingFact("a tool is missing on the host: \(part.firstLine)") }
        // Dovecot cannot read its configuration (FATAL_CONF, failures.h).
        if part.status == 89 { throw MissingFact("the configuration cannot be read") }
        if part.status != 0 { throw MissingFact(part.complaint) }
        return part
    }

    /// The first lines, as evidence.
    func excerpt(_ probe: ProbeName, _ name: String? = nil, lines count: Int = 4) -> [Finding.Excerpt] {
        let text =
            name.flatMap { answers[probe]?.parts[$0]?.lines }
            ?? answers[probe].map { lines(of: String(fromHost: $0.evidence.output)) } ?? []
        let shown = text.filter { !$0.isEmpty }.prefix(count).map { String($0.prefix(300)) }
        guard !shown.isEmpty else { return [] }
        let source = name.map { "\(probe.rawValue).\($0)" } ?? probe.rawValue
        return [Finding.Excerpt(probe: source, excerpt: shown.joined(separator: "\n"))]
    }
}

extension Evidence {
    fileprivate var hasMarks: Bool { parts == .marked || parts == .framed }
}

extension Dialogue {
    /// Cancelled before a login.
    fileprivate var wasCutOff: Bool { talk.map { $0.ending == .cancelled && !$0.loginProven } ?? false }
}
