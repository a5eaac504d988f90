import Fleet

struct TLSHandshake: Check {
    let id = "tls.handshake"
    let vantage = Vantage.outside
    let decides: Condition? = .tls
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .settings.union([.socketPermissions, .listeners, .addresses, .greeting, .reachability])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        let begun = subject.dialogues.compactMap { dialogue in dialogue.tls.map { (dialogue: dialogue, tls: $0) } }
            .filter { $0.dialogue.talk?.ending != .cancelled }
        let isForBalancer = { (dialogue: Dialogue) in subject.expectsProxyHeader(dialogue) }
        let broken = begun.filter { $0.tls.failure != nil && !isForBalancer($0.dialogue) }
        // A failure through SSH is the host's own.
        if let first = broken.first(where: { $0.dialogue.vantage == .tunnel }) ?? broken.first {
            let isOursAlone = begun.contains {
                $0.dialogue.vantage == .tunnel && $0.dialogue.service == first.dialogue.service
                    && $0.tls.failure == nil
            }
            let words = first.tls.failure ?? ""
            if words == Dialogue.TLS.hungUp, let judged = headerUnread(first.dialogue, subject) { return judged }
            return isOursAlone ? between(first.dialogue, words) : failure(first.dialogue, words, subject)
        }
        let answered = begun.filter { $0.tls.failure == nil }
        let unheard = begun.first { one in
            isForBalancer(one.dialogue) && one.tls.failure != nil
                && !answered.contains { $0.dialogue.service == one.dialogue.service }
        }
        if let unheard {
            throw MissingFact(HostFacts.wantsProxyHeader(unheard.dialogue))
        }
        guard let first = answered.first, let version = first.tls.version else {
            if !subject.parameters.looksOutside {
                return .skipped("no handshake was asked for (--no-outside)", from: .outside)
            }
            throw MissingFact("no handshake could be tried")
        }
        if let old = begun.first(where: { isOld($0.tls.version ?? "") }) {
            return oldProtocol(old.dialogue, old.tls.version ?? "")
        }
        if let minimum = (try? subject.settings())?["ssl_min_protocol"], isOld(minimum) {
            return lowMinimum(minimum, subject)
        }
        let names = begun.map { "\($0.dialogue.service.rawValue) (\($0.dialogue.vantage.rawValue))" }
        return .pass("\(version): \(names.joined(separator: ", "))", from: first.dialogue.vantage)
    }

    /// Without an auth process, login processes hang up even in a handshake. A handshake that the server answered
    /// failed by itself.
    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool {
        switch other.breaks {
        case .mechanisms, .backends: own.reason == .hungUp
        default: true
        }
    }

    /// RFC 8996 deprecates all below TLS 1.2.
    private func isOld(_ version: String) -> Bool { ["SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"].contains(version) }
}

extension TLSHandshake {
    /// Balancers send a PROXY header before the handshake, which a listener without `haproxy = yes` takes for it.
    private func headerUnread(_ dialogue: Dialogue, _ subject: HostFacts) -> Judgement? {
        guard let settings = try? subject.settings(), !settings.list("haproxy_trusted_networks").isEmpty,
            let promised = try? subject.promised(), !promised.contains(where: \.expectsProxyHeader)
        else { return nil }
        // A balancer on the host itself has the port of clients.
        let holders = ((try? subject.sockets()) ?? []).filter { $0.port == dialogue.port }
        let isBalanced = !holders.isEmpty && holders.allSatisfy { $0.isDovecots == false }
        guard
            let listener = promised.first(where: { $0.port == dialogue.port })
                ?? promised.first(where: { isBalanced && $0.service == dialogue.service })
        else { return nil }
        let name = "\(dialogue.service.rawValue) \(dialogue.port)"
        return .fail(
            "\(name) at \(dialogue.address): the TLS handshake fails: haproxy_trusted_networks is set, and the listener"
                + " has no haproxy = yes: it takes a balancer\u{2019}s PROXY header for the handshake",
            signature: "\(name) PROXY", from: dialogue.vantage, evidence: dialogue.excerpt(),
            remedy: [
                .note(
                    """
                    Set haproxy = yes in the inet_listener with port \(listener.port), if the balancer connects to it. If it sends no PROXY header, look for another protocol or machine at that address.
                    """), .restart,
            ])
    }

    private func failure(_ dialogue: Dialogue, _ words: String, _ subject: HostFacts) -> Judgement {
        let name = "\(dialogue.service.rawValue) \(dialogue.port)"
        let logged = (try? subject.logLines())?.last { $0.text.contains("SSL") }
        let evidence =
            logged.map { [Finding.Excerpt(probe: "logs.errors", excerpt: String($0.text.prefix(300)))] } ?? []
        var judgement = Judgement.fail(
            "\(name): the TLS handshake fails: \(words)", signature: name, from: dialogue.vantage,
            evidence: dialogue.excerpt() + evidence,
            remedy: [
                .note("The log names what Dovecot could not load."), .run("doveadm log errors | grep SSL"),
                .note(
                    """
                    Correct the certificate, the key or \
                    \(subject.is24 ? "ssl_min_protocol and ssl_cipher_list" : "ssl_min_protocol").
                    """), .restart,
            ], reason: words == Dialogue.TLS.hungUp ? .hungUp : nil)
        judgement.leavesReasonToLog = true
        return judgement
    }

    private func between(_ dialogue: Dialogue, _ words: String) -> Judgement {
        let name = "\(dialogue.service.rawValue) \(dialogue.port)"
        var judgement = Judgement.fail(
            "\(name) at \(dialogue.address): the TLS handshake fails (\(words)), and through SSH it succeeds",
            signature: "\(name) outside", from: .outside, evidence: dialogue.excerpt(),
            remedy: [
                .note(
                    """
                    Look at what clients reach at \(dialogue.address): a balancer or a proxy in front of the host, or \
                    another machine in DNS.
                    """),
                .run("openssl s_client -connect \(argument: "\(dialogue.address):\(dialogue.port)") </dev/null"),
            ])
        // Dovecot may refuse other addresses than its own.
        judgement.leavesReasonToLog = true
        return judgement
    }

    private func oldProtocol(_ dialogue: Dialogue, _ version: String) -> Judgement {
        .warn(
            "\(dialogue.service.rawValue) negotiates \(version) at best, which current clients refuse",
            signature: version, from: dialogue.vantage, evidence: dialogue.excerpt(),
            remedy: [.note("Set ssl_min_protocol = TLSv1.2 and use a current OpenSSL."), .reload])
    }

    private func lowMinimum(_ minimum: String, _ subject: HostFacts) -> Judgement {
        .warn(
            "ssl_min_protocol = \(minimum) allows protocols that RFC 8996 retired", signature: "minimum \(minimum)",
            evidence: [Finding.Excerpt(probe: "config.settings", excerpt: "ssl_min_protocol = \(minimum)")],
            remedy: [.note("Set ssl_min_protocol = TLSv1.2."), .reload])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does a TLS handshake succeed, with a secure protocol?",
            why:
                "Only a handshake shows that Dovecot cannot load its certificate: ports are bound, 143 greets, and each "
                + "handshake is closed.",
            byHand: "openssl s_client -connect HOST:993 -verify_return_error </dev/null",
            thresholds: "Warns where less than TLS 1.2 is negotiated, or allowed by ssl_min_protocol.",
            remedies: ["doveadm log errors names the file or the setting that Dovecot could not load."],
            references: ["RFC 8314", "RFC 8996"])
    }
}
