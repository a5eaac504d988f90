import Fleet
import Synchronization

@testable import Sweep

/// Mail services that do what the test says, and keep what they were told.
final class ScriptedDialer: Dialer {
    enum Service: Sendable {
        case refused
        /// Nobody is let through.
        case forbidden
        /// It connects, and says nothing.
        case silent
        /// It lets TLS come about, and never greets.
        case ungreeting
        /// An IMAP service with a certificate of these bytes; it lets in who comes, or not.
        case imap(certificate: [UInt8] = trustedCertificate, accepts: Bool = true)
    }

    static let trustedCertificate: [UInt8] = [1]

    private let services: [String: Service]
    private let state = Mutex<[String: [String]]>([:])
    private let open = Mutex<(now: Int, most: Int, dials: [String: Int])>((0, 0, [:]))
    /// How often each connection stands back, so that whoever else would come at the same time has come.
    private let pauses: Int

    /// How many connections were open at a time.
    var mostAtATime: Int { open.withLock { $0.most } }

    /// What names lead to.
    private let names: [String: [MailAddress]]

    init(_ services: [String: Service] = [:], names: [String: [MailAddress]] = [:], pauses: Int = 0) {
        self.services = services
        self.names = names
        self.pauses = pauses
    }

    func addresses(of name: String) async -> [MailAddress] { names[name] ?? [MailAddress(name, isIPv6: false)] }

    /// How often an address was dialled.
    func dials(to address: String) -> Int { open.withLock { $0.dials[address] ?? 0 } }

    /// The commands that the service at an address was given, without their tags.
    func commands(to address: String) -> [String] { state.withLock { $0[address] ?? [] } }

    fileprivate func note(_ command: String, to address: String) {
        state.withLock { $0[address, default: []].append(command) }
    }

    func dial<Result: Sendable>(
        _ address: String, port: Port, _ body: (any MailStream) async -> Result
    ) async -> (reach: Dialogue.Reach, result: Result?) {
        open.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
            $0.dials[address, default: 0] += 1
        }
        defer { open.withLock { $0.now -= 1 } }
        for _ in 0..<pauses { await Task.yield() }
        switch services[address] ?? .refused {
        case .refused: return (.refused, nil)
        case .forbidden: return (.notTried("forbidden"), nil)
        case .silent:
            _ = await Gate().pass()
            return (.notTried("cut"), nil)
        case .ungreeting: return (.connected, await body(UngreetingStream()))
        case .imap(let certificate, let accepts):
            let stream = ScriptedIMAP(certificate: certificate, accepts: accepts) { self.note($0, to: address) }
            return (.connected, await body(stream))
        }
    }
}

private final class ScriptedIMAP: MailStream {
    private let certificate: [UInt8]
    private let accepts: Bool
    private let note: (String) -> Void
    private var answers = ["* OK ready"]

    init(certificate: [UInt8], accepts: Bool, note: @escaping (String) -> Void) {
        self.certificate = certificate
        self.accepts = accepts
        self.note = note
    }

    func startTLS(serverName: String) async throws(StreamLoss) -> Dialogue.TLS {
        Dialogue.TLS(version: "TLSv1.3", cipher: "TLS_AES_128_GCM_SHA256", chain: [certificate])
    }

    func write(_ bytes: [UInt8]) async throws(StreamLoss) {
        let words = String(decoding: bytes.dropLast(2), as: UTF8.self).split(separator: " ", maxSplits: 1)
        note(String(words[1]))
        let command = words[1].prefix { $0 != " " }
        switch command {
        case "CAPABILITY": answers.append("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN")
        case "AUTHENTICATE" where !accepts:
            return answers.append("\(words[0]) NO [AUTHENTICATIONFAILED] Authentication failed.")
        default: break
        }
        answers.append("\(words[0]) OK done")
    }

    func read() async throws(StreamLoss) -> [UInt8] {
        defer { answers = [] }
        return Array(answers.map { "\($0)\r\n" }.joined().utf8)
    }
}

private final class UngreetingStream: MailStream {
    func startTLS(serverName: String) async throws(StreamLoss) -> Dialogue.TLS {
        Dialogue.TLS(version: "TLSv1.3", cipher: "TLS_AES_128_GCM_SHA256", chain: [ScriptedDialer.trustedCertificate])
    }

    func write(_ bytes: [UInt8]) async throws(StreamLoss) {}

    func read() async throws(StreamLoss) -> [UInt8] {
        _ = await Gate().pass()
        throw .cancelled
    }
}
