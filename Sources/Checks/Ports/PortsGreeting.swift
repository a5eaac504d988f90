import Fleet

struct PortsGreeting: Check {
    let id = "ports.greeting"
    let vantage = Vantage.outside
    let decides: Condition? = .greeting
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .settings.union([.listeners, .addresses, .reachability])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("an LMTP host needs no IMAP or POP3") }
        if let refused = untrusted(subject) { return refused }
        let reached = subject.dialogues.filter { $0.reach == .connected && !subject.expectsProxyHeader($0) }
        // Without a handshake no greeting can come: `tls.handshake` judges that.
        let spoken = reached.filter { dialogue in !(dialogue.service.isImplicitTLS && dialogue.tls?.failure != nil) }
        // A failure through SSH is the host's own.
        let ordered = spoken.filter { $0.vantage == .tunnel } + spoken.filter { $0.vantage != .tunnel }
        // Dovecot says so after ten seconds; only the first dialogues wait.
        let hostFirst = ordered.filter(\.waitsForAuth) + ordered.filter { !$0.waitsForAuth }
        if let failure = hostFirst.lazy.compactMap({ failure($0, subject) }).first { return failure }
        let greeted = spoken.filter { $0.talk?.greeting != nil }
        if let first = greeted.first {
            let services = MailService.allCases.filter(Set(greeted.map(\.service)).contains)
            let names = services.compactMap { service in greeted.first { $0.service == service } }
                .map { "\($0.service.rawValue) \($0.port)" }.joined(separator: ", ")
            return .pass("greeted by \(names)", from: first.vantage)
        }
        if reached.isEmpty, !subject.parameters.looksOutside {
            return .skipped("no connection was asked for (--no-outside)", from: .outside)
        }
        if let dialogue = subject.dialogues.first(where: { $0.reach == .connected && subject.expectsProxyHeader($0) }) {
            throw MissingFact(HostFacts.wantsProxyHeader(dialogue))
        }
        throw MissingFact("no service could be reached for its greeting")
    }

    private func failure(_ dialogue: Dialogue, _ subject: HostFacts) -> Judgement? {
        guard let talk = dialogue.talk, talk.ending != .cancelled else { return nil }
        var name = "\(dialogue.service.rawValue) \(dialogue.port)"
        if dialogue.vantage == .outside, subject.greets(dialogue.service, from: .tunnel) {
            name += " at \(dialogue.address) (through SSH it greets: another machine answers, or something in front)"
        }
        if let greeting = talk.greeting {
            // A notice before it is no fault: this connection may have started the auth process.
            if ["* OK", "* PREAUTH", "+OK"].contains(where: greeting.hasPrefix) { return nil }
            return failure(name, "it greets with `\(greeting.prefix(120))`", dialogue)
        }
        if dialogue.waitsForAuth {
            return failure(name, "its login process cannot reach the auth process", dialogue)
        }
        if isLostOnTheWay(dialogue, subject) { return lost(dialogue, subject) }
        switch talk.ending {
        case .closed: return failure(name, "it closes the connection without a greeting", dialogue)
        case .timedOut: return failure(name, "it accepts the connection and never greets", dialogue)
        case .bye: return failure(name, "it says BYE: \(talk.reply?.text ?? "")", dialogue)
        case .garbled: return failure(name, "it speaks another protocol", dialogue)
        default: return nil
        }
    }

    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool {
        other.breaks != .listeners || own.isOfSameListener(as: other)
    }
}

extension HostFacts {
    /// Whether it went to a listener that only a balancer can talk to.
    func expectsProxyHeader(_ dialogue: Dialogue) -> Bool {
        front == nil && ((try? promised()) ?? []).contains { $0.port == dialogue.port && $0.expectsProxyHeader }
    }

    static func wantsProxyHeader(_ dialogue: Dialogue) -> String {
        "\(dialogue.service.rawValue) \(dialogue.port) waits for the PROXY header of a balancer (haproxy = yes), which clients"
            + " and dovesweep do not send: set dovesweep_public_address to the balancer, or haproxy = no if there is none"
    }
}

extension Dialogue {
    fileprivate var waitsForAuth: Bool {
        talk.map { talk in
            talk.greeting == nil && talk.notices.contains { $0.contains("Waiting for authentication process") }
        } ?? false
    }
}

extension PortsGreeting {
    /// A listener that expects a PROXY header closes connections from untrusted networks.
    private func untrusted(_ subject: HostFacts) -> Judgement? {
        guard let settings = try? subject.settings(), settings.list("haproxy_trusted_networks").isEmpty,
            !subject.isUnloaded, let promised = try? subject.promised()
        else { return nil }
        let wanted = subject.host.services
        let listener = promised.first { $0.expectsProxyHeader && (wanted.isEmpty || wanted.contains($0.service)) }
        guard let listener else { return nil }
        let name = "\(listener.service.rawValue) \(listener.port)"
        return .fail(
            "\(name) expects a PROXY header (haproxy = yes), and haproxy_trusted_networks is empty: every"
                + " connection is refused",
            signature: "\(name) untrusted",
            evidence: [Finding.Excerpt(probe: "config.settings", excerpt: "haproxy_trusted_networks =")],
            remedy: [
                .note(
                    """
                    Set haproxy_trusted_networks to the balancer's addresses, such as 192.0.2.10/32, or set \
                    haproxy = no in that inet_listener if clients connect directly.
                    """), .reload,
            ])
    }

    /// Whether only the path from outside keeps the answers of TLS back.
    private func isLostOnTheWay(_ dialogue: Dialogue, _ subject: HostFacts) -> Bool {
        dialogue.vantage == .outside && dialogue.service.isImplicitTLS && dialogue.tls == nil
            && dialogue.talk?.ending == .timedOut && subject.greets(dialogue.service, from: .tunnel)
    }

    /// The first large packet of a connection is the server's answer in the TLS handshake.
    private func lost(_ dialogue: Dialogue, _ subject: HostFacts) -> Judgement {
        let name = "\(dialogue.service.rawValue) \(dialogue.port) at \(dialogue.address)"
        let greetsByPlain = subject.dialogues(from: .outside).contains {
            $0.address == dialogue.address && !$0.service.isImplicitTLS && $0.talk?.greeting != nil
        }
        return .fail(
            "\(name): the connection opens, and the TLS handshake gets no answer; through SSH it succeeds"
                + (greetsByPlain ? ": small packets arrive from outside, and large ones do not" : ""),
            signature: "\(dialogue.service.rawValue) \(dialogue.port) lost", from: .outside,
            evidence: dialogue.excerpt(),
            remedy: [
                .note(
                    """
                    Test the way from a client with ping -M do -s 1400 \(dialogue.address). If large packets are lost, \
                    lower the MTU or clamp the MSS of the tunnel between, or let the ICMP messages through that say \
                    that a packet is too big.
                    """),
                .note("A rule of the host may drop them by their length, and a firewall between may hold TLS back:"),
                .run("nft list ruleset | grep -nE 'length|mtu'"),
            ])
    }

    private func failure(_ name: String, _ what: String, _ dialogue: Dialogue) -> Judgement {
        var judgement = Judgement.fail(
            "\(name): \(what)", signature: "\(name) \(dialogue.talk?.ending.rawValue ?? "")", from: dialogue.vantage,
            evidence: dialogue.excerpt(),
            remedy: [.note("The log of the login process gives the reason."), .showErrors, .restart])
        judgement.leavesReasonToLog = true
        return judgement
    }

    var explanation: Explanation {
        Explanation(
            title: "Does each port greet as IMAP or POP3?",
            why:
                "Clients cannot use a port that is bound and does not greet: the login process dies, or cannot reach the"
                + " auth process.",
            byHand: "nc HOST 143; openssl s_client -connect HOST:993",
            thresholds: "Fails where no greeting has come within 12 seconds through SSH, or within 20 from outside.",
            remedies: [
                "doveadm log errors", "Correct the owner of Dovecot's base_dir, or fix the auth process: see auth.*",
            ],
            references: ["RFC 9051, 7.1", "RFC 1939, 4"])
    }
}

extension HostFacts {
    fileprivate func greets(_ service: MailService, from vantage: Vantage) -> Bool {
        dialogues.contains { $0.vantage == vantage && $0.service == service && $0.talk?.greeting != nil }
    }
}
