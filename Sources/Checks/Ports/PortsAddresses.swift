import Fleet

struct PortsAddresses: Check {
    let id = "ports.addresses"
    let decides: Condition? = .addresses

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("no IMAP or POP3 is asked of an LMTP host") }
        let promised = try subject.promised().filter { listener in
            subject.host.services.isEmpty || subject.host.services.contains(listener.service)
        }
        guard !promised.isEmpty else { return .skipped("no listener is promised") }
        if let front = subject.front {
            return .skipped("clients come to \(front), which may reach the host by any address")
        }
        let lonely = promised.filter { isLoopbackOnly($0, subject) }
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
        let addresses = Set(promised.filter { !$0.isLoopbackOnly }.flatMap(\.addresses)).sorted()
        return .pass("bound to \(addresses.joined(separator: ", "))")
    }

    /// Clients find an address of IPv6 for the host, and nobody listens there.
    private func unboundByIPv6(_ promised: [Listener], _ subject: Subject) -> Listener? {
        guard subject.dialogues.contains(where: { $0.vantage == .outside && $0.isByIPv6 && $0.reach == .refused })
        else { return nil }
        return promised.first { subject.isUnbound($0.port, byIPv6: true) }
    }

    /// nil where clients come by IPv6 alone, or are let in by IPv4 all the same.
    private func onlyIPv6(_ listener: Listener, _ subject: Subject) -> Judgement? {
        let tried = subject.dialogues(from: .outside).filter { $0.service == listener.service }
        let byIPv4 = tried.filter { !$0.isByIPv6 }
        if byIPv4.contains(where: { $0.reach == .connected }) { return nil }
        if byIPv4.contains(where: \.isTurnedAway) { return deaf(listener, .fail, subject) }
        return tried.isEmpty && !subject.host.address.contains(":") ? deaf(listener, .warn, subject) : nil
    }
}

extension PortsAddresses {
    /// By its addresses, or as it is bound: a name may lead to 127.0.1.1.
    private func isLoopbackOnly(_ listener: Listener, _ subject: Subject) -> Bool {
        if listener.isLoopbackOnly { return true }
        let bound = ((try? subject.sockets()) ?? []).filter { $0.port == listener.port }
        return !bound.isEmpty && bound.allSatisfy(\.isLoopback)
    }

    private func deaf(_ listener: Listener, _ verdict: Verdict, _ subject: Subject) -> Judgement {
        let name = "\(listener.service.rawValue) \(listener.port)"
        return Judgement(
            verdict: verdict,
            summary: "\(name) listens on \(listener.addresses.joined(separator: ", ")) alone: clients that come by IPv4"
                + " find nothing",
            signature: "\(name) IPv4", evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [
                .note(
                    """
                    Set \(setting: "listen = *, ::"): Dovecot binds \(setting: "::") for IPv6 alone, whatever \
                    net.ipv6.bindv6only says.
                    """), .restart,
            ])
    }

    private func loopback(_ promised: [Listener], _ subject: Subject) -> Judgement {
        let ports = promised.map { "\($0.service.rawValue) \($0.port)" }.joined(separator: ", ")
        let bound = ((try? subject.sockets()) ?? []).filter { $0.isLoopback && promised.map(\.port).contains($0.port) }
        let written = Set(promised.flatMap(\.addresses)).sorted().joined(separator: ", ")
        let actual = Set(bound.map(\.address)).sorted().joined(separator: ", ")
        let addresses = actual.isEmpty || actual == written ? written : "\(written) (\(actual))"
        return .fail(
            "bound to loopback alone (\(addresses)): \(ports); nobody but the host itself gets in",
            signature: "loopback",
            evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [
                .note(
                    """
                    Set \(setting: "listen = *, ::") and take \(subject.is24 ? "listen" : "address") out of the \
                    inet_listener sections.
                    """), .restart,
                .note("If a proxy or a balancer takes clients there, name its address in dovesweep_public_address."),
            ])
    }

    private func onlyIPv4(_ listener: Listener, _ subject: Subject) -> Judgement {
        .warn(
            "the host's name leads to IPv6 too, and \(listener.service.rawValue) \(listener.port) does not listen there:"
                + " clients try it first",
            signature: "\(listener.service.rawValue) IPv6", evidence: subject.excerpt("sockets", "ss", lines: 12),
            remedy: [.note("Set \(setting: "listen = *, ::"), or take the AAAA record out of DNS."), .restart])
    }

    var explanation: Explanation {
        Explanation(
            title: "Do the listeners listen where clients come?",
            why: "Bound to 127.0.0.1 alone everything works on the host, and nothing from elsewhere, which looks like a"
                + " firewall and is none. A name with an AAAA record sends clients to IPv6 first.",
            byHand: "doveconf listen service/imap-login; ss -tln",
            remedies: ["listen = *, ::", "dovesweep_public_address, where something in front takes clients there."],
            references: ["https://doc.dovecot.org/2.4.1/core/summaries/settings.html#listen"])
    }
}
