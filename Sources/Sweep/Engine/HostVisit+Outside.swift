internal import Fleet

extension HostVisit {
    /// Visits every listener once per address family, with one login, after the agent has reported the listeners or
    /// failed.
    func lookOutside() async {
        await listenersKnown.reached()
        if sweeper.options.looksOutside, !Task.isCancelled { await visitListeners() }
        lookedOutside.reach()
        if sweeper.options.looksOutside { await lookForOwnChecks() }
    }

    private func lookForOwnChecks() async {
        for look in sweeper.options.looks(host) where !Task.isCancelled {
            var limits = limits
            if limits.total > .seconds(look.seconds) {
                (limits.total, limits.isCutShort) = (.seconds(look.seconds), false)
            }
            let evidence = await look.evidence(
                of: host.publicAddress ?? host.address, host: host, sweeper.dialer, PhaseClock(limits, place: place),
                place)
            await log.add(evidence)
        }
    }

    /// Each dialogue needs a descriptor.
    private func visitListeners() async {
        let listeners = sweeper.advisor.listeners(of: host, evidence: log.evidence)
        guard !listeners.isEmpty else { return }
        let chosen = listeners.first { $0.service == .imaps } ?? listeners.first { $0.service == .imap }
        let way = await way()
        var looks: [@Sendable () async -> Void] = listeners.map { listener in
            { await visit(listener, at: way.address, logsIn: listener == chosen) }
        }
        if let other = way.other { looks += listeners.map { listener in { await reach(listener, at: other) } } }
        await withTaskGroup(of: Void.self) { group in
            var next = looks.makeIterator()
            func start() {
                guard let look = next.next() else { return }
                group.addTask { await look() }
            }
            for _ in 0..<Sweeper.dialoguesAtATime { start() }
            while await group.next() != nil { start() }
        }
    }

    private var limits: PhaseClock.Limits {
        var limits = sweeper.options.outsideLimits
        if waitsInVain { limits.total = min(limits.total, sweeper.options.repeatedSilence) }
        limits.end(within: place.now.duration(to: end))
        return limits
    }

    private func visit(_ listener: Listener, at address: String, logsIn: Bool) async {
        let credentials = logsIn ? credentials : nil
        let visit = MailVisit(
            host: host, vantage: .outside, listener: listener, address: address, credentials: credentials,
            opensMailbox: opensMailbox, place: place, objection: objection(to:))
        let dialogue = await visit.run(sweeper.dialer, limits)
        if credentials != nil { permit?.finish(dialogue.loginResult) }
        await log.add(dialogue)
    }

    private func objection(to tls: Dialogue.TLS?) async -> String? {
        isTrusted(tls) ? await objection() : Self.untrusted
    }

    /// Connects only, as the other address family had the dialogue.
    private func reach(_ listener: Listener, at address: MailAddress) async {
        var reach = Dialogue.Reach.notTried("this machine has no \(address.isIPv6 ? "IPv6" : "IPv4")")
        if address.hasRoute {
            let clock = PhaseClock(limits)
            clock.enter(.connecting)
            reach = await within(clock) {
                await sweeper.dialer.dial(address.text, port: listener.port) { _ in }.reach
            }
            if clock.hasExpired { reach = clock.unanswered }
        }
        await log.add(
            Dialogue(
                vantage: .outside, service: listener.service, address: address.text, port: listener.port, reach: reach))
    }

    /// The host's address for clients, and that of the other family.
    private func way() async -> (address: String, other: MailAddress?) {
        let address = host.publicAddress ?? host.address
        let clock = PhaseClock(limits)
        clock.enter(.connecting)
        let found = await within(clock) { await sweeper.dialer.addresses(of: address) }
        if let four = found.first(where: { !$0.isIPv6 }), let six = found.first(where: \.isIPv6) {
            return four.hasRoute || !six.hasRoute ? (four.text, six) : (six.text, four)
        }
        guard found.map(\.text) == [address], host.publicNames.count == 1, let name = host.publicNames.first else {
            return (address, nil)
        }
        // The inventory may give one address, and the host's name both. A name with more is shared with other hosts.
        let named = await within(clock) { await sweeper.dialer.addresses(of: name) }
        guard named.count == 2, named.contains(where: { $0.text == address }) else { return (address, nil) }
        return (address, named.first { $0.isIPv6 != found[0].isIPv6 })
    }
}
