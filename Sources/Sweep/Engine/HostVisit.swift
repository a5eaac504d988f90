internal import Fleet

/// The sweep of one host: inside, through the tunnel and from outside.
struct HostVisit: Sendable {
    let host: Host
    /// Unix seconds.
    let began: Int64
    /// The end of the budget, by the slot's clock.
    let end: ContinuousClock.Instant
    let sweeper: Sweeper
    let password: Secret?
    let permit: LoginPermit?
    let access: Access
    let place: PoolSlot
    let door: LoginThrottle
    let log: HostLog
    /// Reached when the outside listeners and the expected certificate are known.
    let listenersKnown = Milestone()
    let lookedOutside = Milestone()

    func lookInside() async -> HostFailure? {
        guard host.unsupported.isEmpty else {
            return HostFailure(.unsupported, host.unsupported.joined(separator: "; "))
        }
        var limits = sweeper.options.limits
        // In ssh, ConnectTimeout covers the connection and the banner.
        if let seconds = host.ssh?.connectTimeout {
            limits.connecting = .seconds(seconds)
            limits.banner = .seconds(seconds)
        }
        limits.total = sweeper.options.budget * 3 / 4
        let clock = PhaseClock(limits, place: place, patience: sweeper.options.patience)
        let result = await within(clock) {
            await clock.retrying(after: sweeper.options.retryDelays) { await knock(clock) }
        }
        let failure = result.failure
        permit?.finish(.undetermined)
        access.finish()
        // The look from outside may also wait for this silent host, so it gives up the slot.
        if failure != nil, clock.phase.isBeforeAnswer { place.lend() }
        return clock.hasExpired && failure != nil ? clock.failure() : failure
    }

    private func knock(_ clock: PhaseClock) async -> Result<Void, HostFailure> {
        guard let knock = await turn(clock) else {
            return .failure(HostFailure(.interrupted, "the run ended before the login was tried"))
        }
        let result = await runAgent(clock) { knock.end(.letIn) }
        knock.end(result.failure?.isTransient == true ? .turnedAway : .other)
        return result
    }

    private func turn(_ clock: PhaseClock) async -> ThrottleTicket? {
        if let knock = door.knockAtOnce() { return knock }
        place.lend()
        let knock = await place.excusing { await door.knock() }
        guard await place.take() else {
            knock?.end(.other)
            return nil
        }
        clock.enter(.resolving)
        return knock
    }

    private func runAgent(_ clock: PhaseClock, isIn: () -> Void) async -> Result<Void, HostFailure> {
        do throws(HostFailure) {
            try await sweeper.transport.withConnection(to: host, password: access.login, clock: clock) {
                connection throws(HostFailure) in
                isIn()
                var hasLookedThrough = false
                let session = AgentSession(
                    host: host, become: access.become, password: password, login: permit,
                    opensMailbox: sweeper.options.opensMailbox, probes: sweeper.options.probes, clock: clock
                ) { evidence in
                    if let result = sweeper.advisor.login(from: evidence) { permit?.finish(result) }
                    await log.add(evidence)
                    // Only the `account` probe tells whether the mailbox exists.
                    if evidence.probe == (sweeper.options.opensMailbox ? "account" : "certificate") {
                        listenersKnown.reach()
                    }
                } conclude: {
                    await waitForOutside(clock)
                    // A client from outside has left its lines in the log. Otherwise the tunnel comes first.
                    if !log.dialogues.contains(where: \.hasSpoken) {
                        hasLookedThrough = true
                        guard await lookThroughWhereAsked(connection, clock) else { return .lost }
                    }
                    let isNeeded = sweeper.advisor.isLogNeeded(
                        host, evidence: log.evidence, dialogues: log.dialogues)
                    return isNeeded ? .readLog : .leave
                }
                try await session.run(on: connection)
                if !hasLookedThrough {
                    await waitForOutside(clock)
                    await lookThroughWhereAsked(connection, clock)
                }
            }
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    private func waitForOutside(_ clock: PhaseClock) async {
        listenersKnown.reach()
        var limits = clock.limits
        limits.total = forAttempts(clock)
        let patience = PhaseClock(limits, place: place)
        patience.enter(.running)
        await within(patience) { await lookedOutside.reached() }
    }

    /// Returns false if the session is unusable.
    @discardableResult
    private func lookThroughWhereAsked(_ connection: any Connection, _ clock: PhaseClock) async -> Bool {
        guard sweeper.options.looksThrough else { return true }
        let isAsked =
            !sweeper.options.looksOutside
            || sweeper.advisor.isTunnelNeeded(host, evidence: log.evidence, dialogues: log.dialogues)
        return isAsked ? await lookThrough(connection, clock) : true
    }

    /// Leaves time to read the log.
    func forAttempts(_ clock: PhaseClock) -> Duration { clock.left - sweeper.options.closing }

    var opensMailbox: Bool {
        sweeper.options.opensMailbox && sweeper.advisor.mayOpenMailbox(host, evidence: log.evidence)
    }

    /// Nil without a password, or if no vantage may try it any more.
    var credentials: Credentials? {
        guard permit?.mayTryAgain == true, let user = host.probe?.user, let password else { return nil }
        return Credentials(user: user, password: password)
    }

    func isTrusted(_ tls: Dialogue.TLS?) -> Bool {
        tls.map { sweeper.advisor.trusts($0, of: host, evidence: log.evidence, at: began) } ?? false
    }

    /// Waits for the permit. Returns a reason if the password must not be tried.
    func objection() async -> String? {
        guard let permit, await permit.begin() else { return "other hosts have refused the password" }
        return nil
    }

    static let untrusted =
        "no password is sent to a server with this certificate (not trusted, out of date, or for a name that "
        + "is not in dovesweep_public_name)"
}

/// Cancels the body when the clock runs out, and always waits for its result.
package func within<Result: Sendable>(
    _ clock: PhaseClock, _ body: @escaping @Sendable () async -> Result
) async -> Result {
    await withTaskGroup(of: Result?.self) { group in
        group.addTask { await body() }
        group.addTask {
            await clock.expiry()
            return nil
        }
        var answer: Result?
        while let ended = await group.next() {
            if let ended { answer = ended }
            group.cancelAll()
        }
        guard let answer else { preconditionFailure("a body ended without an answer") }
        return answer
    }
}

struct Credentials: Sendable {
    let user: String
    let password: Secret
}

extension Result where Failure == HostFailure {
    fileprivate var failure: HostFailure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}

extension Dialogue {
    fileprivate var hasSpoken: Bool { vantage == .outside && reach == .connected && talk != nil }

    var loginResult: LoginBudget.Result {
        guard let talk, talk.loginTried else { return .undetermined }
        if talk.loginProven || talk.stage == .authenticated || talk.stage == .proven { return .accepted }
        return talk.reply?.code == "AUTHENTICATIONFAILED" ? .refused : .undetermined
    }
}
