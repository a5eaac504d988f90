import Fleet

struct PortsAddresses: Check {
    let id = "ports.addresses"
    let decides: Condition? = .addresses

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("an LMTP host needs no IMAP or POP3") }
        let promised = try subject.promised().filter { listener in
            subject.host.services.isEmpty || subject.host.services.contains(listener.service)
        }
        guard !promised.isEmpty else { return .skipped("the configuration defines no listener") }
        if let front = subject.front {
            return .skipped("clients connect to \(front), which may reach the host at any address")
        }
        let lonely = promised.filter { isLoopbackOnly($0, subject) }
        if let listener = lonely.first(where: \.expectsProxyHeader), lonely.count == promised.count {
            return withoutBalancer(listener, subject)
        }
        if lonely.count == promised.count { return loopback(promised, subject) }
        let hidden = lonely.filter { listener in
            listener.service.isImplicitTLS
                && !promised.contains { $0.service == listener.service && !lonely.contains($0) }
        }
        if !hidden.isEmpty { return loopback(hidden, subject) }
        if let listener = promised.first(where: { $0.isIPv6Only && !$0.isLoopbackOnly }) {
            if let judged = onlyIPv6(listener, subject) { return judged }
        }
        if let listener = unboundByIPv6(promised, subject) { return onlyIPv4(listener, subject) }
        if let judged = elsewhere(promised, subject) { return judged }
        let addresses = Set(promised.filter { !$0.isLoopbackOnly }.flatMap(\.addresses)).sorted()
        return .pass("bound to \(addresses.joined(separator: ", "))")
    }

    private func unboundByIPv6(_ promised: [Listener], _ subject: HostFacts) -> Listener? {
        guard subject.dialogues.contains(where: { $0.vantage == .outside && $0.isByIPv6 && $0.reach == .refused })
        else { return nil }
        return promised.first { subject.isUnbound($0.port, byIPv6: true) }
    }

    /// As after a move: `listen` names an address of the host, and clients connect to another.
    private func elsewhere(_ promised: [Listener], _ subject: HostFacts) -> Judgement? {
        let services = promised.map(\.service)
        let refused = subject.dialogues(from: .outside).filter {
            services.contains($0.service) && subject.isBoundElsewhere($0)
        }
        // Where one service answers, others may be meant for another address.
        guard let first = refused.first,
            !subject.dialogues(from: .outside).contains(where: {
                $0.reach == .connected && $0.address == first.address
            })
        else { return nil }
        let ports = refused.filter { $0.address == first.address }.map { "\($0.service.rawValue) \($0.port)" }
        let bound = Set(promised.flatMap(\.addresses)).sorted().joined(separator: ", ")
        return .fail(
            "clients connect to \(first.address), an address of this host where nothing listens: "
                + "\(ports.joined(separator: ", ")) \(ports.count == 1 ? "listens" : "listen") on \(bound)",
            signature: "elsewhere", evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [
                .note("Set \(setting: "listen = *, ::"), or add \(first.address) to the addresses in listen."),
                subject.showListen, .restart,
                .note("If clients connect to another address, set it in dovesweep_public_address."),
            ])
    }

    /// nil if clients get in by IPv4, or use only IPv6.
    private func onlyIPv6(_ listener: Listener, _ subject: HostFacts) -> Judgement? {
        let tried = subject.dialogues(from: .outside).filter { $0.service == listener.service }
        let byIPv4 = tried.filter { !$0.isByIPv6 }
        if byIPv4.contains(where: { $0.reach == .connected }) { return nil }
        if byIPv4.contains(where: \.isTurnedAway) { return deaf(listener, .fail, subject) }
        return tried.isEmpty && !subject.host.address.contains(":") ? deaf(listener, .warn, subject) : nil
    }
}

extension PortsAddresses {
    /// A name may resolve to 127.0.1.1, so sockets count too.
    private func isLoopbackOnly(_ listener: Listener, _ subject: HostFacts) -> Bool {
        if listener.isLoopbackOnly { return true }
        let bound = ((try? subject.sockets()) ?? []).filter { $0.port == listener.port }
        return !bound.isEmpty && bound.allSatisfy(\.isLoopback)
    }

    private func deaf(_ listener: Listener, _ verdict: Verdict, _ subject: HostFacts) -> Judgement {
        let name = "\(listener.service.rawValue) \(listener.port)"
        return Judgement(
            verdict: verdict,
            summary: "\(name) listens only on \(listener.addresses.joined(separator: ", ")): clients cannot"
                + " connect over IPv4",
            signature: "\(name) IPv4", evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [
                .note(
                    """
                    Set \(setting: "listen = *, ::"): Dovecot binds \(setting: "::") for IPv6 only, whatever \
                    the value of net.ipv6.bindv6only.
                    """), subject.showListen, .restart,
            ])
    }

    /// A balancer on this host should have the port of clients.
    private func withoutBalancer(_ listener: Listener, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(listener.service.rawValue) \(listener.port) waits for a balancer on this host (haproxy = yes, and bound to"
                + " loopback only), and no program listens for clients",
            signature: "balancer", evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [
                .run("ss -tlnp"),
                .note("Start the balancer, such as HAProxy, and see why it stopped."),
                .note(
                    """
                    If clients should connect to Dovecot itself, remove haproxy = yes and the address from the inet_listener. \
                    If they connect elsewhere, set dovesweep_public_address.
                    """),
            ])
    }

    private func loopback(_ promised: [Listener], _ subject: HostFacts) -> Judgement {
        let ports = promised.map { "\($0.service.rawValue) \($0.port)" }.joined(separator: ", ")
        let bound = ((try? subject.sockets()) ?? []).filter { $0.isLoopback && promised.map(\.port).contains($0.port) }
        let written = Set(promised.flatMap(\.addresses)).sorted().joined(separator: ", ")
        let actual = Set(bound.map(\.address)).sorted().joined(separator: ", ")
        let addresses = actual.isEmpty || actual == written ? written : "\(written) (\(actual))"
        return .fail(
            "bound to loopback only (\(addresses)): \(ports); only the host itself can connect",
            signature: "loopback",
            evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [
                .note(
                    """
                    Set \(setting: "listen = *, ::") and remove \(subject.is24 ? "listen" : "address") from the \
                    inet_listener sections.
                    """), subject.showListen, .restart,
                .note("If clients connect through a proxy or a balancer, set its address in dovesweep_public_address."),
            ])
    }

    private func onlyIPv4(_ listener: Listener, _ subject: HostFacts) -> Judgement {
        let name = "\(listener.service.rawValue) \(listener.port)"
        let isOnlyWay = subject.dialogues.allSatisfy { $0.vantage != .outside || $0.isByIPv6 }
        return Judgement(
            verdict: isOnlyWay ? .fail : .warn,
            summary: isOnlyWay
                ? "\(name) does not listen on IPv6, and clients have only an IPv6 address to connect to"
                : "the host's name has an IPv6 address, and \(name) does not listen on IPv6: clients try IPv6 first",
            signature: "\(listener.service.rawValue) IPv6", evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [
                .note(
                    "Set \(setting: "listen = *, ::"), or \(isOnlyWay ? "add an A record to" : "remove the AAAA record from") DNS."
                ), subject.showListen, .restart,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Do the listeners listen on the addresses that clients use?",
            why:
                "If Dovecot is bound only to 127.0.0.1, everything works on the host and nothing from elsewhere. It looks"
                + " like a firewall and is not. If a name has an AAAA record, clients try IPv6 first.",
            byHand: "doveconf listen service/imap-login; ss -tln",
            remedies: ["listen = *, ::", "dovesweep_public_address, if clients connect to a proxy or a balancer."],
            references: ["https://doc.dovecot.org/2.4.1/core/summaries/settings.html#listen"])
    }
}

extension HostFacts {
    /// Where the addresses are set.
    fileprivate var showListen: Advice.Step { .run("grep -rnE '^ *(listen|address) *=' \(settingsDirectory)") }
}
