package import Fleet

/// What the sweep asks while it runs.
extension Catalogue {
    /// The services and ports to test from outside: the inventory's, else the configuration's public listeners, else
    /// IMAP.
    package func listeners(of host: Host, evidence: [Evidence]) -> [(service: MailService, port: Port)] {
        if host.role == .lmtp { return [] }
        // Only these two: the event loop waits for the answer.
        let configuration = evidence.filter { ["config", "sockets"].contains($0.probe) }
        let record = HostRecord(
            host: host, began: 0, evidence: configuration, ending: .init(outcome: .swept, seconds: 0))
        let subject = HostFacts(record, parameters: Parameters(), certificates: NoCertificates())
        let promised = try? subject.promised()
        // Behind a balancer or proxy, clients reach hidden listeners too, by the usual ports.
        let open = promised.map { $0.filter { !$0.isLoopbackOnly && !$0.expectsProxyHeader } }
        let offered = subject.front == nil ? open : promised
        let wanted = host.services.isEmpty ? offered?.map(\.service) ?? [.imap, .imaps] : host.services
        return MailService.allCases.filter(wanted.contains).map { service in
            let ports = (open ?? []).filter { $0.service == service }.map(\.port)
            // A second listener usually serves a balancer or webmail.
            return (service, ports.contains(service.port) ? service.port : ports.first ?? service.port)
        }
    }

    /// Whether a served certificate may be sent a password: trusted, in date and the host's own.
    ///
    /// Without a public name, it must cover an inventory name or be the one on disk. Any attacker has a trusted
    /// certificate for some name.
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
        let subject = HostFacts(record, parameters: parameters, certificates: certificates)
        guard let files = try? subject.certificateFiles() else { return false }
        if let usual = try? subject.chainOnDisk(files), usual.first == chain.first { return true }
        guard let alternative = try? subject.alternativeOnDisk(files) else { return false }
        return alternative.first == chain.first
    }

    /// The outcome of the password probe; nil for other probes.
    package func passwordOutcome(of evidence: Evidence) -> PasswordOutcome? {
        guard evidence.probe == "password" else { return nil }
        return switch PasswordAnswer(evidence) {
        case .accepted: .accepted
        case .refused, .rejected: .refused
        case .unasked(let reason)
        where reason.hasPrefix("the host would log it") || reason.hasPrefix("the host might log it"):
            .withheld
        // An auth process that took 20 seconds would delay the other vantages as long.
        case nil: .withheld
        case .unasked, .broken: .undetermined
        }
    }

    /// Whether the password may be tried on other hosts and from outside.
    package enum PasswordOutcome: Sendable {
        case accepted, refused
        /// A backend or Dovecot did not answer, or was not asked.
        case undetermined
        /// The host would log the password, or timed out.
        case withheld
    }
}

extension Host {
    /// The names to find in a certificate: the public ones, else all in the inventory.
    var certificateNames: [String] {
        publicNames.isEmpty ? [name, address, publicAddress].compactMap { $0 } : publicNames
    }

    /// Whether clients connect to a balancer or proxy.
    var hasFront: Bool { publicAddress.map { $0 != address } ?? false }
}

struct NoCertificates: CertificateReader {
    func chain(inPEM bytes: [UInt8]) -> [[UInt8]] { [] }
    func facts(of chain: [[UInt8]], names: [String], at time: Int64, caFiles: [String]) -> CertificateFacts? { nil }
    func publicKey(inPEM bytes: [UInt8]) -> String? { nil }
}
