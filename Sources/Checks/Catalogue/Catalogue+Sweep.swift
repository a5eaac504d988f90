package import Fleet

/// What the sweep asks the judges while it goes on.
extension Catalogue {
    /// The services to visit from outside, each at its port: what the inventory requires, else what the host's
    /// configuration promises to others than itself; where that could not be read, IMAP by both of its ports.
    package func listeners(of host: Host, evidence: [Evidence]) -> [(service: MailService, port: Port)] {
        if host.role == .lmtp { return [] }
        // The judges read the rest later, away from the event loop that waits for this answer.
        let configuration = evidence.filter { ["config", "sockets"].contains($0.probe) }
        let record = HostRecord(
            host: host, began: 0, evidence: configuration, ending: .init(outcome: .swept, seconds: 0))
        let subject = Subject(record, parameters: Parameters(), certificates: NoCertificates())
        let promised = try? subject.promised()
        // What stands in front of a host takes clients to listeners that are hidden from them else, by the usual ports.
        let open = promised.map { $0.filter { !$0.isLoopbackOnly && !$0.expectsProxyHeader } }
        let offered = subject.front == nil ? open : promised
        let wanted = host.services.isEmpty ? offered?.map(\.service) ?? [.imap, .imaps] : host.services
        return MailService.allCases.filter(wanted.contains).map { service in
            let ports = (open ?? []).filter { $0.service == service }.map(\.port)
            // A second listener of the same kind is for somebody else: a balancer, webmail.
            return (service, ports.contains(service.port) ? service.port : ports.first ?? service.port)
        }
    }

    /// Whether a certificate, as it was served, is one to send a password to: trusted, in date, and this host's own.
    ///
    /// Where the inventory gives no public name, it is the host's own if it is for one of the names that the inventory
    /// has, or is the very one that the agent found on the host's disk. Anybody on the way has a trusted certificate
    /// for some name.
    package func mayHavePassword(
        _ chain: [[UInt8]], of host: Host, evidence: [Evidence], at time: Int64, parameters: Parameters,
        certificates: any CertificateReader
    ) -> Bool {
        let facts = certificates.facts(
            of: chain, names: host.certificateNames, at: time, caFiles: parameters.authorities(for: host))
        guard let facts, facts.problems.isEmpty else { return false }
        if facts.covers.values.contains(true) { return true }
        guard host.publicNames.isEmpty else { return false }
        let record = HostRecord(host: host, began: time, evidence: evidence, ending: .init(outcome: .swept, seconds: 0))
        let subject = Subject(record, parameters: parameters, certificates: certificates)
        guard let files = try? subject.certificateFiles() else { return false }
        if let usual = try? subject.chainOnDisk(files), usual.first == chain.first { return true }
        guard let alternative = try? subject.alternativeOnDisk(files) else { return false }
        return alternative.first == chain.first
    }

    /// What the probe of the password came to; nil for another probe.
    package func passwordOutcome(of evidence: Evidence) -> PasswordOutcome? {
        guard evidence.probe == "password" else { return nil }
        return switch PasswordAnswer(evidence) {
        case .accepted: .accepted
        case .refused, .rejected: .refused
        case .unasked(let reason)
        where reason.hasPrefix("the host would log it") || reason.hasPrefix("the host might log it"):
            .withheld
        // An auth process that has not answered in twenty seconds keeps the other vantages waiting as long.
        case nil: .withheld
        case .unasked, .broken: .undetermined
        }
    }

    /// Whether a password may be tried on other hosts and from outside.
    package enum PasswordOutcome: Sendable {
        case accepted, refused
        /// A backend or Dovecot itself did not answer, or it was never asked.
        case undetermined
        /// The host would have written it to its log, or has not answered in time.
        case withheld
    }
}

extension Host {
    /// The names to look up in a certificate: the public ones, else all that the inventory has.
    var certificateNames: [String] {
        publicNames.isEmpty ? [name, address, publicAddress].compactMap { $0 } : publicNames
    }

    /// Whether clients come to another address than the host's own: a balancer's or a proxy's.
    var hasFront: Bool { publicAddress.map { $0 != address } ?? false }
}

/// For questions that no certificate has a part in.
struct NoCertificates: CertificateReader {
    func chain(inPEM bytes: [UInt8]) -> [[UInt8]] { [] }
    func facts(of chain: [[UInt8]], names: [String], at time: Int64, caFiles: [String]) -> CertificateFacts? { nil }
    func publicKey(inPEM bytes: [UInt8]) -> String? { nil }
}
