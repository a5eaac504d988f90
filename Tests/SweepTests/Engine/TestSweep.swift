import Fleet
import Synchronization

@testable import Sweep

/// Everything that happens in a sweep, in order, as words: `began a`, `evidence a version`, `ended a`.
final class Journal: SweepObserver, RecordSink {
    private let state = Mutex<(events: [String], actions: [(awaited: Set<String>, run: @Sendable () -> Void)])>(
        ([], []))

    private let records = Mutex<[String: HostRecord]>([:])

    var events: [String] { state.withLock { $0.events } }

    /// Does something once all of these have happened.
    func after(_ events: String..., run: @escaping @Sendable () -> Void) { after(events, run: run) }

    func after(_ events: [String], run: @escaping @Sendable () -> Void) {
        state.withLock { $0.actions.append((Set(events), run)) }
    }

    func note(_ event: String) {
        let due = state.withLock { state in
            state.events.append(event)
            for place in state.actions.indices { state.actions[place].awaited.remove(event) }
            defer { state.actions.removeAll { $0.awaited.isEmpty } }
            return state.actions.filter(\.awaited.isEmpty).map(\.run)
        }
        for action in due { action() }
    }

    func began(_ host: Host) { note("began \(host.name)") }
    func ended(_ record: HostRecord) {
        records.withLock { $0[record.host.name] = record }
        note("ended \(record.host.name)")
    }

    /// What was observed of the hosts that were begun, in the place of what is left of it.
    func whole(_ rows: [HostRecord]) -> [HostRecord] {
        let observed = records.withLock { $0 }
        return rows.map { observed[$0.host.name] ?? $0 }
    }

    func append(_ event: Record.Event) async {
        if case .evidence(let host, let evidence) = event { note("evidence \(host) \(evidence.probe.rawValue)") }
    }
}

/// Reads the word that a scripted agent gives as its password evidence, and trusts one certificate.
private struct ScriptedAdvisor: Advisor {
    let locals: [LocalListener]
    let hasMailbox: Bool

    func localListeners(of host: Host, evidence: [Evidence]) -> [LocalListener] { locals }

    func listeners(of host: Host, evidence: [Evidence]) -> [Listener] {
        host.services.isEmpty ? [Listener(.imaps)] : host.services.map { Listener($0) }
    }

    func isTunnelNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool {
        !dialogues.contains { $0.talk?.loginProven == true }
    }

    func isLogNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool {
        !dialogues.contains { $0.talk?.loginProven == true }
    }

    func mayOpenMailbox(_ host: Host, evidence: [Evidence]) -> Bool { hasMailbox }

    func login(from evidence: Evidence) -> LoginBudget.Result? {
        guard evidence.probe == "password" else { return nil }
        return switch String(decoding: evidence.output, as: UTF8.self) {
        case "accepted": .accepted
        case "refused": .refused
        case "withheld": .withheld
        default: .undetermined
        }
    }

    func trusts(_ tls: Dialogue.TLS, of host: Host, evidence: [Evidence], at time: Int64) -> Bool {
        tls.chain == [ScriptedDialer.trustedCertificate]
    }
}

/// A sweep of hosts that do what the test says.
struct TestSweep {
    static let password = "s3cret-word"

    let transport: ScriptedTransport
    var dialer = ScriptedDialer()
    let journal = Journal()
    var options = Sweeper.Options()
    var secrets: [String: AccessSecrets] = [:]
    /// What is visited through each host.
    var locals: [LocalListener] = []
    /// Whether the account's mailbox is there.
    var hasMailbox = true

    init(
        _ plays: [String: Play] = [:], outside: [String: ScriptedDialer.Service]? = nil,
        tunnel: [String: ScriptedDialer.Service] = [:]
    ) {
        transport = ScriptedTransport(plays, tunnel: tunnel)
        // An hour is never over while the test runs, however long it waits for its turn.
        options.budget = .seconds(7200)
        (options.limits, options.outsideLimits) = (.hours, .hours)
        options.looksOutside = outside != nil
        dialer = ScriptedDialer(outside ?? [:])
    }

    func run(_ names: [String]) async -> [HostRecord] {
        await run(hosts: names.map { Host(name: $0) })
    }

    /// Hosts whose probe account has a password, one for all of them.
    func runWithPassword(_ names: [String]) async -> [HostRecord] {
        await run(
            hosts: names.map { name in
                var host = Host(name: name)
                host.probe = ProbeAccount(user: "probe", password: .file("password"))
                return host
            })
    }

    func run(hosts: [Host]) async -> [HostRecord] {
        journal.whole(await sweeper.sweep(hosts, observer: journal))
    }

    var sweeper: Sweeper {
        Sweeper(
            transport: transport, dialer: dialer,
            advisor: ScriptedAdvisor(locals: locals, hasMailbox: hasMailbox), sink: journal, options: options,
            passwords: [.file("password"): Secret(Array(Self.password.utf8))], secrets: secrets, now: { 1000 })
    }
}

extension HostRecord {
    /// The names of the probes that came home.
    var probes: [String] { evidence.map(\.probe.rawValue) }
}

extension PhaseClock.Limits {
    fileprivate static let hours = {
        var limits = PhaseClock.Limits()
        (limits.jumping, limits.resolving) = (.seconds(3600), .seconds(3600))
        (limits.connecting, limits.banner, limits.handshake) = (.seconds(3600), .seconds(3600), .seconds(3600))
        (limits.authenticating, limits.starting) = (.seconds(3600), .seconds(3600))
        (limits.tunnelling, limits.total) = (.seconds(3600), .seconds(3600))
        return limits
    }()
}
