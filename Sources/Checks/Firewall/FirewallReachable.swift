import Fleet

struct FirewallReachable: Check {
    let id = "firewall.reachable"
    let vantage = Vantage.outside

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("no IMAP or POP3 is asked of an LMTP host", from: .outside) }
        if !subject.parameters.looksOutside {
            return .skipped("nothing was tried from outside (--no-outside)", from: .outside)
        }
        let outside = subject.dialogues.filter { $0.vantage == .outside && !isLoopbackOnly($0, subject) }
        if outside.isEmpty, let reason = whyNobodyComes(subject) { throw Unjudgeable(reason) }
        guard !outside.isEmpty else { throw Unjudgeable("nothing was tried from outside") }
        let blocked = outside.filter { isBlocked($0) && isRequired($0, given: outside, subject) }
        if !blocked.isEmpty { return try failure(blocked, subject) }
        for dialogue in outside {
            if case .notTried(let reason) = dialogue.reach { throw Unjudgeable(reason) }
            if case .nameNotFound(let reason) = dialogue.reach {
                throw Unjudgeable("its public name does not resolve: \(reason)")
            }
        }
        let open = outside.filter { $0.reach == .connected }.map { "\($0.service.rawValue) \($0.port)" }
        guard !open.isEmpty else { throw Unjudgeable("no service could be tried from outside") }
        return .pass("reachable from outside: \(open.joined(separator: ", "))", from: .outside)
    }

    private func isBlocked(_ dialogue: Dialogue) -> Bool {
        switch dialogue.reach {
        case .refused, .timedOut, .unreachable: true
        case .connected, .nameNotFound, .notTried: false
        }
    }

    /// What the inventory requires must be open. Else a filtered 143 beside an open 993 is a sound policy, and so is a
    /// filtered POP3 beside an open IMAP: what counts is that the protocol that clients use gets through.
    private func isRequired(_ dialogue: Dialogue, given all: [Dialogue], _ subject: Subject) -> Bool {
        if !subject.host.services.isEmpty { return subject.host.services.contains(dialogue.service) }
        let open = Set(all.filter { $0.reach == .connected }.map(\.service))
        switch dialogue.service {
        case .imaps: return (try? subject.promised().contains { $0.service == .imaps }) ?? true
        case .imap: return !open.contains(.imaps)
        case .pop3, .pop3s: return open.isEmpty
        }
    }

    private func isLoopbackOnly(_ dialogue: Dialogue, _ subject: Subject) -> Bool {
        !subject.host.hasFront
            && ((try? subject.promised()) ?? []).contains { $0.service == dialogue.service && $0.isLoopbackOnly }
    }
}

extension FirewallReachable {
    /// Where every listener is for a proxy or a balancer, only by way of that can anything be said.
    private func whyNobodyComes(_ subject: Subject) -> String? {
        guard let promised = try? subject.promised(), !promised.isEmpty,
            promised.allSatisfy({ $0.isLoopbackOnly || $0.expectsProxyHeader })
        else { return nil }
        return "it listens only on loopback or for a balancer: name in dovesweep_public_address where clients connect"
    }

    /// A port that is closed is the firewall's fault only where something listens behind it: of a host that could not be
    /// looked into nobody knows.
    private func failure(_ blocked: [Dialogue], _ subject: Subject) throws(Unjudgeable) -> Judgement {
        let ports = blocked.map { "\($0.service.rawValue) \($0.port)" }
        let summary = blocked.map { "\($0.service.rawValue) \($0.port) \(how($0.reach))" }.joined(separator: ", ")
        if (try? subject.promised()) == nil {
            throw Unjudgeable("from outside \(summary), and whether anything listens inside is not known")
        }
        let numbers = blocked.map { String($0.port) }.joined(separator: ", ")
        return .fail(
            "from outside \(summary) at \(blocked[0].address)", signature: ports.joined(separator: " "), from: .outside,
            evidence: blocked.flatMap { $0.excerpt() },
            remedy: "nft list ruleset; iptables-save   # find the rule that drops or rejects tcp port \(numbers)\n"
                + "Allow tcp port \(numbers) there, and in the provider's or cloud's filter in front of the host.")
    }

    private func how(_ reach: Dialogue.Reach) -> String {
        switch reach {
        case .refused: "is refused"
        case .unreachable(let words): "cannot be reached (\(words))"
        default: "gets no answer"
        }
    }

    var explanation: Explanation {
        Explanation(
            title: "Can what listens inside be reached from outside?",
            why:
                "Rules are evidence, a connection is proof: rules of nftables are invisible to iptables,"
                + " and the filter may "
                + "be the provider's. A connection from the host to itself passes any firewall.",
            byHand: "nc -zv HOST 993   # from another network",
            remedies: ["Allow the port in nftables, iptables, ufw, firewalld, and the provider's filter."],
            references: ["nft(8)", "iptables-save(8)"])
    }
}
