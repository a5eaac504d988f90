import Fleet
import Testing

@testable import Sweep

@Suite struct `Redacting secrets` {
    private func clean(_ text: String, _ secrets: [String] = ["s3cret-word"], account: String = "probe") -> String {
        Redactor(secrets.map { Secret(Array($0.utf8)) }, accounts: [account]).clean(text)
    }

    @Test func `a password that is said back is taken out, wherever it stands and however often`() {
        #expect(clean("s3cret-word") == "[redacted]")
        #expect(clean("given s3cret-words3cret-word, s3cret-word") == "given [redacted][redacted], [redacted]")
    }

    @Test func `its base64 and that of SASL PLAIN are taken out`() {
        let alone = Base64.encode(Array("s3cret-word".utf8))
        let plain = Base64.encode(Array("\0probe\0s3cret-word".utf8))
        #expect(clean("LOGIN \(alone), PLAIN \(plain).") == "LOGIN [redacted], PLAIN [redacted].")
    }

    @Test func `what only looks like its beginning stays`() {
        #expect(clean("s3cret-wor s3cret s s3s3cret-word") == "s3cret-wor s3cret s s3[redacted]")
    }

    @Test func `a secret too short to hide is left, and none changes nothing`() {
        #expect(clean("a banana", ["a"]) == "a banana")
        #expect(clean("s3cret-word", []) == "s3cret-word")
    }

    @Test func `bytes around it that are no text survive`() {
        let redactor = Redactor([Secret([0xFF, 0xFE, 0x00, 0x41])], accounts: [])
        #expect(redactor.clean([1, 0xFF, 0xFE, 0x00, 0x41, 0xC3]) == [1] + Array("[redacted]".utf8) + [0xC3])
    }

    @Test func `both streams of evidence are cleaned, and nothing else of it`() {
        let secret = Array("s3cret-word".utf8)
        let evidence = Evidence(
            "password", ending: .exited(77), output: secret, errors: [10] + secret, isCut: true, milliseconds: 7)
        let cleaned = Redactor([Secret(secret)], accounts: ["probe"]).clean(evidence)
        #expect(
            cleaned
                == Evidence(
                    "password", ending: .exited(77), output: Array("[redacted]".utf8),
                    errors: Array("\n[redacted]".utf8), isCut: true, milliseconds: 7))
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["\n", " \n", "d\n", "3\nc\n", "3\n\n\n\n\n"])
    func `line ends without number are walked once`(piece: String) {
        let text = "x" + String(repeating: piece, count: (1 << 17) / piece.utf8.count) + "s3cret-\nword"
        #expect(clean(text).hasSuffix("[redacted]"))
    }

    @Test func `a text that is made to be costly is masked from there`() {
        // Each line end may be in the middle of the secret.
        let secret = String(repeating: "a", count: 60) + "b"
        let text = "kept\n" + String(repeating: "a\n", count: 1 << 17)
        let cleaned = clean(text + secret, [secret])
        #expect(cleaned.hasPrefix("kept") && cleaned.hasSuffix("[redacted]"))
        #expect(cleaned.utf8.count < text.utf8.count / 2)
    }

    @Test func `a gap longer than any indentation ends a secret`() {
        let short = String(repeating: " ", count: 40)
        #expect(clean("s3cret\n\(short)-word") == "[redacted]")
        let long = String(repeating: " ", count: 400)
        #expect(clean("s3cret\n\(long)-word") == "s3cret\n\(long)-word")
    }
}
