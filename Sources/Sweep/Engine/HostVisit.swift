internal import Fleet

/// The looks at one host: inside through its agent, through the tunnel and from outside as a mail client.
struct HostVisit: Sendable {
    let host: Host
    /// Unix seconds; certificates are judged at this time.
    let began: Int64
    /// When its whole budget is used up, by its place's time.
    let end: ContinuousClock.Instant
    let sweeper: Sweeper
    let password: Secret?
    let permit: LoginPermit?
    let access: Access
    let place: Place
    let door: Door
    let log: HostLog
    /// Reached when the listeners to visit from outside, and the certificate that they should serve, are known.
    let listenersKnown = Milestone()
    let lookedOutside = Milestone()

    /// Runs the agent within the host's deadlines; returns why it could not, or nil.
    func lookInside() async -> HostFailure? {
        guard host.unsupported.isEmpty else {
            return HostFailure(.unsupported, host.unsupported.joined(separator: "; "))
        }
        var limits = sweeper.options.limits
        // ssh counts both in: the connection, and the banner that comes after it.
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
        // Whatever was begun and not answered leaves the budget.
        permit?.finish(.undetermined)
        access.finish()
        // Who never said a word is waited for outside too, without a place until something answers.
        if failure != nil, clock.phase.isBeforeAnswer { place.lend() }
        return clock.hasExpired && failure != nil ? clock.failure() : failure
    }

    /// One attempt, which waits its turn where the machine turns away those who come all at once.
    private func knock(_ clock: PhaseClock) async -> Result<Void, HostFailure> {
        guard let knock = await turn(clock) else {
            return .failure(HostFailure(.interrupted, "the run ended before its turn to log in came"))
        }
        let result = await runAgent(clock) { knock.end(.letIn) }
        knock.end(result.failure?.isTransient == true ? .turnedAway : .other)
        return result
    }

    /// Waits at the door, where there is a line, without a place.
    private func turn(_ clock: PhaseClock) async -> Knock? {
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
                    // To open a mailbox it must be known whether there is one: the probe of the account says so.
                    if evidence.probe == (sweeper.options.opensMailbox ? "account" : "certificate") {
                        listenersKnown.reach()
                    }
                } conclude: {
                    await waitForOutside(clock)
                    // What a client met is in the log already. Else the tunnel's dialogues come first.
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

    /// Looks through the tunnel where outside leaves a question; false: the session is of no more use.
    @discardableResult
    private func lookThroughWhereAsked(_ connection: any Connection, _ clock: PhaseClock) async -> Bool {
        guard sweeper.options.looksThrough else { return true }
        let isAsked =
            !sweeper.options.looksOutside
            || sweeper.advisor.isTunnelNeeded(host, evidence: log.evidence, dialogues: log.dialogues)
        return isAsked ? await lookThrough(connection, clock) : true
    }

    /// How long attempts may take, so that the agent can read the log after them.
    func forAttempts(_ clock: PhaseClock) -> Duration { clock.left - sweeper.options.closing }

    /// Whether a login goes on to open the mailbox.
    var opensMailbox: Bool {
        sweeper.options.opensMailbox && sweeper.advisor.mayOpenMailbox(host, evidence: log.evidence)
    }

    /// What to log in with; nil where nothing is known, or no vantage may try any more.
    var credentials: Credentials? {
        guard permit?.mayTryAgain == true, let user = host.probe?.user, let password else { return nil }
        return Credentials(user: user, password: password)
    }

    func isTrusted(_ tls: Dialogue.TLS?) -> Bool {
        tls.map { sweeper.advisor.trusts($0, of: host, evidence: log.evidence, at: began) } ?? false
    }

    /// Why the password must not be tried now, whoever the server is; waits for its turn.
    func objection() async -> String? {
        guard let permit, await permit.begin() else { return "other hosts have refused the password" }
        return nil
    }

    static let untrusted =
        "its certificate is not one to send a password to (not trusted, out of date, or for a name that "
        + "is not in dovesweep_public_name)"
}

/// Runs the body until it ends or the clock runs out, which cancels it; the body's answer is waited for either way.
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
        // The body's task always answers, and the group is drained.
        guard let answer else { preconditionFailure("a body ended without an answer") }
        return answer
    }
}

/// What a login takes.
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
    /// Whether a client from outside got through to whatever listens there.
    fileprivate var hasSpoken: Bool { vantage == .outside && reach == .connected && talk != nil }

    /// What a login as a mail client came to, for the budget.
    var loginResult: LoginBudget.Result {
        guard let talk, talk.loginTried else { return .undetermined }
        if talk.loginProven || talk.stage == .authenticated || talk.stage == .proven { return .accepted }
        return talk.reply?.code == "AUTHENTICATIONFAILED" ? .refused : .undetermined
    }
}
