internal import Fleet

extension HostVisit {
    /// Holds a mail client's dialogue with the host's own listeners through the SSH connection that is open already:
    /// what fails here fails whatever stands between the host and its clients.
    ///
    /// One after another, since one task owns the session. The login is tried on the first that gets as far. They have a
    /// clock of their own, as the agent may still have to say what the log has of them, and leave it the time for that.
    /// False: they ran out of time, and what was cancelled has left the session in the middle of something.
    func lookThrough(_ connection: any Connection, _ clock: PhaseClock) async -> Bool {
        var limits = clock.limits
        limits.total = limits.tunnelling
        if waitsInVain { limits.total = min(limits.total, sweeper.options.repeatedSilence) }
        limits.end(within: forAttempts(clock))
        guard limits.total > .zero else { return true }
        let own = PhaseClock(limits, place: place)
        own.enter(.running)
        // This task waits for the other one, so the connection has one user at a time.
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

    /// Whether the agent or a dialogue has waited for Dovecot's auth process or its backends in vain: the next would too,
    /// and only how it is reached is news.
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

    /// SSH has proven which host this is, and its Dovecot was given the password before: no certificate has to. But where
    /// it is not known who listens, any user of the host may.
    private func objection(to tls: Dialogue.TLS?, of local: LocalListener) async -> String? {
        local.isDovecots || isTrusted(tls) ? await objection() : Self.untrusted
    }
}

extension Dialogue {
    /// Whether another connection to the same host promises more. Who lets nobody through says so once, and its sshd
    /// writes a line to its log each time.
    fileprivate var invitesAnother: Bool {
        if case .notTried = reach { return false }
        return talk.map { ![.bye, .timedOut, .cancelled].contains($0.ending) } ?? (reach != .timedOut)
    }

    /// Whether nothing came but silence or goodbye where a greeting should: the auth process does not answer.
    fileprivate var lacksAuthProcess: Bool {
        talk.map { $0.stage == .connected && [.bye, .timedOut].contains($0.ending) } ?? false
    }
}
