import Fleet
import Testing

@testable import Sweep

/// The ways in which Dovecot fails a client, in its own words, each told apart from the others.
@Suite struct FailureTests {
    private static let announced = [
        "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] Dovecot ready.", "C: a1 CAPABILITY",
        "S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN", "S: a1 OK Pre-login capabilities listed.",
        "C: a2 AUTHENTICATE PLAIN [redacted]",
    ]

    private func play(_ rest: String...) -> MailSession {
        Script(Self.announced + rest).play(.probing()).talk
    }

    @Test(arguments: [
        ("NO [UNAVAILABLE] Temporary authentication failure.", "UNAVAILABLE"),
        ("NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure connections.", "PRIVACYREQUIRED"),
        ("NO [EXPIRED] Password expired", "EXPIRED"),
        ("NO [CONTACTADMIN] Maintenance", "CONTACTADMIN"),
        ("NO [AUTHORIZATIONFAILED] Authorization failed", "AUTHORIZATIONFAILED"),
        ("NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)", "LIMIT"),
        ("NO [SERVERBUG] Internal error occurred. Refer to server log for more information.", "SERVERBUG"),
        ("BAD [ALERT] Wait", "ALERT"),
        ("NO Authentication failed.", nil),
    ])
    func `a refused login keeps the server's code`(answer: String, code: String?) {
        let talk = play("S: a2 \(answer)", "C: a3 LOGOUT", "S: * BYE Logging out", "S: a3 OK Logout completed.")
        #expect(talk.ending == .refused)
        #expect(talk.stage == .capable)
        #expect(talk.reply?.code == code)
        #expect(talk.transcript.last == "S: a3 OK Logout completed.")
    }

    @Test func `an OK to the login proves nothing when the mailbox cannot be initialised`() {
        let talk = play(
            "S: a2 OK Logged in, but initialization failed.", "C: a3 NAMESPACE",
            "S: * BYE Internal error occurred. Refer to server log for more information.", "EOF")
        #expect(talk.stage == .authenticated)
        #expect(talk.ending == .bye)
        #expect(talk.reply?.text.hasPrefix("Internal error") == true)
        #expect(!talk.loginProven)
    }

    @Test func `a connection that ends after the login is not one that was refused`() {
        let talk = play("S: a2 OK [CAPABILITY IMAP4rev1] Logged in", "C: a3 NAMESPACE", "EOF")
        #expect(talk.stage == .authenticated)
        #expect(talk.ending == .closed)
        #expect(!talk.loginProven)
    }

    @Test func `a namespace that is refused proves no login`() {
        let talk = play("S: a2 OK Logged in", "C: a3 NAMESPACE", "S: a3 NO [SERVERBUG] Internal error", "C: a4 LOGOUT")
        #expect(talk.ending == .refused)
        #expect(talk.stage == .authenticated)
        #expect(!talk.loginProven)
    }

    @Test(arguments: 0...4)
    func `a connection that ends keeps how far it had come`(lines: Int) {
        let stages: [MailSession.Stage] = [.connected, .greeted, .greeted, .greeted, .capable]
        let talk = Script(Array(Self.announced.prefix(lines)) + ["EOF"]).play(.probing()).talk
        #expect(talk.stage == stages[lines])
        #expect(talk.ending == .closed)
    }

    @Test func `an untagged word before the answer is a notice`() {
        let talk = play(
            "S: * OK Waiting for authentication process to respond..",
            "S: * BAD [ALERT] the password was exposed.", "S: a2 NO [PRIVACYREQUIRED] no", "C: a3 LOGOUT")
        #expect(
            talk.notices == [
                "Waiting for authentication process to respond..", "[ALERT] the password was exposed.",
            ])
        #expect(talk.reply?.code == "PRIVACYREQUIRED")
    }

    @Test func `a greeting that has us logged in already is not logged in to`() {
        let talk = Script([
            "S: * PREAUTH ready", "C: a1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 AUTH=PLAIN STARTTLS", "S: a1 OK done",
            "C: a2 LOGOUT", "S: a2 OK bye",
        ]).play(.probing(.imap)).talk
        #expect(talk.greeting == "* PREAUTH ready")
        #expect(!talk.loginTried && !talk.loginProven)
        #expect(talk.ending == .completed)
    }

    @Test func `a refused STARTTLS ends before any credential`() {
        let talk = Script([
            "S: * OK ready", "C: a1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN", "S: a1 OK done",
            "C: a2 STARTTLS", "S: a2 BAD TLS support isn't enabled.", "C: a3 LOGOUT", "S: a3 OK bye",
        ]).play(.probing(.imap)).talk
        #expect(talk.ending == .refused)
        #expect(talk.reply?.text == "TLS support isn't enabled.")
        #expect(!talk.loginTried)
    }

    @Test(arguments: ["HTTP/1.1 400 Bad Request", "SSH-2.0-OpenSSH_9.2", "", "220 mx ESMTP", "* LIST", "a1 OK ready"])
    func `a server that speaks another protocol is garbled`(greeting: String) {
        for service in MailService.allCases {
            let played = Script(["S: \(greeting)"]).play(.probing(service))
            #expect(played.talk.ending == .garbled)
            #expect(played.isFinished && played.sent.isEmpty)
        }
    }

    @Test func `a POP3 server that refuses at once, or knows no CAPA, says so`() {
        let busy = Script(["S: -ERR [SYS/TEMP] Too many connections"]).play(.probing(.pop3)).talk
        #expect(busy.ending == .refused)
        #expect(busy.reply?.code == "SYS/TEMP")
        let old = Script(["S: +OK ready", "C: CAPA", "S: -ERR Unknown command.", "C: QUIT", "S: +OK bye"])
        #expect(old.play(.probing(.pop3)).talk.transcript == old.shown)
        #expect(old.play(.probing(.pop3)).talk.stage == .greeted)
    }
}
