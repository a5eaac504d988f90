import Fleet

struct PortsListening: Check {
    let id = "ports.listening"
    let decides: Condition? = .listeners

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("no IMAP or POP3 is asked of an LMTP host") }
        let promised = try subject.promised()
        if let other = subject.otherConfiguration {
            throw Unjudgeable("Dovecot runs \(other.used), whose listeners are not known: doveconf read \(other.read)")
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
        if let warning = try withoutIMAPS(promised, subject) { return warning }
        let names = promised.map { "\($0.service.rawValue) \($0.port)" }.joined(separator: ", ")
        return .pass("bound: \(names)")
    }

    private func failure(of listener: Listener, among sockets: [ListeningSocket], _ subject: Subject) -> Judgement? {
        let bound = sockets.filter { $0.port == listener.port }
        // A kernel without IPv6 has no `::`, and Dovecot goes on without it where `*` is listed too.
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

/// Those of imaps and pop3s.
private let tlsPorts: Set<Port> = [993, 995]

extension PortsListening {
    private func withoutTLS(_ listener: Listener, _ subject: Subject) -> Judgement {
        .fail(
            "port \(listener.port) speaks without TLS (ssl = no in its inet_listener): clients begin with TLS there",
            signature: "\(listener.port) without TLS", evidence: subject.excerpt("config", "sections", lines: 12),
            remedy: [.note("Set ssl = yes in the inet_listener of port \(listener.port)."), .restart])
    }

    /// Clients are set up for port 993. Only the inventory can say that none of them is.
    private func withoutIMAPS(_ promised: [Listener], _ subject: Subject) throws(Unjudgeable) -> Judgement? {
        let offered = Set(promised.map(\.service))
        let settings = try subject.settings()
        guard subject.host.services.isEmpty, subject.front == nil, settings.ssl != "no", offered.contains(.imap),
            !offered.contains(.imaps)
        else { return nil }
        let section = "service imap-login { inet_listener imaps { } }"
        return .warn(
            "imaps is switched off, and the inventory does not say that it may be: clients expect port 993",
            signature: "imaps off", evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [
                .note(
                    """
                    Set port = 993 in \(setting: section), or say in the inventory which services there are: \
                    \(setting: "dovesweep_protocols=imap").
                    """), .restart,
            ])
    }

    private func notBound(_ listener: Listener, _ subject: Subject) -> Judgement {
        if (try? subject.laterPart("service", "network")) != nil { return apart(subject) }
        return .fail(
            "nothing listens on port \(listener.port) (\(listener.service.rawValue)), which the configuration promises",
            signature: "\(listener.service.rawValue) \(listener.port)",
            evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [
                .restart, .note("A line with “listen failed” names the address or the other program."),
                .showLog(20),
            ])
    }

    private func apart(_ subject: Subject) -> Judgement {
        .fail(
            "Dovecot runs in a network of its own (PrivateNetwork of its unit), which no client reaches",
            signature: "network", evidence: subject.excerpt("service", "network"),
            remedy: [
                .act(.showUnit), .act(.changeUnit("Take PrivateNetwork out of the drop-in.")), .act(.loadUnits),
                .restart,
            ], reason: .ownNetwork)
    }

    private func notPromised(_ service: MailService, _ subject: Subject) throws(Unjudgeable) -> Judgement {
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
            remedy: [.note("\(mend), or take \(service.rawValue) out of dovesweep_protocols."), .restart])
    }

    private func nothingPromised(_ subject: Subject) -> Judgement {
        .fail(
            "the configuration offers neither IMAP nor POP3", signature: "no protocols",
            evidence: subject.excerpt("config", "settings", lines: 12),
            remedy: [
                subject.is24
                    ? .note(
                        """
                        Set \(setting: "protocols { imap = yes }"), as 2.4 enables no protocol by itself, or \
                        dovesweep_role=lmtp if none is meant.
                        """)
                    : .note("Set protocols = imap and install its package, or dovesweep_role=lmtp if none is meant."),
                .restart,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Is each listener bound that the configuration promises, by Dovecot?",
            why: "What is not bound is refused to every client, whatever else works. What is required is what "
                + "dovesweep_protocols says, else what the configuration promises: a port closed on purpose"
                + " is no fault.",
            byHand: "doveconf service/imap-login; ss -tlnp",
            remedies: [
                Act.restart.usual,
                "Correct `protocols`, `listen`, `ssl` or the inet_listener's port.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/service.html"])
    }
}
