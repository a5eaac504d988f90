import Fleet
import Testing

@testable import Sweep

/// What a real Dovecot said, kept as files, and what is to be learnt from it.
@Suite struct RealServerTests {
    struct Known: Sendable, CustomTestStringConvertible {
        let file: String
        let service: MailService
        let ending: MailSession.Ending
        let stage: MailSession.Stage
        var reply: String?
        var isProven = false
        var isTried = true
        var opensMailbox = false
        var mailbox: MailSession.Mailbox?

        var testDescription: String { file }
    }

    static let known: [Known] = [
        Known(file: "imap-2.3", service: .imap, ending: .completed, stage: .left, isProven: true),
        Known(file: "imap-2.4", service: .imap, ending: .completed, stage: .left, isProven: true),
        Known(file: "imaps-2.4", service: .imaps, ending: .completed, stage: .left, isProven: true),
        Known(
            file: "wrong-password-2.3", service: .imap, ending: .refused, stage: .secured,
            reply: "NO AUTHENTICATIONFAILED Authentication failed."),
        Known(
            file: "no-user-2.4", service: .imaps, ending: .refused, stage: .capable,
            reply: "NO AUTHENTICATIONFAILED Authentication failed."),
        Known(file: "no-userdb-2.3", service: .imaps, ending: .closed, stage: .capable),
        Known(
            file: "no-database-2.4", service: .imaps, ending: .refused, stage: .capable,
            reply: "NO UNAVAILABLE Temporary authentication failure. [d24-no-database:2026-11-23 19:10:48]"),
        Known(
            file: "auth-broken-2.4", service: .imap, ending: .bye, stage: .connected,
            reply: "BYE - Auth process broken", isTried: false),
        Known(file: "auth-unreachable-2.3", service: .imap, ending: .timedOut, stage: .connected, isTried: false),
        Known(file: "wrong-key-2.4", service: .imap, ending: .tlsFailed, stage: .capable, isTried: false),
        Known(
            file: "opened-2.4", service: .imaps, ending: .completed, stage: .left, isProven: true, opensMailbox: true,
            mailbox: MailSession.Mailbox(folders: 1, messages: 1)),
        Known(
            file: "full-disk-2.3", service: .imaps, ending: .refused, stage: .listed,
            reply: "NO SERVERBUG Internal error occurred. Refer to server log for more information."
                + " [2026-11-25 20:56:48] (0.001 + 0.000 secs).", isProven: true, opensMailbox: true,
            mailbox: MailSession.Mailbox(folders: 1)),
        Known(file: "pop3-2.3", service: .pop3, ending: .completed, stage: .left, isTried: false),
        Known(file: "pop3s-2.4", service: .pop3s, ending: .completed, stage: .left, isTried: false),
    ]

    @Test(arguments: known)
    func `a real dialogue goes as it went, and gives its facts`(known: Known) throws {
        let script = try Script(file: known.file)
        let played = script.play(.probing(known.service, opensMailbox: known.opensMailbox))
        let talk = played.talk
        #expect(talk.transcript == script.shown)
        #expect(talk.ending == known.ending)
        #expect(talk.stage == known.stage)
        #expect(talk.reply.map { "\($0.status) \($0.code ?? "-") \($0.text)" } == known.reply)
        #expect(talk.loginProven == known.isProven)
        #expect(talk.loginTried == known.isTried)
        #expect(talk.mailbox == known.mailbox)
        #expect(played.secrets.isEmpty == !known.isTried)
        #expect(played.isFinished)
    }

    @Test(arguments: known)
    func `wherever the network cuts, the facts are the same`(known: Known) throws {
        let script = try Script(file: known.file)
        let whole = script.play(.probing(known.service, opensMailbox: known.opensMailbox)).talk
        for cut in 1..<script.serverBytes {
            #expect(
                script.play(.probing(known.service, opensMailbox: known.opensMailbox), cut: cut).talk == whole,
                "cut after \(cut) bytes")
        }
    }

    @Test func `what is announced before and after STARTTLS is kept apart`() throws {
        let talk = try Script(file: "imap-2.3").play(.probing(.imap)).talk
        #expect(talk.capabilities.contains("LOGINDISABLED"))
        #expect(!talk.capabilities.contains("AUTH=PLAIN"))
        #expect(talk.securedCapabilities.suffix(2) == ["LITERAL+", "AUTH=PLAIN"])
        let mail = try Script(file: "pop3-2.3").play(.probing(.pop3)).talk
        #expect(mail.capabilities.contains("STLS"))
        #expect(mail.securedCapabilities.suffix(2) == ["USER", "SASL PLAIN"])
    }

    @Test func `a server that waits for its auth process has not greeted`() throws {
        let talk = try Script(file: "auth-unreachable-2.3").play(.probing(.imap)).talk
        #expect(talk.greeting == nil)
        #expect(talk.notices == ["Waiting for authentication process to respond.."])
    }

    @Test func `without credentials nothing is tried, and the goodbye is said`() throws {
        let script = try Script(file: "imaps-2.4")
        let asked = Script(Array(script.lines.prefix(4)) + ["C: a2 LOGOUT", "S: * BYE Logging out", "S: a2 OK Bye."])
        let talk = asked.play(MailDialogue(service: .imaps, credentials: nil)).talk
        #expect(talk.transcript == asked.shown)
        #expect(talk.stage == .left)
        #expect(talk.ending == .completed)
        #expect(!talk.loginTried)
    }
}
