import Fleet
import Synchronization

@testable import Sweep

/// What the host of a test does: on the way in, and once its shell has the agent.
struct Play: Sendable {
    /// How the first attempts to reach it fail, one after another; what follows is for those after them.
    var failures: [HostFailure] = []
    var approach: [Step] = []
    var shell: [Step] = []

    enum Step: Sendable {
        case enter(PhaseClock.Phase)
        /// It says its first word; without this step it does so right before its shell.
        case answer
        case wait(Gate)
        /// Nothing more is heard of it.
        case silent
        case fail(HostFailure)
        /// Prints, `@N` being the mark of the session.
        case say(String)
        case complain(String)
        case end(Int?)
        /// Wants the password to log in with, and takes it or not.
        case login(accepts: Bool)
        /// Sudo prints its question.
        case sudoAsks
        /// The shell behind sudo says that it is there.
        case sudoIsPast
    }

    /// An agent that has seen this and is done.
    static func agent(_ seen: String...) -> Play {
        Play(shell: [.say(hello)] + seen.map { .say($0) } + [.say(bye)])
    }

    static let hello = "\n@N hello 1 9 0\n"
    static let ready = "\n@N ready\n"
    static let waiting = "\n@N waiting\n"
    static let bye = "\n@N bye 1\n"

    static func frame(_ probe: String, _ output: String) -> String {
        "\n@N begin \(probe) 65536 -\n\(output)\n@N status 0\n\n@N errors\n\n@N end \(probe) done -\n"
    }
}

/// A transport whose hosts do what the test says, and which keeps what they were told.
final class ScriptedTransport: Transport {
    private let plays: [String: Play]
    private let state = Mutex<(told: [String: String], tries: [String: Int], inHand: Int, mostInHand: Int)>(
        ([:], [:], 0, 0))

    /// What a host's tunnel leads to, by the host's name.
    let tunnel: ScriptedDialer

    init(_ plays: [String: Play], tunnel: [String: ScriptedDialer.Service] = [:]) {
        self.plays = plays
        self.tunnel = ScriptedDialer(tunnel)
    }

    /// What a host was told after the agent had been streamed to it.
    func told(_ host: String) -> String? { state.withLock { $0.told[host] } }

    /// The hosts that were reached for at all.
    var reached: Set<String> { state.withLock { Set($0.told.keys) } }

    /// How often a host was reached for.
    func tries(of host: String) -> Int { state.withLock { $0.tries[host] ?? 0 } }

    /// How many had answered, and were not done, at a time.
    var mostInHand: Int { state.withLock { $0.mostInHand } }

    fileprivate func tell(_ host: String, _ text: String) { state.withLock { $0.told[host, default: ""] += text } }

    func withConnection<Result: Sendable>(
        to host: Host, password: GuardedSecret?, clock: PhaseClock,
        _ body: (any Connection) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result {
        let earlier = tries(of: host.name)
        state.withLock {
            $0.tries[host.name] = earlier + 1
            $0.told[host.name] = ""
        }
        var hasAnswered = false
        func answer() async {
            await clock.answered()
            if hasAnswered { return }
            hasAnswered = true
            state.withLock {
                $0.inHand += 1
                $0.mostInHand = max($0.mostInHand, $0.inHand)
            }
        }
        defer { if hasAnswered { state.withLock { $0.inHand -= 1 } } }
        let play = plays[host.name] ?? .agent()
        if earlier < play.failures.count { throw play.failures[earlier] }
        for step in play.approach {
            switch step {
            case .enter(let phase): clock.enter(phase)
            case .answer: await answer()
            case .login(let accepts): try await logIn(to: host.name, with: password, accepts: accepts)
            default: try await step.happen()
            }
        }
        await answer()
        clock.enter(.starting)
        return try await body(ScriptedConnection(host: host.name, steps: play.shell, transport: self))
    }
}

extension ScriptedTransport {
    /// As SSH does it: with leave alone, and the outcome reported.
    private func logIn(to host: String, with password: GuardedSecret?, accepts: Bool) async throws(HostFailure) {
        guard let password else { throw HostFailure(.sshAuth, "no password") }
        guard await password.permit.begin() else { throw HostFailure(.sshAuth, "not tried") }
        tell(host, String(decoding: password.secret.bytes, as: UTF8.self) + "\n")
        password.permit.finish(accepts ? .accepted : .refused)
        if !accepts { throw HostFailure(.sshAuth, "refused") }
    }
}

private struct ScriptedConnection: Connection {
    let host: String
    let steps: [Play.Step]
    let transport: ScriptedTransport

    func withShell<Result: Sendable>(
        _ command: String, _ body: (any Shell) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result {
        try await body(ScriptedShell(self, command: command))
    }

    func dial<Result: Sendable>(
        _ address: String, port: Port, _ body: (any MailStream) async -> Result
    ) async -> (reach: Dialogue.Reach, result: Result?) {
        await transport.tunnel.dial(host, port: port, body)
    }
}

private final class ScriptedShell: Shell {
    private let connection: ScriptedConnection
    private var steps: ArraySlice<Play.Step>
    private var nonce: String?
    /// The word that sudo's question and what comes behind it bear.
    private let sudoWord: String

    init(_ connection: ScriptedConnection, command: String) {
        self.connection = connection
        sudoWord =
            command.split(separator: " ").first { $0.hasPrefix("dovesweep-") }.map { String($0.dropLast(3)) } ?? ""
        steps = connection.steps[...]
    }

    func write(_ bytes: [UInt8]) async throws(HostFailure) {
        let text = String(decoding: bytes, as: UTF8.self)
        if nonce == nil, !text.contains("dovesweep_agent '") {
            connection.transport.tell(connection.host, text)
        } else if nonce == nil {
            let call = text.split(separator: "\n").last { $0.hasPrefix("dovesweep_agent '") }
            nonce = call.map { String($0.split(separator: "'")[1]) }
        } else {
            connection.transport.tell(connection.host, text)
        }
    }

    func read() async throws(HostFailure) -> ShellOutput {
        while let step = steps.popFirst() {
            switch step {
            case .say(let text):
                return .output(
                    Array(
                        text.split(separator: "@N", omittingEmptySubsequences: false)
                            .joined(separator: "@\(nonce ?? "")").utf8))
            case .complain(let text): return .errors(Array(text.utf8))
            case .end(let status): return .end(status: status)
            case .sudoAsks: return .errors(Array("\(sudoWord)%:".utf8))
            case .sudoIsPast: return .output(Array("\(sudoWord)\n".utf8))
            case .enter, .answer, .wait, .silent, .fail, .login: try await step.happen()
            }
        }
        return .end(status: 0)
    }
}

extension Play.Step {
    /// What any connection does alike.
    fileprivate func happen() async throws(HostFailure) {
        switch self {
        case .wait(let gate): if await !gate.pass() { throw HostFailure(.interrupted, "cut") }
        case .silent: if await !Gate().pass() { throw HostFailure(.interrupted, "cut") }
        case .fail(let failure): throw failure
        case .enter, .answer, .say, .complain, .end, .login, .sudoAsks, .sudoIsPast: break
        }
    }
}
