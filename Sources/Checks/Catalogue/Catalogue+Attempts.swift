package import Fleet

/// What the sweep asks after the agent's probes and the outside dialogues.
extension Catalogue {
    /// Whether to test through the SSH tunnel: outside, a dialogue failed, no login is proven, or the certificate
    /// differs from the one on disk.
    package func isTunnelNeeded(
        _ host: Host, evidence: [Evidence], dialogues: [Dialogue], certificates: any CertificateReader
    ) -> Bool {
        let outside = dialogues.filter { $0.vantage == .outside }
        if outside.isEmpty { return true }
        if HostFacts(host, evidence, ["account"], outside, certificates).isAuthSilent { return false }
        if outside.contains(where: \.hasFailed) { return true }
        if host.probe?.password != nil, !outside.contains(where: { $0.talk?.loginProven == true }) { return true }
        guard let chain = outside.lazy.compactMap({ $0.tls?.chain }).first(where: { !$0.isEmpty }) else { return false }
        let subject = HostFacts(host, evidence, ["config", "certificate"], dialogues, certificates)
        return (try? subject.chainOnDisk(subject.certificateFiles()))?.first != chain.first
    }

    /// Whether the mailbox exists. Opening a missing one would create it, and hide the fault.
    package func mayOpenMailbox(_ host: Host, evidence: [Evidence]) -> Bool {
        let subject = HostFacts(host, evidence, ["version", "config", "account"], [], NoCertificates())
        return subject.mailboxExists == true && subject.mailboxIsPlaced
    }

    /// Whether an attempt failed, so that Dovecot's log must say why.
    package func isLogNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool {
        if dialogues.contains(where: \.hasFailed) { return true }
        let subject = HostFacts(host, evidence, ["service", "account"], dialogues, NoCertificates())
        if (try? subject.isRunning()) != true { return true }
        if host.probe == nil || dialogues.contains(where: { $0.talk?.loginProven == true }) { return false }
        if host.probe?.password != nil { return true }
        return ["user", "lookup"].contains { name in
            (try? subject.part("account", name)).map { $0.status != 0 } ?? false
        }
    }
}

extension Dialogue {
    fileprivate var hasFailed: Bool {
        if case .notTried = reach { return false }
        guard reach == .connected, tls?.failure == nil else { return true }
        guard let talk else { return false }
        return talk.ending != .completed || talk.loginTried && !talk.loginProven
    }
}

extension HostFacts {
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
