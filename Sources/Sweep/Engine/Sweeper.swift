package import Fleet

/// Sweeps many hosts at once: no host holds, harms or delays another, and none is lost.
///
/// A sweep does not throw: what goes wrong with a host is data. Cancelling its task ends it early: the hosts in hand
/// keep what they have, and those and the rest are `interrupted`.
package struct Sweeper: Sendable {
    package struct Options: Sendable {
        package var crowd = Crowd(width: 64)
        /// How long a host may keep us waiting before another has its place meanwhile.
        package var patience = PhaseClock.patience
        /// What one host may take in all. The look inside has three quarters of it, so that one outside is left.
        package var budget = Duration.seconds(60)
        /// What is left of the look inside for the agent to read the log, when attempts take as long as they may.
        package var closing = Duration.seconds(5)
        /// The limits of SSH and the agent; the budget sets their total.
        package var limits = PhaseClock.Limits()
        /// The limits of each connection from outside: `connecting` and `total` count. A refused password takes two
        /// seconds and more, and Dovecot says after ten that its auth process does not answer.
        package var outsideLimits = {
            var limits = PhaseClock.Limits()
            limits.connecting = .seconds(5)
            limits.total = .seconds(20)
            return limits
        }()
        /// How long a connection from outside may take once another was kept waiting for its greeting in vain.
        package var repeatedSilence = Duration.seconds(5)
        package var looksOutside = true
        package var looksThrough = true
        /// Whether a login is followed by LIST and EXAMINE, which may create what they look at.
        package var opensMailbox = false
        /// As `PhaseClock` has them.
        package var retryDelays = PhaseClock.retryDelays
        /// How many hosts may refuse a password before it is tried on no other.
        package var maxRefusals = 3
        /// After so long without an answer a try of a password makes room for the next.
        package var loginPatience = Duration.seconds(6)
        /// What an operator's own checks look at, beside the agent's own probes.
        package var probes: [Probe] = []
        /// The same from outside, by host.
        package var looks: @Sendable (Host) -> [OutsideLook] = { _ in [] }

        package init() {}
    }

    /// How many dialogues from outside are held with a host at a time.
    static let dialoguesAtATime = 2
    /// How many descriptors a host has open at most: SSH's and those of the dialogues beside it.
    package static let descriptorsAHost = 1 + dialoguesAtATime

    let transport: any Transport
    let dialer: any Dialer
    let advisor: any Advisor
    let sink: any RecordSink
    let options: Options
    /// The probe accounts' passwords, by where they come from.
    let passwords: [ProbeAccount.PasswordSource: Secret]
    /// The passwords of SSH and sudo.
    let keyring: Keyring
    private let redactors = Redactors()
    /// Unix seconds.
    let now: @Sendable () -> Int64

    /// `secrets` are by the names of their hosts.
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

    /// Sweeps the hosts, tells the observer as they begin and end, and returns every one once, in their order, without
    /// what it said: sink and observer have had that, and of a large fleet it is much.
    package func sweep(_ hosts: [Host], observer: any SweepObserver) async -> [HostRecord] {
        let budget = LoginBudget(maxRefusals: options.maxRefusals, patience: options.loginPatience)
        let doors = Doors()
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

    private func sweep(_ host: Host, at place: Place, _ door: Door, _ budget: LoginBudget) async -> HostRecord {
        let start = place.now
        let began = now()
        await sink.append(.began(host: host.name, at: began))
        let password = host.probe?.password.flatMap { passwords[$0] }
        // What is said of a host that was lost may quote it too.
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

/// Is told how a sweep goes on, from whatever task.
package protocol SweepObserver: Sendable {
    func began(_ host: Host)
    func ended(_ record: HostRecord)
}

extension HostRecord {
    fileprivate var withoutEvidence: HostRecord { HostRecord(host: host, began: began, ending: ending) }

    /// The record of a host that the run was over before it came to.
    package static func neverBegun(_ host: Host, at time: Int64) -> HostRecord {
        HostRecord(
            host: host, began: time,
            ending: Record.Ending(outcome: .interrupted, reason: "the run ended before it was begun", seconds: 0))
    }
}
