internal import Fleet

extension HostVisit {
    /// Visits the host's own listeners through the open SSH connection, one after another, as one task owns the
    /// session. A separate clock leaves the agent time to read the log. Returns false if it ran out: cancellation
    /// leaves the session unusable.
    func lookThrough(_ connection: any Connection, _ clock: PhaseClock) async -> Bool {
        var limits = clock.limits
        limits.total = limits.tunnelling
        if waitsInVain { limits.total = min(limits.total, sweeper.options.repeatedSilence) }
        limits.end(within: forAttempts(clock))
        guard limits.total > .zero else { return true }
        let own = PhaseClock(limits, place: place)
        own.enter(.running)
        // This task waits for the other, so the connection has one user at a time.
        nonisolated(unsafe) let connection = connection
        await within(own) { unsafe await visitThrough(connection, own) }
        return !own.hasExpired
    }

    private func visitThrough(_ connection: any Connection, _ clock: PhaseClock) async {
        var isOpen = true
        for local in sweeper.advisor.localListeners(of: host, evidence: log.evidence) {
            guard isOpen, !Task.isCancelled else { return }
            let dialogue = await visit(local, through: connection, clock)
            isOpen = dialogue.invitesAnother
            await log.add(dialogue)
        }
    }

    /// Whether an attempt waited in vain for Dovecot's auth process or backend. Later dialogues then get less time.
    var waitsInVain: Bool {
        log.evidence.contains { $0.probe == "password" && $0.ending == .timedOut }
            || log.dialogues.contains(where: \.lacksAuthProcess)
    }

    private func visit(_ local: LocalListener, through connection: any Connection, _ clock: PhaseClock) async
        -> Dialogue
    {
        let hasTried = log.dialogues.contains { $0.vantage == .tunnel && $0.talk?.loginTried == true }
        let credentials = hasTried || !local.listener.service.isIMAP ? nil : credentials
        let visit = MailVisit(
            host: host, vantage: .tunnel, listener: local.listener, address: local.address, credentials: credentials,
            opensMailbox: opensMailbox, place: place,
            objection: { await objection(to: $0, of: local) })
        let dialogue = await visit.run(through: connection, clock)
        if credentials != nil { permit?.finish(dialogue.loginResult) }
        return dialogue
    }

    /// SSH authenticates the host, so its Dovecot needs no valid certificate. Other listeners may belong to any user.
    private func objection(to tls: Dialogue.TLS?, of local: LocalListener) async -> String? {
        local.isDovecots || isTrusted(tls) ? await objection() : Self.untrusted
    }
}

extension Dialogue {
    /// Whether another connection is useful. Refused forwarding is not retried: sshd logs each refusal.
    fileprivate var invitesAnother: Bool {
        if case .notTried = reach { return false }
        return talk.map { ![.bye, .timedOut, .cancelled].contains($0.ending) } ?? (reach != .timedOut)
    }

    /// Silence or BYE instead of a greeting.
    fileprivate var lacksAuthProcess: Bool {
        talk.map { $0.stage == .connected && [.bye, .timedOut].contains($0.ending) } ?? false
    }
}
