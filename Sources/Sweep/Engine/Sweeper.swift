package import Fleet

/// Sweeps many hosts concurrently. It does not throw: failures are data. Cancelled hosts keep their evidence and become
/// `interrupted`.
package struct Sweeper: Sendable {
    package struct Options: Sendable {
        package var crowd = HostPool(width: 64)
        package var patience = PhaseClock.patience
        /// The total time of a host, three quarters of it for the inside look.
        package var budget = Duration.seconds(60)
        /// Kept for the agent to read the log after the attempts.
        package var closing = Duration.seconds(5)
        /// For SSH and the agent. The budget sets the total.
        package var limits = PhaseClock.Limits()
        /// For one connection from outside: `connecting` and `total` apply. Dovecot refuses a password after two
        /// seconds or more, and reports a missing auth process after ten.
        package var outsideLimits = {
            var limits = PhaseClock.Limits()
            limits.connecting = .seconds(5)
            limits.total = .seconds(20)
            return limits
        }()
        /// The limit after another connection got no greeting in time.
        package var repeatedSilence = Duration.seconds(5)
        package var looksOutside = true
        package var looksThrough = true
        /// LIST and EXAMINE after a login may create the mailbox.
        package var opensMailbox = false
        package var retryDelays = PhaseClock.retryDelays
        package var maxRefusals = 3
        package var loginPatience = Duration.seconds(6)
        package var probes: [Probe] = []
        package var looks: @Sendable (Host) -> [OutsideLook] = { _ in [] }

        package init() {}
    }

    static let dialoguesAtATime = 2
    package static let descriptorsAHost = 1 + dialoguesAtATime

    let transport: any Transport
    let dialer: any Dialer
    let advisor: any Advisor
    let sink: any RecordSink
    let options: Options
    let passwords: [ProbeAccount.PasswordSource: Secret]
    let keyring: Keyring
    private let redactors = Redactors()
    /// Unix seconds.
    let now: @Sendable () -> Int64

    /// `secrets` has host names as keys.
    package init(
        transport: any Transport, dialer: any Dialer, advisor: any Advisor, sink: any RecordSink,
        options: Options = Options(), passwords: [ProbeAccount.PasswordSource: Secret] = [:],
        secrets: [String: AccessSecrets] = [:],
        now: @escaping @Sendable () -> Int64
    ) {
        self.transport = transport
        self.dialer = dialer
        self.advisor = advisor
        self.sink = sink
        self.options = options
        self.passwords = passwords
        keyring = Keyring(secrets)
        self.now = now
    }

    /// Returns every host once, in order, without evidence, which would fill the memory.
    package func sweep(_ hosts: [Host], observer: any SweepObserver) async -> [HostRecord] {
        let budget = LoginBudget(maxRefusals: options.maxRefusals, patience: options.loginPatience)
        let doors = LoginThrottles()
        var records: [Int: HostRecord] = [:]
        await options.crowd.visit(hosts) { host, place in
            observer.began(host)
            return await sweep(host, at: place, doors.door(of: host), budget)
        } ended: { index, record in
            records[index] = record.withoutEvidence
            observer.ended(record)
        }
        return hosts.enumerated().map { records[$0] ?? .neverBegun($1, at: now()) }
    }

    private func sweep(_ host: Host, at place: PoolSlot, _ door: LoginThrottle, _ budget: LoginBudget) async
        -> HostRecord
    {
        let start = place.now
        let began = now()
        await sink.append(.began(host: host.name, at: began))
        let password = host.probe?.password.flatMap { passwords[$0] }
        // A failure may quote a secret too.
        let access = keyring.access(to: host, budget)
        let redactor = redactors.redactor(
            of: access.secrets + [password].compactMap(\.self),
            accounts: [host.probe?.user, host.user].compactMap(\.self))
        let visit = HostVisit(
            host: host, began: began, end: start + options.budget, sweeper: self, password: password,
            permit: host.probe.flatMap { password == nil ? nil : LoginPermit(budget, account: $0) },
            access: access, place: place, door: door,
            log: HostLog(host: host.name, sink: sink, redactor: redactor))
        async let outside: Void = visit.lookOutside()
        let failure = await visit.lookInside()
        visit.listenersKnown.reach()
        await outside
        let ending = redactor.clean(
            Record.Ending(
                outcome: failure?.outcome ?? .swept, reason: failure?.reason,
                seconds: (place.now - start) / .seconds(1)))
        await sink.append(.ended(host: host.name, ending))
        return HostRecord(
            host: host, began: began, evidence: visit.log.evidence, dialogues: visit.log.dialogues, ending: ending)
    }
}

/// Receives progress, on any task.
package protocol SweepObserver: Sendable {
    func began(_ host: Host)
    func ended(_ record: HostRecord)
}

extension HostRecord {
    fileprivate var withoutEvidence: HostRecord { HostRecord(host: host, began: began, ending: ending) }

    /// A host that the run did not reach.
    package static func neverBegun(_ host: Host, at time: Int64) -> HostRecord {
        HostRecord(
            host: host, began: time,
            ending: Record.Ending(
                outcome: .interrupted, reason: "the run ended before the sweep of this host began", seconds: 0))
    }
}
