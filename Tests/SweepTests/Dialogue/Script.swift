import Fleet
import Foundation

@testable import Sweep

/// A dialogue with a real server, as a file keeps it: `C:` and `S:` lines, and words for what no line tells (`TLS`,
/// `TLS FAILED`, `EOF`, `TIMED OUT`).
struct Script {
    let lines: [String]

    init(_ lines: [String]) {
        self.lines = lines
    }

    /// Reads one of the files of `Transcripts`.
    init(file: String) throws {
        let url = Bundle.module.url(forResource: "Transcripts/\(file)", withExtension: "txt")
        guard let url else { throw CocoaError(.fileNoSuchFile) }
        lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// The lines that a transcript shows.
    var shown: [String] { lines.filter { $0.hasPrefix("C: ") || $0.hasPrefix("S: ") } }

    /// How many bytes the server sends.
    var serverBytes: Int { lines.reduce(0) { $0 + (Self.served($1)?.count ?? 0) } }

    private static func served(_ line: String) -> [UInt8]? {
        line.hasPrefix("S: ") ? Array("\(line.dropFirst(3))\r\n".utf8) : nil
    }

    /// Leads the dialogue against the server's lines: whole answers at once, cut in two after `cut` bytes of all.
    func play(_ dialogue: MailDialogue, cut: Int? = nil, grantsLeave: Bool = true) -> Performance {
        var performance = Performance(dialogue: dialogue, grantsLeave: grantsLeave)
        var waiting: [UInt8] = []
        var place = 0
        for line in lines + [""] {
            if let bytes = Self.served(line) {
                waiting += bytes
                continue
            }
            for portion in Self.portions(waiting, from: place, cut: cut) { performance.receive(portion) }
            place += waiting.count
            waiting = []
            performance.happen(line)
        }
        return performance
    }

    private static func portions(_ bytes: [UInt8], from place: Int, cut: Int?) -> [[UInt8]] {
        guard let cut, cut > place, cut < place + bytes.count else { return bytes.isEmpty ? [] : [bytes] }
        return [Array(bytes.prefix(cut - place)), Array(bytes.dropFirst(cut - place))]
    }
}

/// A dialogue as it was driven, and what it asked of its driver.
struct Performance {
    var dialogue: MailDialogue
    let grantsLeave: Bool
    var sent: [UInt8] = []
    var secrets: [[UInt8]] = []
    var isFinished = false
    var isAwaitingTLS = false

    var talk: MailSession { dialogue.talk }

    mutating func receive(_ bytes: [UInt8]) {
        perform(dialogue.received(bytes))
    }

    mutating func happen(_ event: String) {
        switch event {
        case "TLS" where isAwaitingTLS: perform(dialogue.secured())
        case "TLS FAILED" where isAwaitingTLS: perform(dialogue.tlsFailed())
        case "EOF": perform(dialogue.ended())
        case "TIMED OUT": perform(dialogue.ended(.timedOut))
        default: break
        }
    }

    private mutating func perform(_ actions: [MailDialogue.Action]) {
        for action in actions {
            switch action {
            case .send(let bytes): sent += bytes
            case .sendSecret(let secret): secrets.append(secret.bytes)
            case .startTLS: isAwaitingTLS = true
            case .requestLoginPermission: perform(grantsLeave ? dialogue.logIn() : dialogue.withhold())
            case .finish: isFinished = true
            }
        }
    }
}

let probe = Credentials(user: "probe@example.net", password: Secret(Array("s3cret-Ä".utf8)))

extension MailDialogue {
    static func probing(
        _ service: MailService = .imaps, inClear: Bool = false, opensMailbox: Bool = false
    ) -> MailDialogue {
        MailDialogue(
            service: service, credentials: probe, mayLogInInClear: inClear, opensMailbox: opensMailbox)
    }
}
