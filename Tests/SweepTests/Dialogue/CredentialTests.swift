import Fleet
import Testing

@testable import Sweep

/// When a credential is sent, how, and that it is seen nowhere else.
@Suite struct CredentialTests {
    private let response = Base64.encode(Array("\0probe@example.net\0s3cret-Ä".utf8))

    private func announcing(_ capabilities: String, _ rest: String...) -> Script {
        Script(
            ["S: * OK ready", "C: a1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 \(capabilities)", "S: a1 OK done"] + rest)
    }

    @Test func `where the server takes it, the response goes with the command`() {
        let played = announcing("AUTH=PLAIN SASL-IR", "C: a2 AUTHENTICATE PLAIN [redacted]").play(.probing())
        #expect(played.secrets == [Array("a2 AUTHENTICATE PLAIN \(response)\r\n".utf8)])
    }

    @Test func `where it does not, the response waits for the server's word`() {
        let script = announcing(
            "AUTH=PLAIN", "C: a2 AUTHENTICATE PLAIN", "S: + ", "C: [redacted]", "S: a2 OK Logged in")
        let played = script.play(.probing())
        #expect(played.secrets == [Array("\(response)\r\n".utf8)])
        #expect(played.talk.transcript == script.shown + ["C: a3 NAMESPACE"])
    }

    @Test func `a challenge that PLAIN does not have is cancelled`() {
        let script = announcing(
            "AUTH=PLAIN SASL-IR", "C: a2 AUTHENTICATE PLAIN [redacted]", "S: + more", "C: *", "S: a2 BAD cancelled",
            "C: a3 LOGOUT")
        #expect(script.play(.probing()).talk.transcript == script.shown)
    }

    @Test func `a server that goes on asking is left alone`() {
        let script = announcing(
            "AUTH=PLAIN SASL-IR", "C: a2 AUTHENTICATE PLAIN [redacted]", "S: + more", "C: *", "S: + more", "S: + more")
        let played = script.play(.probing())
        #expect(played.talk.transcript == script.shown.dropLast())
        #expect(played.talk.ending == .garbled && played.isFinished && played.secrets.count == 1)
    }

    @Test func `LOGIN takes over where PLAIN is missing, in literals`() {
        let script = announcing(
            "", "C: a2 LOGIN {17}", "S: + OK", "C: probe@example.net {…}", "S: + OK", "C: [redacted]",
            "S: a2 OK Logged in", "C: a3 NAMESPACE", "S: a3 OK Namespace completed.", "C: a4 LOGOUT")
        let played = script.play(.probing())
        #expect(played.secrets == [Array("probe@example.net {9}\r\n".utf8), Array("s3cret-Ä\r\n".utf8)])
        #expect(played.talk.transcript == script.shown)
        #expect(played.talk.loginProven)
    }

    @Test func `no credential goes in clear, unless the vantage allows it`() {
        let script = announcing("AUTH=PLAIN SASL-IR")
        let outside = script.play(.probing(.imap))
        #expect(outside.secrets.isEmpty)
        #expect(outside.talk.ending == .withheld)
        #expect(script.play(.probing(.imap, inClear: true)).secrets.count == 1)
    }

    @Test func `no credential goes where login is disabled, or without leave`() {
        let disabled = announcing("LOGINDISABLED").play(.probing(.imap, inClear: true))
        #expect(disabled.secrets.isEmpty)
        #expect(disabled.talk.ending == .withheld)
        let forbidden = announcing("AUTH=PLAIN").play(.probing(), grantsLeave: false)
        #expect(forbidden.secrets.isEmpty)
        #expect(forbidden.talk.ending == .withheld)
        #expect(!forbidden.talk.loginTried)
    }

    @Test func `words that came before the handshake are not taken for words under TLS`() {
        let script = Script([
            "S: * OK ready", "C: a1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 STARTTLS", "S: a1 OK done",
            "C: a2 STARTTLS", "S: a2 OK Begin TLS", "S: * CAPABILITY IMAP4rev1 AUTH=PLAIN", "S: a3 OK done", "TLS",
        ])
        let played = script.play(.probing(.imap))
        #expect(played.talk.ending == .garbled)
        #expect(!played.isAwaitingTLS && played.secrets.isEmpty)
    }

    /// An attacker may have written them (RFC 9051, section 6.2.1).
    @Test func `capabilities from before TLS are not believed under it`() {
        let script = Script([
            "S: * OK ready", "C: a1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN LOGINDISABLED",
            "S: a1 OK done", "C: a2 STARTTLS", "S: a2 OK Begin TLS", "TLS", "C: a3 CAPABILITY", "S: a3 OK done",
        ])
        let played = script.play(.probing(.imap))
        #expect(played.talk.securedCapabilities == [])
    }

    @Test func `an OK that comes before the password was sent is no login`() {
        let played = announcing("AUTH=PLAIN", "C: a2 AUTHENTICATE PLAIN", "S: a2 OK Logged in").play(.probing())
        #expect(!played.talk.loginProven && played.talk.stage != .authenticated && played.talk.ending == .garbled)
    }

    @Test func `an answer to another command is none to this one`() {
        let played = announcing(
            "AUTH=PLAIN SASL-IR", "C: a2 AUTHENTICATE PLAIN [redacted]", "S: a1 OK Logged in", "S: a9 OK Logged in"
        ).play(.probing())
        #expect(played.talk.stage != .authenticated && !played.talk.loginProven)
    }

    @Test func `STLS is asked for once`() {
        let script = Script([
            "S: +OK ready", "C: CAPA", "S: +OK", "S: STLS", "S: .", "C: STLS", "S: +OK Begin TLS", "TLS", "C: CAPA",
            "S: +OK", "S: STLS", "S: .",
        ])
        let played = script.play(.probing(.pop3))
        #expect(played.talk.transcript.filter { $0 == "C: STLS" }.count == 1)
        #expect(played.talk.transcript.last == "C: QUIT")
    }

    @Test func `a server that says the credential back to us is scrubbed`() {
        let script = announcing(
            "AUTH=PLAIN SASL-IR", "C: a2 AUTHENTICATE PLAIN [redacted]", "S: * OK [ALERT] you sent \(response)",
            "S: a2 NO [AUTHENTICATIONFAILED] not s3cret-Ä, \(Base64.encode(probe.password.bytes))", "C: a3 LOGOUT",
            "S: * BYE s3cret-Ä", "EOF")
        let words = String(reflecting: script.play(.probing()).talk)
        #expect(!words.contains("s3cret"))
        #expect(!words.contains(response))
        #expect(!words.contains(Base64.encode(probe.password.bytes)))
    }
}
