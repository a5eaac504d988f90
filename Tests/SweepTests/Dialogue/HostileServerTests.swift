import Fleet
import Testing

@testable import Sweep

/// Servers that send too much, or what no text is.
@Suite struct HostileServerTests {
    @Test func `a line that never ends is given up at its bound`() {
        var dialogue = MailDialogue.probing()
        var portions = 0
        while dialogue.talk.ending == .completed, portions < 100 {
            _ = dialogue.received(Array(repeating: 0x41, count: 1000))
            portions += 1
        }
        #expect(portions == 9)
        #expect(dialogue.talk.ending == .garbled)
        #expect(dialogue.talk.transcript.isEmpty)
    }

    @Test func `lines without end are given up at theirs, and what came before is kept`() {
        var dialogue = MailDialogue.probing()
        _ = dialogue.received(Array("* OK ready\r\n".utf8))
        for _ in 0..<1000 { _ = dialogue.received(Array("* OK \(String(repeating: "z", count: 93))\r\n".utf8)) }
        #expect(dialogue.talk.ending == .garbled)
        #expect(dialogue.talk.greeting == "* OK ready")
        #expect(dialogue.talk.notices.count == (LineBuffer.mostBytes - 12) / 100)
    }

    @Test func `bytes that are no text are tolerated, whatever they are`() {
        var dialogue = MailDialogue.probing()
        _ = dialogue.received(Array("* OK ".utf8) + [0, 0x1B, 0xFF, 0xC3, 0x07] + Array(" ready\n".utf8))
        #expect(dialogue.talk.stage == .greeted)
        #expect(dialogue.talk.greeting?.hasSuffix(" ready") == true)
    }

    @Test func `a line that was cut by the end is kept, and believed in nothing`() {
        var dialogue = MailDialogue.probing()
        _ = dialogue.received(Array("* OK rea".utf8))
        _ = dialogue.ended()
        #expect(dialogue.talk.greeting == nil)
        #expect(dialogue.talk.transcript == ["S: * OK rea"])
        #expect(dialogue.talk.ending == .closed)
    }

    /// Found by chance (`DialogueFuzzTests`).
    @Test(arguments: ["AUTH=PLAIN", "X"]) func `a login that succeeds before the password was sent is none`(
        capability: String
    ) {
        var dialogue = MailDialogue.probing()
        _ = dialogue.received(Array("* OK ready\r\n* CAPABILITY IMAP4rev1 \(capability)\r\na1 OK done\r\n".utf8))
        _ = dialogue.logIn()
        _ = dialogue.received(Array("a2 OK Logged in\r\na3 OK done\r\n".utf8))
        #expect(!dialogue.talk.loginProven && dialogue.talk.ending == .garbled)
        #expect(dialogue.talk.stage == .capable)
    }

    /// Found by chance (`DialogueFuzzTests`): the server answered ahead what it was about to be asked.
    @Test(arguments: ["AUTH=PLAIN", "AUTH=PLAIN SASL-IR", "X"])
    func `what was answered before the password was sent proves nothing`(capability: String) {
        var dialogue = MailDialogue.probing()
        _ = dialogue.received(Array("* OK ready\r\n* CAPABILITY IMAP4rev1 \(capability)\r\na1 OK done\r\n".utf8))
        _ = dialogue.logIn()
        let ahead = capability.contains("SASL-IR") ? "" : "+ \r\n+ \r\n"
        let actions = dialogue.received(Array("\(ahead)a2 OK Logged in\r\na3 OK done\r\n".utf8))
        if ahead.isEmpty { return #expect(dialogue.talk.stage == .proven) }
        #expect(!dialogue.talk.loginProven && dialogue.talk.ending == .garbled, "\(actions)")
    }

    @Test func `nothing is said or learnt after the end`() {
        var dialogue = MailDialogue.probing()
        _ = dialogue.received(Array("* BYE Auth process broken\r\n".utf8))
        let talk = dialogue.talk
        #expect(dialogue.received(Array("* OK ready\r\n".utf8)).isEmpty)
        #expect(dialogue.secured().isEmpty && dialogue.logIn().isEmpty && dialogue.ended().isEmpty)
        #expect(dialogue.talk == talk)
    }
}
