import Fleet
import FuzzSupport
import Testing

@testable import Sweep

/// Target 2: any bytes, in any cuts.
@Suite(.serialized) struct FrameFuzzTests {
    @Test(.timeLimit(.minutes(60))) func `the same events come of any bytes, whatever they are cut into`() throws {
        try Fuzz("frames").run(cases: 60) { dice in
            let bytes = Mutation.of(Self.transcript(&dice), &dice)
            var (whole, cut) = (FrameDecoder(nonce: "n1"), FrameDecoder(nonce: "n1"))
            let events = whole.append(bytes)
            var pieces: [FrameDecoder.Event] = []
            for portion in dice.portions(
                of: bytes, most: bytes.count < 4_000 ? dice.pick([1, 7, 500]) : dice.pick([4_000, 70_000]))
            {
                pieces += cut.append(portion)
            }
            #expect(whole.hasOverflowed == cut.hasOverflowed)
            // Of a session that overflows only so much comes as it was cut.
            if !whole.hasOverflowed { #expect(events == pieces && whole.finish() == cut.finish()) }
            for case .evidence(let evidence) in pieces {
                #expect(evidence.output.count <= FrameDecoder.sectionLimit && evidence.milliseconds >= 0)
                #expect(evidence.errors.count <= FrameDecoder.sectionLimit)
            }
        }
    }

    private static func transcript(_ dice: inout Dice) -> [UInt8] {
        var bytes = dice.happens(80) ? Frame.transcript : []
        for _ in 0..<dice.below(20) {
            let words = [
                "hello", "begin", "status", "errors", "end", "ready", "bye", "version", "a", "done", "timeout", "1",
            ]
            let numbers = Mutation.numbers.map { String(decoding: $0, as: UTF8.self) } + words
            let mark = (0..<(1 + dice.below(5))).map { _ in dice.happens(70) ? dice.pick(words) : dice.pick(numbers) }
            bytes += Array("\n@n1 \(mark.joined(separator: " "))\n".utf8)
            bytes += Array(repeating: 0x61, count: dice.pick([0, 0, 3, 3, 3, 60, 700, dice.happens(10) ? 70_000 : 9]))
        }
        return bytes
    }
}

private enum Frame {
    static let transcript = Array(
        """
        Welcome!
        @n1 hello 1 3 0

        @n1 begin version 65536 100.00
        2.3.19.1 (9b53102964)

        @n1 status 0

        @n1 errors

        @n1 end version done 100.25

        @n1 ready

        @n1 begin hanging 65536 104.00
        half
        @n1 end hanging timeout 109.00

        @n1 bye 3

        """.utf8)
}
