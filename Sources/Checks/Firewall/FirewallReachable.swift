import Fleet

struct FirewallReachable: Check {
    let id = "firewall.reachable"
    let vantage = Vantage.outside
    let decides: Condition? = .reachability
    let asks: Set<Condition> = .settings.union([.listeners, .addresses])

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("no IMAP or POP3 is asked of an LMTP host", from: .outside) }
        if !subject.parameters.looksOutside {
            return .skipped("nothing was tried from outside (--no-outside)", from: .outside)
        }
        let outside = subject.dialogues.filter { $0.vantage == .outside && !isLoopbackOnly($0, subject) }
        if outside.isEmpty, let reason = whyNobodyComes(subject) { throw Unjudgeable(reason) }
        guard !outside.isEmpty else { throw Unjudgeable("nothing was tried from outside") }
        let blocked = outside.filter { dialogue in
            dialogue.isTurnedAway && !isUnbound(dialogue, subject)
                && isRequired(dialogue, given: outside.filter { $0.isByIPv6 == dialogue.isByIPv6 }, subject)
        }
        // Which of the others are open is not known: a filtered 143 beside an open 993 is a sound policy.
        if !blocked.isEmpty, subject.wasInterrupted {
            throw Unjudgeable("the run ended before all of it had been tried from outside")
        }
        if !blocked.isEmpty { return try closed(blocked, subject) }
        let isUntried = outside.filter { dialogue in if case .notTried = dialogue.reach { true } else { false } }
        for dialogue in outside where isUntried.count == outside.count || !dialogue.isByIPv6 {
            if case .notTried(let reason) = dialogue.reach { throw Unjudgeable(reason) }
            if case .nameNotFound(let reason) = dialogue.reach {
                throw Unjudgeable("its public name does not resolve: \(reason)")
            }
        }
        return try open(outside, isUntried)
    }

    private func open(_ outside: [Dialogue], _ untried: [Dialogue]) throws(Unjudgeable) -> Judgement {
        let open = outside.filter { $0.reach == .connected }
        let names = open.filter { dialogue in
            !open.contains { $0.service == dialogue.service && $0.talk != nil && dialogue.talk == nil }
        }
        guard !open.isEmpty else { throw Unjudgeable("no service could be tried from outside") }
        var summary =
            "reachable from outside: " + names.map { "\($0.service.rawValue) \($0.port)" }.joined(separator: ", ")
        if open.contains(where: \.isByIPv6), open.contains(where: { !$0.isByIPv6 }) { summary += ", by IPv4 and IPv6" }
        if case .notTried(let reason)? = untried.first?.reach {
            summary += "; \(untried[0].address) was not tried: \(reason)"
        }
        return .pass(summary, from: .outside)
    }

    /// What is not bound for a family of addresses is no matter of the firewall.
    private func isUnbound(_ dialogue: Dialogue, _ subject: Subject) -> Bool {
        subject.front == nil && subject.isUnbound(dialogue.port, byIPv6: dialogue.isByIPv6)
    }

    /// What the inventory requires must be open. Else a filtered 143 beside an open 993 is a sound policy, and so is a
    /// filtered POP3 beside an open IMAP: what counts is that the protocol that clients use gets through.
    private func isRequired(_ dialogue: Dialogue, given all: [Dialogue], _ subject: Subject) -> Bool {
        if !subject.host.services.isEmpty { return subject.host.services.contains(dialogue.service) }
        let open = Set(all.filter { $0.reach == .connected }.map(\.service))
        switch dialogue.service {
        case .imaps: return (try? subject.promised().contains { $0.service == .imaps }) ?? true
        case .imap: return !open.contains(.imaps)
        case .pop3: return open.isEmpty
        // Where POP3 is open, POP3 under TLS must be open too.
        case .pop3s: return open.isEmpty || open.contains(.pop3)
        }
    }

    private func isLoopbackOnly(_ dialogue: Dialogue, _ subject: Subject) -> Bool {
        subject.front == nil
            && ((try? subject.promised()) ?? []).contains { $0.service == dialogue.service && $0.isLoopbackOnly }
    }

    func isExplained(_ own: Judged, by other: Judged, among all: [Judged]) -> Bool {
        other.breaks != .listeners || other.reason == .ownNetwork || own.isOfSameListener(as: other)
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
    private func closed(_ blocked: [Dialogue], _ subject: Subject) throws(Unjudgeable) -> Judgement {
        let ports = blocked.map { "\($0.service.rawValue) \($0.port)\($0.isByIPv6 ? " IPv6" : "")" }
        let what = blocked.map { "\($0.service.rawValue) \($0.port) \(how($0.reach))" }.joined(separator: ", ")
        if (try? subject.promised()) == nil {
            throw Unjudgeable("from outside \(what), and whether anything listens inside is not known")
        }
        let (blockers, unread) = blockers(of: blocked, subject)
        let remedy = FirewallRemedy(
            blocker: blockers.lazy.compactMap(\.self).first, ports: blocked.map(\.port.number).uniqued,
            client: subject.clientAddress)
        let isBan = remedy.client != nil && blockers.allSatisfy { $0?.isOfSource == true && $0?.isCertain == true }
        let summary = "from outside \(what) at \(blocked[0].address)\(why(remedy.blocker, isBan, unread))"
        let evidence = blocked.flatMap { $0.excerpt() } + excerpt(remedy.blocker)
        if isBan {
            return Judgement(
                verdict: .unknown, vantage: .outside, summary: summary, evidence: evidence, remedy: remedy.steps)
        }
        return .fail(
            summary, signature: ports.joined(separator: " "), from: .outside, evidence: evidence, remedy: remedy.steps)
    }

    /// What keeps clients out of each, and why the host's rules do not tell.
    private func blockers(
        of blocked: [Dialogue], _ subject: Subject
    ) -> (blockers: [PacketFilter.Blocker?], unread: String?) {
        var unread: String?
        let blockers = blocked.map { dialogue -> PacketFilter.Blocker? in
            do throws(Unjudgeable) {
                return try subject.blocker(of: dialogue.port, isIPv6: dialogue.isByIPv6)
            } catch {
                unread = unread ?? error.reason
                return nil
            }
        }
        return (blockers, unread)
    }

    /// The network that a rule names; nil for one address.
    private static func network(in rule: String) -> Substring? {
        words(of: rule[...]).first { word in
            guard let (address, length) = word.cut(at: "/"), let bits = number(length, in: 0...128) else {
                return false
            }
            return address.contains(":") ? bits < 128 : address.contains(".") && bits < 32
        }
    }

    private func why(_ blocker: PacketFilter.Blocker?, _ isBan: Bool, _ unread: String?) -> String {
        guard let blocker else {
            if let unread { return " (the host's rules could not be read: \(unread))" }
            return ": no rule of the host's own does it, so what stands in front of it does"
        }
        let rule = "\(blocker.chain.words): \(blocker.words)"
        if isBan, let network = Self.network(in: rule) {
            return
                ": the host keeps out \(network), in which this coordinator is (\(rule)); others may well get through"
        }
        if isBan { return ": the host has banned this coordinator alone (\(rule)), and clients may well get through" }
        return blocker.isCertain ? ": \(rule)" : Self.doubt + rule
    }

    private static let doubt = ": likely by "

    /// Whether a rule of the host's own certainly does what was found.
    static func isHostsOwn(_ finding: Finding) -> Bool {
        finding.evidence.contains { $0.probe.hasPrefix("firewall.") } && !finding.summary.contains(doubt)
    }

    private func excerpt(_ blocker: PacketFilter.Blocker?) -> [Finding.Excerpt] {
        guard let blocker else { return [] }
        return [
            Finding.Excerpt(
                probe: "firewall.\(blocker.chain.tool.rawValue)", excerpt: "\(blocker.chain.words)\n\(blocker.words)")
        ]
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
                "Rules are evidence, a connection is proof: rules of nftables are invisible to iptables, and the filter may"
                + " be the provider's. A connection from the host to itself passes any firewall. Each family of addresses"
                + " that the host's name leads to is tried, since clients try IPv6 first. A coordinator that fail2ban has"
                + " banned sees what no client sees: that is said, and blames nobody.",
            byHand: "nc -4zv HOST 993; nc -6zv HOST 993   # from another network; then on the host: nft list ruleset",
            thresholds: "A port that has not answered within 5 seconds counts as closed.",
            remedies: [
                "Allow the port in nftables, iptables, ufw, firewalld, and the provider's filter.",
                "fail2ban-client unban ADDRESS, and ignoreip for the coordinator.",
            ],
            references: ["nft(8)", "iptables-save(8)", "fail2ban-client(1)", "RFC 8305"])
    }
}

extension Dialogue {
    /// Whether no connection came about.
    var isTurnedAway: Bool {
        switch reach {
        case .refused, .timedOut, .unreachable: true
        case .connected, .nameNotFound, .notTried: false
        }
    }

    /// Whether it went to an address of IPv6.
    var isByIPv6: Bool { address.contains(":") }
}

extension Array where Element: Hashable {
    fileprivate var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
