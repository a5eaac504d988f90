import Fleet
import FuzzSupport
import Testing

@testable import Sweep

/// Target 3: any lines, in any cuts, at any moment.
@Suite(.serialized) struct DialogueFuzzTests {
    @Test(.timeLimit(.minutes(60))) func `a dialogue ends, and sends the password at most once and only with leave`()
        throws
    {
        try Fuzz("dialogue").run(cases: 250) { dice in
            let service = dice.pick(MailService.allCases)
            let dialogue = MailDialogue.probing(service, inClear: dice.happens(50), opensMailbox: dice.happens(50))
            var performance = Watched(dialogue, grantsLeave: dice.happens(70))
            var lines = 0
            while !performance.isFinished, lines < 400 {
                lines += 1
                if dice.happens(5) {
                    performance.happen(&dice)
                } else {
                    for portion in dice.portions(of: Self.line(performance, &dice)) { performance.receive(portion) }
                }
            }
            performance.end()
            #expect(performance.isFinished)
            #expect(
                performance.secrets <= 1 && (performance.secrets == 0 || performance.grantsLeave && performance.asked))
            let talk = performance.dialogue.talk
            #expect(talk.transcript.reduce(0) { $0 + $1.utf8.count } <= 4 * LineBuffer.mostBytes)
            if talk.loginProven, performance.secrets != 1 {
                throw Unproven(secrets: performance.secrets, transcript: talk.transcript)
            }
        }
    }

    /// What is counted is what a driver sends.
    @Test(arguments: [("AUTH=PLAIN SASL-IR", 0), ("AUTH=PLAIN", 1), ("ID", 2)])
    func `the password is seen as it leaves, whatever the way`(capabilities: String, questions: Int) {
        var seen = Watched(.probing(.imaps, inClear: false, opensMailbox: false), grantsLeave: true)
        let announced = ["* OK ready", "* CAPABILITY IMAP4rev1 \(capabilities)", "a1 OK done"]
        let lines = announced + Array(repeating: "+ ", count: questions) + ["a2 OK in", "a3 OK here"]
        for line in lines { seen.receive(Array("\(line)\r\n".utf8)) }
        #expect(seen.secrets == 1 && seen.dialogue.talk.loginProven, "\(seen.dialogue.talk.transcript)")
    }

    /// A login counts as proven without a password that was sent.
    private struct Unproven: Error {
        let secrets: Int
        let transcript: [String]
    }

    private static func line(_ performance: Watched, _ dice: inout Dice) -> [UInt8] {
        let tag = performance.lastTag
        let lines = [
            "* OK [CAPABILITY IMAP4rev1 SASL-IR STARTTLS AUTH=PLAIN] ready", "* PREAUTH", "* BYE gone", "+OK ready",
            "-ERR no",
            "\(tag) OK done", "\(tag) OK [CAPABILITY IMAP4rev1] Logged in", "\(tag) NO [AUTHENTICATIONFAILED] no",
            "\(tag) BAD what", "+ ", "+", "* CAPABILITY IMAP4rev1 AUTH=PLAIN LOGINDISABLED",
            "* NAMESPACE ((\"\" \"/\")) NIL NIL",
            "* LIST () \"/\" INBOX", "* 5 EXISTS", "* 99999999999999999999 EXISTS", "CAPA", "STLS", ".", "SASL PLAIN",
            "* LIST {99999999999}", "* OK [", "", " ",
        ]
        let line = Array("\(dice.pick(lines))\r\n".utf8)
        return dice.happens(20) ? Mutation.of(line, &dice) : line
    }
}

/// Drives a dialogue as its driver does, and counts what must not be too much.
private struct Watched {
    var dialogue: MailDialogue
    let grantsLeave: Bool
    var secrets = 0
    var asked = false
    var isFinished = false
    var isAwaitingTLS = false
    /// The tag of the command that was sent last.
    var lastTag = "a"

    init(_ dialogue: MailDialogue, grantsLeave: Bool) {
        (self.dialogue, self.grantsLeave) = (dialogue, grantsLeave)
    }

    mutating func receive(_ bytes: [UInt8]) { perform(dialogue.received(bytes)) }

    mutating func happen(_ dice: inout Dice) {
        guard isAwaitingTLS else { return }
        // A driver shakes hands once.
        isAwaitingTLS = false
        perform(dice.happens(80) ? dialogue.secured() : dialogue.tlsFailed())
    }

    private static func holdsPassword(_ line: [UInt8]) -> Bool {
        let response = Base64.encode([0] + Array(probe.user.utf8) + [0] + probe.password.bytes)
        let bytes = line.dropLast(2)
        return line.suffix(2) == [13, 10]
            && (bytes.elementsEqual(probe.password.bytes)
                || bytes.suffix(response.utf8.count).elementsEqual(response.utf8))
    }

    mutating func end() { if !isFinished { perform(dialogue.ended(.timedOut)) } }

    private mutating func perform(_ actions: [MailDialogue.Action]) {
        for action in actions {
            switch action {
            case .send(let bytes):
                lastTag = String(decoding: bytes.prefix { $0 != 32 && $0 != 13 }, as: UTF8.self)
            // A user's name is kept from logs too.
            case .sendSecret(let secret): if Self.holdsPassword(secret.bytes) { secrets += 1 }
            case .startTLS: isAwaitingTLS = true
            case .requestLoginPermission:
                asked = true
                perform(grantsLeave ? dialogue.logIn() : dialogue.withhold())
            case .finish: isFinished = true
            }
        }
    }
}
