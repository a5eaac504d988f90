package import Fleet

/// What the sweep asks once it has looked inside and from outside.
extension Catalogue {
    /// Whether what was seen from outside leaves a question that a look through the tunnel may answer: something could not
    /// be reached or failed, no login is proven, or clients get another certificate than the host has on disk.
    package func isTunnelNeeded(
        _ host: Host, evidence: [Evidence], dialogues: [Dialogue], certificates: any CertificateReader
    ) -> Bool {
        let outside = dialogues.filter { $0.vantage == .outside }
        if outside.isEmpty || outside.contains(where: \.hasFailed) { return true }
        if host.probe?.password != nil, !outside.contains(where: { $0.talk?.loginProven == true }) { return true }
        guard let chain = outside.lazy.compactMap({ $0.tls?.chain }).first(where: { !$0.isEmpty }) else { return false }
        let subject = Subject(host, evidence, ["config", "certificate"], dialogues, certificates)
        return (try? subject.chainOnDisk(subject.certificateFiles()))?.first != chain.first
    }

    /// Whether the account's mailbox is there. Opening another one would make it, and hide that it is missing.
    package func mayOpenMailbox(_ host: Host, evidence: [Evidence]) -> Bool {
        let subject = Subject(host, evidence, ["version", "config", "account"], [], NoCertificates())
        return subject.mailboxExists == true && subject.mailboxIsPlaced
    }

    /// Whether something was tried in vain, so that Dovecot's log has to say why: its start, a lookup, the password, a
    /// dialogue.
    package func isLogNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool {
        if dialogues.contains(where: \.hasFailed) { return true }
        let subject = Subject(host, evidence, ["service", "account"], dialogues, NoCertificates())
        if (try? subject.isRunning()) != true { return true }
        if host.probe == nil || dialogues.contains(where: { $0.talk?.loginProven == true }) { return false }
        if host.probe?.password != nil { return true }
        return ["user", "lookup"].contains { name in
            (try? subject.part("account", name)).map { $0.status != 0 } ?? false
        }
    }
}

extension Dialogue {
    /// Whether it did not come to its planned end.
    fileprivate var hasFailed: Bool {
        if case .notTried = reach { return false }
        guard reach == .connected, tls?.failure == nil else { return true }
        guard let talk else { return false }
        return talk.ending != .completed || talk.loginTried && !talk.loginProven
    }
}

extension Subject {
    fileprivate init(
        _ host: Host, _ evidence: [Evidence], _ probes: Set<ProbeName>, _ dialogues: [Dialogue],
        _ certificates: any CertificateReader
    ) {
        let record = HostRecord(
            host: host, began: 0, evidence: evidence.filter { probes.contains($0.probe) }, dialogues: dialogues,
            ending: .init(outcome: .swept, seconds: 0))
        self.init(record, parameters: Parameters(), certificates: certificates)
    }
}
