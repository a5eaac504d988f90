import Fleet

struct PortsListening: Check {
    let id = "ports.listening"
    let decides: Condition? = .listeners

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("an LMTP host needs no IMAP or POP3") }
        let promised = try subject.promised()
        if let other = subject.otherConfiguration {
            throw MissingFact("Dovecot runs \(other.used), whose listeners are not known: doveconf read \(other.read)")
        }
        if let missing = subject.host.services.first(where: { !promised.map(\.service).contains($0) }) {
            return try notPromised(missing, subject)
        }
        if promised.isEmpty { return nothingPromised(subject) }
        let sockets = try subject.sockets()
        for listener in promised where subject.host.services.isEmpty || subject.host.services.contains(listener.service)
        {
            if let failure = failure(of: listener, among: sockets, subject) { return failure }
        }
        if let listener = promised.first(where: { !$0.service.isImplicitTLS && tlsPorts.contains($0.port) }),
            subject.front == nil
        {
            return withoutTLS(listener, subject)
        }
        if let listener = promised.first(where: { $0.service.isImplicitTLS && startTLSPorts.contains($0.port) }),
            subject.front == nil
        {
            return withTLS(listener, subject)
        }
        for (plain, secure) in [(MailService.imap, MailService.imaps), (.pop3, .pop3s)] {
            if let warning = try without(secure, beside: plain, promised, subject) { return warning }
        }
        if let warning = withoutPackage(promised, subject) { return warning }
        let names = promised.map { "\($0.service.rawValue) \($0.port)" }.joined(separator: ", ")
        return .pass("bound: \(names)")
    }

    private func failure(of listener: Listener, among sockets: [ListeningSocket], _ subject: HostFacts) -> Judgement? {
        let bound = sockets.filter { $0.port == listener.port }
        // Without IPv6 in the kernel, Dovecot ignores `::` if `*` is listed too.
        let wanted = listener.addresses.filter { $0 != "::" || listener.addresses == ["::"] }
        let known = wanted.filter {
            $0 == "*" || $0.contains(".") && $0.allSatisfy { $0.isNumber || $0 == "." } || $0.contains(":")
        }
        guard !bound.isEmpty, known.allSatisfy({ address in bound.contains { $0.serves(address) } }) else {
            return notBound(listener, subject)
        }
        return nil
    }
}

private let tlsPorts: Set<Port> = [993, 995]
private let startTLSPorts: Set<Port> = [143, 110]

extension PortsListening {
    private func withoutTLS(_ listener: Listener, _ subject: HostFacts) -> Judgement {
        .fail(
            "port \(listener.port) does not use TLS (ssl = no in its inet_listener): clients expect TLS there",
            signature: "\(listener.port) without TLS", evidence: subject.excerpt("config", "sections", lines: 12),
            remedy: [.note("Set ssl = yes in the inet_listener of port \(listener.port)."), .restart])
    }

    private func withTLS(_ listener: Listener, _ subject: HostFacts) -> Judgement {
        .fail(
            "port \(listener.port) begins with TLS (ssl = yes in its inet_listener): clients expect plain text and STARTTLS"
                + " there",
            signature: "\(listener.port) with TLS", evidence: subject.excerpt("config", "sections", lines: 12),
            remedy: [.note("Set ssl = no in the inet_listener of port \(listener.port)."), .restart])
    }

    /// Debian's packages add their protocol to `protocols`, and leave their settings behind.
    private func withoutPackage(_ promised: [Listener], _ subject: HostFacts) -> Judgement? {
        let absent = (try? subject.partIfCollected("runtime", "absent"))?.lines ?? []
        let lacking = absent.first { name in
            ["imap", "pop3"].contains(name) && !promised.contains { $0.service.rawValue.hasPrefix(name) }
        }
        guard subject.host.services.isEmpty, subject.front == nil,
            let service = lacking.flatMap({ Package.Service(rawValue: String($0)) })
        else { return nil }
        let name = service.rawValue
        return .warn(
            "\(name) is not offered: its program does not exist, and its settings in 20-\(name).conf are still there",
            signature: "\(name) removed", evidence: subject.excerpt("runtime", "absent"),
            remedy: [
                .install(.service(service)), .restart,
                .note("If the host needs no \(name), remove 20-\(name).conf, or set dovesweep_protocols."),
            ])
    }

    /// Clients use port 993 or 995, unless the inventory says otherwise.
    private func without(
        _ secure: MailService, beside plain: MailService, _ promised: [Listener], _ subject: HostFacts
    ) throws(MissingFact) -> Judgement? {
        let offered = Set(promised.map(\.service))
        let settings = try subject.settings()
        guard subject.host.services.isEmpty, subject.front == nil, settings.ssl != "no", offered.contains(plain),
            !offered.contains(secure)
        else { return nil }
        let name = secure.rawValue
        let section = "service \(plain.rawValue)-login { inet_listener \(name) { } }"
        return .warn(
            "\(name) is switched off, and dovesweep_protocols is not set: clients expect port \(secure.port)",
            signature: "\(name) off", evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [
                .note(
                    """
                    Set port = \(secure.port) in \(setting: section), or list the services that the host offers in \
                    dovesweep_protocols of the inventory.
                    """), .restart,
            ])
    }

    private func notBound(_ listener: Listener, _ subject: HostFacts) -> Judgement {
        if (try? subject.partIfCollected("service", "network")) != nil { return apart(subject) }
        return .fail(
            "nothing listens on port \(listener.port) (\(listener.service.rawValue)), which the configuration defines",
            signature: "\(listener.service.rawValue) \(listener.port)",
            evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [
                .restart, .note("A log line with “listen failed” names the address or the other program."),
                .showLog(20),
            ])
    }

    private func apart(_ subject: HostFacts) -> Judgement {
        .fail(
            "Dovecot runs in a private network (PrivateNetwork in its unit), which clients cannot reach",
            signature: "network", evidence: subject.excerpt("service", "network"),
            remedy: [
                .act(.showUnit), .act(.changeUnit("Remove PrivateNetwork from the drop-in.")), .act(.loadUnits),
                .restart,
            ], reason: .ownNetwork)
    }

    private func notPromised(_ service: MailService, _ subject: HostFacts) throws(MissingFact) -> Judgement {
        let settings = try subject.settings()
        let name = service.isIMAP ? "imap" : "pop3"
        let mend: Remedy.Note
        if !settings.protocols.contains(name) {
            mend = "Add \(name) to the setting protocols"
        } else if service.isImplicitTLS, settings.ssl == "no" {
            mend = "Set ssl = yes, as Dovecot opens no port for TLS with ssl = no"
        } else {
            let section = "service \(name)-login { inet_listener \(service.rawValue) { } }"
            mend = "Set port = \(service.port) in \(setting: section)"
        }
        return .fail(
            "the inventory requires \(service.rawValue), and the configuration has no such listener",
            signature: "\(service.rawValue) not configured",
            evidence: [
                Finding.Excerpt(
                    probe: "config.settings", excerpt: "protocols = \(settings.protocols.joined(separator: " "))")
            ],
            remedy: [.note("\(mend), or remove \(service.rawValue) from dovesweep_protocols."), .restart])
    }

    private func nothingPromised(_ subject: HostFacts) -> Judgement {
        .fail(
            "the configuration offers neither IMAP nor POP3", signature: "no protocols",
            evidence: subject.excerpt("config", "settings", lines: 12),
            remedy: [
                subject.is24
                    ? .note(
                        """
                        Set \(setting: "protocols { imap = yes }"), as 2.4 enables no protocol by default, or \
                        dovesweep_role=lmtp if the host needs neither.
                        """)
                    : .note(
                        "Set protocols = imap and install its package, or dovesweep_role=lmtp if it needs neither."),
                .restart,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does Dovecot listen on each port that the configuration defines?",
            why:
                "If a port is not bound, every client is refused there. dovesweep_protocols names the required services; "
                + "without it, the configuration does. A port that is closed on purpose is no fault.",
            byHand: "doveconf service/imap-login; ss -tlnp",
            remedies: [
                PlatformAction.restart.usual,
                "Correct `protocols`, `listen`, `ssl` or the inet_listener's port.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/service.html"])
    }
}
