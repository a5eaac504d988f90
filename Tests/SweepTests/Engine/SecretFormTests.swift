import Fleet
import Foundation
import Testing

@testable import Sweep

/// What a host may make of a password, by other encoders than ours where there is one.
@Suite struct `Forms of a secret` {
    static let secret = #"S3c"ret\Pass-w0rd'é&<$`"#
    private let redactor = Redactor([Secret(Array(secret.utf8))], accounts: ["probe"])

    static let forms: [(name: String, text: String)] = {
        let bytes = Array(secret.utf8)
        let json = (try? JSONEncoder().encode([secret])).map { String(decoding: $0, as: UTF8.self) } ?? ""
        func hex(_ byte: UInt8) -> String { String(format: "%02x", byte) }
        return [
            ("as it is", secret), ("JSON", String(json.dropFirst(2).dropLast(2))),
            ("JSON in ASCII", #"S3c\"ret\\Pass-w0rd'\u00e9&<$`"#), ("IMAP", #"S3c\"ret\\Pass-w0rd'é&<$`"#),
            ("shell", #"'S3c"ret\Pass-w0rd'\''é&<$`'"#), ("shell, double quotes", #"S3c\"ret\\Pass-w0rd'é&<\$\`"#),
            ("printf %q", #"S3c\"ret\\Pass-w0rd\'\é\&\<\$\`"#.replacing(#"\é"#, with: "\\\u{C3}\\\u{A9}")),
            ("SQL", #"S3c"ret\Pass-w0rd''é&<$`"#), ("CSV", #"S3c""ret\Pass-w0rd'é&<$`"#),
            ("HTML", #"S3c&quot;ret\Pass-w0rd&#39;é&amp;&lt;$`"#),
            ("URL", secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""),
            ("hex", bytes.map(hex).joined()), ("HEX", bytes.map(hex).joined().uppercased()),
            ("\\x", bytes.map { "\\x" + hex($0) }.joined()),
            ("\\x where not ASCII", bytes.map { $0 < 127 ? String(Unicode.Scalar($0)) : "\\x" + hex($0) }.joined()),
            ("octal where not ASCII", #"S3c"ret\Pass-w0rd'\303\251&<$`"#),
            ("rsyslog", #"S3c"ret\Pass-w0rd'#303#251&<$`"#),
            ("base64", Data(bytes).base64EncodedString()),
            ("SASL PLAIN", Data(Array("\0probe\0".utf8) + bytes).base64EncodedString()),
        ]
    }()

    @Test(arguments: forms.filter { $0.name != "printf %q" && $0.name != "URL" })
    func `a form of it is taken out`(_ form: (name: String, text: String)) {
        let cleaned = redactor.clean("before \(form.text) after")
        #expect(cleaned.replacing("'", with: "") == "before [redacted] after", "\(form.name)")
    }

    @Test(arguments: [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 2), (7, 5)])
    func `its base64 is taken out whatever stands before and behind it`(before: Int, behind: Int) {
        let whole =
            [UInt8](repeating: 7, count: before) + Array(Self.secret.utf8) + [UInt8](repeating: 7, count: behind)
        let cleaned = redactor.clean(Data(whole).base64EncodedString())
        #expect(cleaned.contains("[redacted]"))
        let left = cleaned.replacing("[redacted]", with: "")
        #expect(left.count <= (before + behind) * 4 / 3 + 6)
    }

    @Test func `every percent sign of a URL may be written either way`() {
        let url = "S3c%22ret%5CPass-w0rd%27%C3%A9%26%3C%24%60"
        #expect(redactor.clean("?p=\(url)&x") == "?p=[redacted]&x")
        #expect(
            redactor.clean("?p=\(url.lowercased().replacing("s3c", with: "S3c").replacing("pass", with: "Pass"))&x")
                == "?p=[redacted]&x")
    }

    @Test(arguments: ["\n", "\r\n", "\n    ", " \n", "\n\n"]) func `a line end does not hide it`(end: String) {
        let bytes = Array(Self.secret.utf8)
        for place in 1..<bytes.count {
            let text = Array("x ".utf8) + bytes[..<place] + Array(end.utf8) + bytes[place...] + Array(" y\n".utf8)
            #expect(redactor.clean(text) == Array("x [redacted] y\n".utf8), "split at \(place)")
        }
    }

    @Test func `short lines do not hide it`() {
        let encoded = Data(Self.secret.utf8).base64EncodedString()
        let lines = stride(from: 0, to: encoded.count, by: 5).map { encoded.dropFirst($0).prefix(5) }.joined(
            separator: "\n")
        #expect(redactor.clean("a\n\(lines)\nb") == "a\n[redacted]\nb")
    }

    @Test func `its beginning is taken out where evidence was cut`() {
        let bytes = Array(Self.secret.utf8)
        for count in 8..<bytes.count {
            let text = Array("given ".utf8) + bytes[..<count]
            #expect(redactor.clean(text, isCut: true) == Array("given [redacted]".utf8), "\(count) bytes")
        }
        #expect(redactor.clean(Array("given S3c\"ret".utf8), isCut: true) == Array("given S3c\"ret".utf8))
    }

    @Test func `its beginning is taken out where a long line was cut`() {
        let line = String(repeating: "x", count: 290) + " S3c\"ret\\Pass"
        #expect(redactor.clean(line + "\nnext") == String(repeating: "x", count: 290) + " [redacted]\nnext")
        #expect(redactor.clean("x S3c\"ret\\Pass\nnext") == "x S3c\"ret\\Pass\nnext")
    }

    @Test func `evidence that is not whole is cut evidence`() {
        let begun = Array(#"S3c"ret\Pass"#.utf8)
        func cleaned(_ ending: Evidence.Ending, isCut: Bool) -> [UInt8] {
            redactor.clean(Evidence("a", ending: ending, output: begun, isCut: isCut)).output
        }
        #expect(cleaned(.exited(0), isCut: false) == begun)
        #expect(cleaned(.exited(0), isCut: true) == Array("[redacted]".utf8))
        #expect(cleaned(.timedOut, isCut: false) == Array("[redacted]".utf8))
        #expect(cleaned(.unreported, isCut: false) == Array("[redacted]".utf8))
    }
}

@Suite struct `Secrets in a dialogue` {
    static let secret = "S3cret-Pass-w0rd"
    private let redactor = Redactor([Secret(Array(secret.utf8))], accounts: [])

    @Test func `no text of a dialogue holds one`() throws {
        let secret = Self.secret
        var talk = MailSession()
        talk.greeting = "+OK \(secret)"
        talk.capabilities = [secret]
        talk.securedCapabilities = [secret]
        talk.notices = [secret]
        talk.transcript = ["S: \(secret)"]
        talk.reply = MailSession.Reply(status: secret, code: secret, text: secret)
        let tls = Dialogue.TLS(version: secret, cipher: secret, chain: [Array(secret.utf8)], failure: secret)
        for reach in [Dialogue.Reach.unreachable(secret), .nameNotFound(secret), .notTried(secret)] {
            let dialogue = Dialogue(
                vantage: .outside, service: .pop3, address: "198.51.100.1", port: 110, reach: reach, tls: tls,
                talk: talk)
            let line = String(
                decoding: RecordLines.line(.dialogue(host: "mx1", redactor.clean(dialogue))), as: UTF8.self)
            #expect(!line.contains(secret))
            #expect(!line.contains(Base64.encode(Array(secret.utf8))))
            #expect(line.contains("[redacted]"))
        }
    }

    @Test func `a dialogue without one is left as it is`() {
        var talk = MailSession()
        talk.greeting = "+OK Dovecot ready."
        let tls = Dialogue.TLS(version: "TLSv1.3", cipher: "x", chain: [[1, 2]])
        let dialogue = Dialogue(
            vantage: .outside, service: .pop3, address: "198.51.100.1", port: 110, reach: .connected, tls: tls,
            talk: talk)
        #expect(redactor.clean(dialogue) == dialogue)
    }

    @Test func `why a host was lost holds none, not even its beginning`() {
        let ending = redactor.clean(
            Record.Ending(outcome: .shell, reason: "it said: “x \(Self.secret.dropLast())”", seconds: 1))
        #expect(ending.reason == "it said: “x [redacted]”")
    }
}

@Suite struct `One redactor a host` {
    private actor Kept: RecordSink {
        private(set) var lines = ""
        func append(_ event: Record.Event) { lines += String(decoding: RecordLines.line(event), as: UTF8.self) }
    }

    @Test func `a dialogue without a login is cleaned of every secret of the host`() async {
        let secrets = ["Probe-Word-1", "Login-Word-2", "Sudo-Word-3"]
        let redactor = Redactors().redactor(of: secrets.map { Secret(Array($0.utf8)) }, accounts: ["probe"])
        let sink = Kept()
        let log = HostLog(host: "mx1", sink: sink, redactor: redactor)
        var talk = MailSession()
        talk.greeting = "+OK \(secrets.joined(separator: " "))"
        await log.add(
            Dialogue(
                vantage: .outside, service: .pop3, address: "198.51.100.1", port: 110, reach: .connected, talk: talk))
        await log.add(Evidence("version", ending: .exited(0), output: Array(secrets.joined().utf8)))
        for secret in secrets { #expect(!(await sink.lines).contains(secret)) }
        #expect(log.dialogues.first?.talk?.greeting == "+OK [redacted] [redacted] [redacted]")
        #expect(log.evidence.first?.output == Array("[redacted][redacted][redacted]".utf8))
    }

    @Test func `hosts with other secrets have another`() {
        let redactors = Redactors()
        for number in 0..<100 {
            let secret = "Secret-Word-\(number)"
            let redactor = redactors.redactor(of: [Secret(Array(secret.utf8))], accounts: [])
            #expect(redactor.clean("x \(secret) y") == "x [redacted] y")
            let other = redactors.redactor(of: [Secret(Array("Another-Word".utf8))], accounts: [])
            #expect(other.clean("x \(secret) y") == "x \(secret) y")
        }
    }
}

@Suite struct `Searching for secrets` {
    private func found(_ strings: [String], in text: String, from start: Int = 0) -> Range<Int>? {
        SecretSearch(strings.map { Array($0.utf8) }).first(in: Array(text.utf8).span, from: start)
    }

    @Test func `the first is found, at either end too, and of two that begin together the longer`() {
        #expect(found(["abra"], in: "abracadabra") == 0..<4)
        #expect(found(["abra"], in: "abracadabra", from: 1) == 7..<11)
        #expect(found(["cad", "bra"], in: "abracadabra") == 1..<4)
        #expect(found(["abra", "abracad"], in: "an abracadabra") == 3..<10)
        #expect(found(["abra", "abracad"], in: "an abracab") == 3..<7)
        #expect(found(["ab"], in: "xab") == 1..<3)
        #expect(found(["abra"], in: "abr") == nil)
        #expect(found([], in: "abra") == nil)
    }

    @Test func `it finds what a plain search finds`() {
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            func word(_ counts: ClosedRange<Int>) -> String {
                String((0..<Int.random(in: counts, using: &dice)).map { _ in "ab".randomElement(using: &dice) ?? "a" })
            }
            let (strings, text) = ((0..<4).map { _ in word(2...6) }, word(0...40))
            let bytes = Array(text.utf8)
            let plain = bytes.indices.lazy.compactMap { start -> Range<Int>? in
                let here = strings.filter { bytes[start...].starts(with: $0.utf8) }.map(\.utf8.count).max()
                return here.map { start..<start + $0 }
            }.first
            #expect(found(strings, in: text) == plain, "\(strings) in \(text)")
        }
    }
}
