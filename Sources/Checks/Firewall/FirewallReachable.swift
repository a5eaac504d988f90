import Fleet

struct FirewallReachable: Check {
    let id = "firewall.reachable"
    let vantage = Vantage.outside
    let decides: Condition? = .reachability
    let asks: Set<Condition> = .settings.union([.listeners, .addresses])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("an LMTP host needs no IMAP or POP3", from: .outside) }
        if !subject.parameters.looksOutside {
            return .skipped("nothing was tried from outside (--no-outside)", from: .outside)
        }
        let outside = subject.dialogues.filter { $0.vantage == .outside && !isLoopbackOnly($0, subject) }
        if outside.isEmpty, let reason = whyNobodyComes(subject) { throw MissingFact(reason) }
        guard !outside.isEmpty else { throw MissingFact("nothing was tried from outside") }
        let blocked = outside.filter { dialogue in
            dialogue.isTurnedAway && !isUnbound(dialogue, subject)
                && isRequired(dialogue, given: outside.filter { $0.isByIPv6 == dialogue.isByIPv6 }, subject)
        }
        // An untried port may be open, which makes a closed one sound.
        if !blocked.isEmpty, subject.wasInterrupted {
            throw MissingFact("the run ended before all ports were tried from outside")
        }
        if !blocked.isEmpty { return try closed(blocked, subject) }
        let isUntried = outside.filter { dialogue in if case .notTried = dialogue.reach { true } else { false } }
        for dialogue in outside where isUntried.count == outside.count || !dialogue.isByIPv6 {
            if case .notTried(let reason) = dialogue.reach { throw MissingFact(reason) }
            if case .nameNotFound(let reason) = dialogue.reach {
                throw MissingFact("its public name does not resolve: \(reason)")
            }
        }
        return try open(outside, isUntried, outside.filter { $0.isTurnedAway && !isUnbound($0, subject) })
    }

    private func open(
        _ outside: [Dialogue], _ untried: [Dialogue], _ shut: [Dialogue]
    ) throws(MissingFact) -> Judgement {
        let open = outside.filter { $0.reach == .connected }
        let names = open.filter { dialogue in
            !open.contains { $0.service == dialogue.service && $0.talk != nil && dialogue.talk == nil }
        }
        guard !open.isEmpty else { throw MissingFact("no service could be tried from outside") }
        var summary =
            "reachable from outside: " + names.map { "\($0.service.rawValue) \($0.port)" }.joined(separator: ", ")
        if open.contains(where: \.isByIPv6), open.contains(where: { !$0.isByIPv6 }) { summary += ", by IPv4 and IPv6" }
        if !shut.isEmpty {
            summary +=
                "; not: " + shut.map { "\($0.service.rawValue) \($0.port) \(how($0.reach))" }.joined(separator: ", ")
        }
        if case .notTried(let reason)? = untried.first?.reach {
            summary += "; \(untried[0].address) was not tried: \(reason)"
        }
        return .pass(summary, from: .outside)
    }

    private func isUnbound(_ dialogue: Dialogue, _ subject: HostFacts) -> Bool {
        subject.front == nil
            && (subject.isUnbound(dialogue.port, byIPv6: dialogue.isByIPv6) || subject.isBoundElsewhere(dialogue))
    }

    /// `ports.listening` fails for a service that the inventory requires and the configuration lacks.
    private func isSwitchedOff(_ dialogue: Dialogue, _ subject: HostFacts) -> Bool {
        guard subject.front == nil, subject.host.services.contains(dialogue.service),
            let promised = try? subject.promised()
        else { return false }
        return !promised.contains { $0.service == dialogue.service } && !subject.isHeard(dialogue)
    }

    /// Without a list in the inventory, a filtered 143 beside an open 993 is sound, as is filtered POP3 beside open
    /// IMAP.
    private func isRequired(_ dialogue: Dialogue, given all: [Dialogue], _ subject: HostFacts) -> Bool {
        if !subject.host.services.isEmpty { return subject.host.services.contains(dialogue.service) }
        let open = Set(all.filter { $0.reach == .connected }.map(\.service))
        switch dialogue.service {
        case .imaps: return (try? subject.promised().contains { $0.service == .imaps }) ?? true
        case .imap: return !open.contains(.imaps)
        case .pop3: return open.isEmpty
        case .pop3s: return open.isEmpty || open.contains(.pop3)
        }
    }

    private func isLoopbackOnly(_ dialogue: Dialogue, _ subject: HostFacts) -> Bool {
        subject.front == nil
            && ((try? subject.promised()) ?? []).contains { $0.service == dialogue.service && $0.isLoopbackOnly }
    }

    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool {
        other.breaks != .listeners || other.reason == .ownNetwork || own.isOfSameListener(as: other)
    }
}

extension FirewallReachable {
    /// Behind a balancer, only its address can be tested.
    private func whyNobodyComes(_ subject: HostFacts) -> String? {
        guard let promised = try? subject.promised(), !promised.isEmpty,
            promised.allSatisfy({ $0.isLoopbackOnly || $0.expectsProxyHeader })
        else { return nil }
        return "it listens only on loopback or for a balancer: set dovesweep_public_address to where clients connect"
    }

    /// Throws if the listeners are not known: the firewall may not be at fault.
    private func closed(_ blocked: [Dialogue], _ subject: HostFacts) throws(MissingFact) -> Judgement {
        let ports = blocked.map { "\($0.service.rawValue) \($0.port)\($0.isByIPv6 ? " IPv6" : "")" }
        let what = blocked.map { "\($0.service.rawValue) \($0.port) \(how($0.reach))" }.joined(separator: ", ")
        if (try? subject.promised()) == nil {
            throw MissingFact("from outside \(what), and whether anything listens inside is not known")
        }
        let (paths, unread) = blockers(of: blocked, subject)
        let blockers = paths.flatMap(\.blockers).reduce(into: [PacketFilter.Blocker]()) { all, blocker in
            if !all.contains(where: blocker.isSame) { all.append(blocker) }
        }
        let client = subject.clientAddress
        let isHeard = blocked.contains { subject.isHeard($0) }
        let isBan =
            client != nil
            && paths.allSatisfy { path in
                !path.blockers.isEmpty && path.blockers.allSatisfy { $0.isOfSource && $0.isCertain }
            }
        let summary =
            "from outside \(what) at \(blocked[0].address)" + why(blockers, isBan ? client : nil, unread, isHeard)
        let evidence = blocked.flatMap { $0.excerpt() } + blockers.map(excerpt)
        let free = paths.filter { $0.blockers.isEmpty }.map(\.port.number).uniqued
        var remedies = blockers.map { blocker in
            let ports = paths.filter { $0.blockers.contains(where: blocker.isSame) }.map(\.port.number)
            return FirewallRemedy(blocker: blocker, ports: ports.uniqued, client: client)
        }
        if !free.isEmpty { remedies.append(FirewallRemedy(blocker: nil, ports: free, client: client)) }
        if isBan {
            return Judgement(
                verdict: .unknown, vantage: .outside, summary: summary, evidence: evidence,
                remedy: FirewallRemedy.steps(remedies))
        }
        let isUnheard = blockers.isEmpty && unread == nil && !isHeard
        let steps = isUnheard ? FirewallRemedy.unheard : FirewallRemedy.steps(remedies)
        return .fail(
            summary, signature: ports.joined(separator: " "), from: .outside, evidence: evidence, remedy: steps,
            reason: blocked.allSatisfy { isSwitchedOff($0, subject) } ? .said(.listeners) : nil)
    }

    private func blockers(
        of blocked: [Dialogue], _ subject: HostFacts
    ) -> (paths: [(port: Port, blockers: [PacketFilter.Blocker])], unread: String?) {
        var unread: String?
        let paths = blocked.map { dialogue -> (port: Port, blockers: [PacketFilter.Blocker]) in
            do throws(MissingFact) {
                return (dialogue.port, try subject.blockers(of: dialogue.port, isIPv6: dialogue.isByIPv6))
            } catch {
                unread = unread ?? error.reason
                return (dialogue.port, [])
            }
        }
        return (paths, unread)
    }

    /// The network that a rule names and the client is in; nil for a single address.
    private static func network(in rule: String, of client: String) -> Substring? {
        guard let client = IPAddress(client) else { return nil }
        return words(of: rule[...]).first { word in
            guard let (_, length) = word.cut(at: "/"), let bits = number(length, in: 0...128) else { return false }
            return bits < (client.isIPv6 ? 128 : 32) && AddressRange(word)?.contains(client) == true
        }
    }

    /// `client` is banned.
    private func why(
        _ blockers: [PacketFilter.Blocker], _ client: String?, _ unread: String?, _ isHeard: Bool
    ) -> String {
        guard let blocker = blockers.first else {
            if let unread { return " (the host's rules could not be read: \(unread))" }
            if !isHeard {
                return ": no program on the host listens there; a balancer or forwarding in front of it may have ended"
            }
            return
                ": no rule of nftables or iptables on the host blocks it, so most likely something in front of the host does"
        }
        let rule = blockers.map(\.place).joined(separator: "; then ")
        if let client, let network = Self.network(in: rule, of: client) {
            return
                ": the host blocks \(network), which includes this coordinator (\(rule)); other clients may still connect"
        }
        if client != nil { return ": the host has banned only this coordinator (\(rule)); clients may still connect" }
        return blocker.isCertain ? ": \(rule)" : Self.doubt + rule
    }

    private static let doubt = ": likely by "

    /// Whether a rule of the host itself certainly causes it.
    static func isHostsOwn(_ finding: Finding) -> Bool {
        finding.evidence.contains { $0.probe.hasPrefix("firewall.") } && !finding.summary.contains(doubt)
    }

    private func excerpt(_ blocker: PacketFilter.Blocker) -> Finding.Excerpt {
        Finding.Excerpt(
            probe: "firewall.\(blocker.chain.tool.rawValue)", excerpt: "\(blocker.chain.words)\n\(blocker.words)")
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
            title: "Can clients reach the listeners from outside?",
            why:
                "Only a connection proves it: iptables does not show the rules of nftables, and the provider may filter too."
                + " A connection from the host to itself passes any firewall. Each address family of the host's name is"
                + " tried, since clients try IPv6 first. If fail2ban has banned only the coordinator, the report says so"
                + " and the check does not fail.",
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
    var isTurnedAway: Bool {
        switch reach {
        case .refused, .timedOut, .unreachable: true
        case .connected, .nameNotFound, .notTried: false
        }
    }

    var isByIPv6: Bool { address.contains(":") }
}

extension [Int] {
    fileprivate var uniqued: [Int] {
        reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
