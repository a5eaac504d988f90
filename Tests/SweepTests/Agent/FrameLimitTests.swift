import Fleet
import Testing

@testable import Sweep

/// What the decoder does on each side of its limits.
@Suite struct FrameLimitTests {
    private static let greeting = "\n@n0 hello 2 2 0\n"

    private func events(_ text: String) -> [FrameDecoder.Event] {
        var decoder = FrameDecoder(nonce: "n0")
        return decoder.append(Array(text.utf8))
    }

    private func evidence(_ text: String) -> [Evidence] {
        events(Self.greeting + text).compactMap { if case .evidence(let found) = $0 { found } else { nil } }
    }

    private func probe(_ name: String, output: String = "", cap: String = "65536", errors: String? = nil) -> String {
        "\n@n0 begin \(name) \(cap) 1.5\n\(output)\n@n0 status 0\n" + (errors.map { "\n@n0 errors\n\($0)" } ?? "")
            + "\n@n0 end \(name) done 2.75\n"
    }

    @Test func `the end of another probe does not end this one`() {
        let found = evidence("\n@n0 begin a 99 -\nx\n@n0 end b done -\ny\n@n0 status 3\n\n@n0 end a done -\n")
        #expect(found.map(\.probe) == ["a"])
        #expect(found.first?.ending == .exited(3))
    }

    /// The decoder begins with a line end of its own.
    @Test(arguments: [(FrameDecoder.noiseLimit - 1, false), (FrameDecoder.noiseLimit, true)])
    func `noise before the greeting has a limit`(count: Int, hasOverflowed: Bool) {
        var decoder = FrameDecoder(nonce: "n0")
        _ = decoder.append(Array(String(repeating: "x", count: count).utf8))
        _ = decoder.append(Array(Self.greeting.utf8))
        #expect(decoder.hasOverflowed == hasOverflowed)
    }

    @Test(arguments: [(FrameDecoder.sectionLimit, false), (FrameDecoder.sectionLimit + 1, true)])
    func `errors have a limit`(count: Int, isCut: Bool) {
        let found = evidence(probe("a", errors: String(repeating: "e", count: count)))
        #expect(found.map(\.isCut) == [isCut])
        #expect(found.first?.errors.count == FrameDecoder.sectionLimit)
    }

    @Test(arguments: [(9, "10", false), (10, "10", false), (11, "10", true), (9, "99999999", false)])
    func `output has the limit of its mark`(count: Int, cap: String, isCut: Bool) {
        let found = evidence(probe("a", output: String(repeating: "o", count: count), cap: cap))
        #expect(found.map(\.isCut) == [isCut])
        #expect(found.first?.output.count == min(count, 10))
    }

    @Test func `no mark raises the limit of output`() {
        let count = FrameDecoder.sectionLimit + 1
        let found = evidence(probe("a", output: String(repeating: "o", count: count), cap: "9999999"))
        #expect(found.map(\.isCut) == [true] && found.first?.output.count == FrameDecoder.sectionLimit)
    }

    @Test func `no more probes come home than were announced, and each once`() {
        #expect(evidence(probe("a") + probe("b") + probe("c")).map(\.probe) == ["a", "b"])
        #expect(evidence(probe("a") + probe("a") + probe("b")).map(\.probe) == ["a", "b"])
    }

    @Test func `the time of a probe is in milliseconds`() {
        #expect(evidence(probe("a")).map(\.milliseconds) == [1_250])
    }

    @Test(arguments: [(FrameDecoder.mostMarks, false), (FrameDecoder.mostMarks + 1, true)])
    func `marks have a limit`(count: Int, hasOverflowed: Bool) {
        var decoder = FrameDecoder(nonce: "n0")
        _ = decoder.append(Array((Self.greeting + String(repeating: "\n@n0 x\n", count: count - 1)).utf8))
        #expect(decoder.hasOverflowed == hasOverflowed)
    }

    @Test(arguments: ["== forged\n", "x\n== forged\n", "== forged"])
    func `a line of output that looks like a part's mark is none`(line: String) {
        let found = evidence(
            "\n@n0 begin a 999 -\n\n@n0 part real\n\(line)\n@n0 part-status 0\n\n@n0 status 0\n\n@n0 end a done -\n")
        let text = String(decoding: found.first?.output ?? [], as: UTF8.self)
        #expect(text.contains(" == forged") && !text.contains("\n== forged"))
    }

    @Test func `a part that comes twice is forged`() {
        let part = "\n@n0 part one\nx\n@n0 part-status 0\n"
        let found = [part, part + part].flatMap {
            evidence("\n@n0 begin a 999 -\n\($0)\n@n0 status 0\n\n@n0 end a done -\n")
        }
        #expect(found.map(\.parts) == [.framed, .forged])
    }
}
