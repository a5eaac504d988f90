import Fleet

@testable import Sweep

/// A host whose "agent" says what it likes: it has read the script, and so knows the session's nonce.
struct HostileHost: Transport {
    /// What it prints, `@` standing for a mark's beginning; the secret that it was sent stands for `{password}`.
    let says: [String]
    /// What it then writes to its standard error, over and over.
    var errors: [UInt8] = []
    /// How it goes, in the end; nil closes the channel in good order.
    var disconnectMessage: HostFailure?
    let heard = Heard()

    func withConnection<Result: Sendable>(
        to host: Host, password: GuardedSecret?, clock: PhaseClock,
        _ body: (any Connection) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result {
        try await body(Talker(host: self))
    }

    /// What was written to it, the script left out.
    actor Heard {
        private(set) var words: [String] = []
        func add(_ text: String) { words.append(text) }
    }

    /// One sweep of it by the real engine, as the record keeps it.
    func swept(password: String) async -> HostRecord {
        var host = Host(name: "mx07")
        host.probe = ProbeAccount(user: "joe", password: .environment("P"))
        var options = Sweeper.Options()
        options.looksOutside = false
        let sweeper = Sweeper(
            transport: self, dialer: NoDialer(), advisor: NoAdvice(), sink: NoSink(), options: options,
            passwords: [.environment("P"): Secret(Array(password.utf8))], now: { 0 })
        let journal = Journal()
        return journal.whole(await sweeper.sweep([host], observer: journal))[0]
    }
}

private struct Talker: Connection {
    let host: HostileHost

    func withShell<Result: Sendable>(
        _ command: String, _ body: (any Shell) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result {
        try await body(TalkerShell(host))
    }

    func dial<Result: Sendable>(
        _ address: String, port: Port, _ body: (any MailStream) async -> Result
    ) async -> (reach: Dialogue.Reach, result: Result?) { (.refused, nil) }
}

private final class TalkerShell: Shell {
    private let host: HostileHost
    private var lines: ArraySlice<String>
    private var nonce = ""
    private var password = ""

    init(_ host: HostileHost) {
        self.host = host
        lines = host.says[...]
    }

    func write(_ bytes: [UInt8]) async throws(HostFailure) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard !nonce.isEmpty else {
            let call = text.split(separator: "\n").last ?? ""
            nonce = String(call.split(separator: "'")[1])
            return
        }
        if text.hasPrefix("go\n") { password = String(text.dropFirst(3).dropLast()) }
        await host.heard.add(text)
    }

    func read() async throws(HostFailure) -> ShellOutput {
        guard let line = lines.popFirst() else {
            if !host.errors.isEmpty { return .errors(host.errors) }
            if let disconnectMessage = host.disconnectMessage {
                throw HostFailure(
                    disconnectMessage.outcome, disconnectMessage.reason.replacing("{password}", with: password))
            }
            return .end(status: 0)
        }
        let said = line.replacing("{password}", with: password)
        return .output(Array((said.hasPrefix("@") ? "\n@\(nonce) \(said.dropFirst())\n" : said).utf8))
    }
}

private struct NoDialer: Dialer {
    func addresses(of name: String) async -> [MailAddress] { [] }

    func dial<Result: Sendable>(
        _ address: String, port: Port, _ body: (any MailStream) async -> Result
    ) async -> (reach: Dialogue.Reach, result: Result?) { (.refused, nil) }
}

private struct NoAdvice: Advisor {
    func isTunnelNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool { true }
    func isLogNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool { true }

    func listeners(of host: Host, evidence: [Evidence]) -> [Listener] { [] }
    func localListeners(of host: Host, evidence: [Evidence]) -> [LocalListener] { [] }
    func mayOpenMailbox(_ host: Host, evidence: [Evidence]) -> Bool { false }
    func login(from evidence: Evidence) -> LoginBudget.Result? { nil }
    func trusts(_ tls: Dialogue.TLS, of host: Host, evidence: [Evidence], at time: Int64) -> Bool { false }
}

private struct NoSink: RecordSink {
    func append(_ event: Record.Event) async {}
}
