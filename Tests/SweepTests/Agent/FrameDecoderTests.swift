import Fleet
import Testing

@testable import Sweep

@Suite struct `Frame decoder` {
    static let transcript = Array(
        """
        Welcome to mx07!\r
        @nonsense hello 1 9 0

        @n1 hello 1 3 0

        @n1 begin version 65536 100.00
        2.3.19.1 (9b53102964)

        @n1 status 0

        @n1 errors

        @n1 end version done 100.25

        @n1 ready

        @n1 begin password 65536 101.00

        @n1 status 77

        @n1 errors
        doveadm: @n1x is no mark
        @n1 end password done 103.10

        @n1 begin hanging 65536 104.00
        half
        @n1 end hanging timeout 109.00

        @n1 bye 3

        """.utf8)

    static let events: [FrameDecoder.Event] = [
        .hello(probes: 3),
        .evidence(
            Evidence(
                "version", ending: .exited(0), output: Array("2.3.19.1 (9b53102964)\n".utf8), milliseconds: 250)),
        .ready,
        .evidence(
            Evidence(
                "password", ending: .exited(77), errors: Array("doveadm: @n1x is no mark".utf8), milliseconds: 2100)),
        .evidence(Evidence("hanging", ending: .timedOut, output: Array("half".utf8), milliseconds: 5000)),
        .bye,
    ]

    @Test func `the same events come whatever the transcript is cut into`() {
        for cut in 0...Self.transcript.count {
            var decoder = FrameDecoder(nonce: "n1")
            let events = decoder.append(Array(Self.transcript[..<cut])) + decoder.append(Array(Self.transcript[cut...]))
            #expect(events == Self.events, "cut at \(cut)")
        }
    }

    @Test func `the same events come byte by byte`() {
        var decoder = FrameDecoder(nonce: "n1")
        #expect(Self.transcript.flatMap { decoder.append([$0]) } == Self.events)
    }

    @Test func `a probe whose end never came before the next began is unreported, and keeps what it said`() {
        var decoder = FrameDecoder(nonce: "n1")
        let events = decoder.append(
            Array(
                "\n@n1 hello 1 2 0\n\n@n1 begin a 99 -\nhalf\n@n1 begin b 99 -\n\n@n1 status 0\n\n@n1 end b done -\n"
                    .utf8))
        #expect(
            events == [
                .hello(probes: 2), .evidence(Evidence("a", ending: .unreported, output: Array("half".utf8))),
                .evidence(Evidence("b", ending: .exited(0))),
            ])
    }

    @Test func `a transcript that ends early invents nothing, and keeps the probe in hand`() {
        for end in 0..<Self.transcript.count {
            var decoder = FrameDecoder(nonce: "n1")
            let events = decoder.append(Array(Self.transcript[..<end]))
            #expect(Self.events.starts(with: events), "ended at \(end)")
            if let rest = decoder.finish() { #expect(rest.ending == .unreported) }
        }
    }

    @Test func `what a login shell prints first is noise`() {
        var decoder = FrameDecoder(nonce: "n1")
        _ = decoder.append(Self.transcript)
        #expect(String(decoding: decoder.noise, as: UTF8.self).contains("Welcome to mx07!"))
    }

    @Test func `a frame with another nonce is output like any other`() {
        var decoder = FrameDecoder(nonce: "n1")
        let events = decoder.append(
            Array("\n@n1 hello 1 1 0\n\n@n1 begin a 99 -\n\n@n2 status 0\n\n@n1 status 1\n\n@n1 end a done -\n".utf8))
        #expect(
            events == [
                .hello(probes: 1),
                .evidence(Evidence("a", ending: .exited(1), output: Array("\n@n2 status 0\n".utf8))),
            ])
    }

    @Test func `output beyond the cap is dropped and said to be cut`() throws {
        var decoder = FrameDecoder(nonce: "n1")
        _ = decoder.append(Array("\n@n1 hello 1 1 0\n\n@n1 begin a 10 -\n".utf8))
        for _ in 0..<1000 { _ = decoder.append(Array("0123456789".utf8)) }
        let events = decoder.append(Array("\n@n1 status 0\n\n@n1 errors\n\n@n1 end a done -\n".utf8))
        guard case .evidence(let evidence)? = events.first else { throw Missing() }
        #expect(evidence.isCut)
        #expect(evidence.output.count == 10)
    }

    @Test func `output whose status was cut off with it is said to be cut`() throws {
        var decoder = FrameDecoder(nonce: "n1")
        let events = decoder.append(
            Array("\n@n1 hello 1 1 0\n\n@n1 begin a 10 -\n0123456789\n@n1 errors\n\n@n1 end a done -\n".utf8))
        guard case .evidence(let evidence)? = events.last else { throw Missing() }
        #expect(evidence.isCut)
    }

    @Test(arguments: [("nan", "nan"), ("1", "inf"), ("-1e300", "1e300"), ("5", "1"), ("0x1p1023", "1")])
    func `no two times that a host can say are too much`(from: String, until: String) throws {
        var decoder = FrameDecoder(nonce: "n1")
        let events = decoder.append(
            Array("\n@n1 hello 1 1 0\n\n@n1 begin a 10 \(from)\n\n@n1 status 0\n\n@n1 end a done \(until)\n".utf8))
        guard case .evidence(let evidence)? = events.last else { throw Missing() }
        #expect(evidence.milliseconds == 0)
    }

    @Test func `a mark cannot raise the cap`() throws {
        var decoder = FrameDecoder(nonce: "n1")
        _ = decoder.append(Array("\n@n1 hello 1 1 0\n\n@n1 begin a 8000000 -\n".utf8))
        _ = decoder.append([UInt8](repeating: 120, count: 1 << 20))
        #expect(decoder.finish()?.output.count == FrameDecoder.sectionLimit)
    }

    @Test func `noise without end overflows`() {
        var decoder = FrameDecoder(nonce: "n1")
        for _ in 0..<70 { _ = decoder.append([UInt8](repeating: 120, count: 1024)) }
        #expect(decoder.hasOverflowed)
        #expect(decoder.noise.count <= FrameDecoder.noiseLimit)
    }

    @Test func `a session without end overflows`() {
        var decoder = FrameDecoder(nonce: "n1")
        _ = decoder.append(Array("\n@n1 hello 1 1 0\n\n@n1 begin a 10 -\n".utf8))
        for _ in 0..<9 { _ = decoder.append([UInt8](repeating: 120, count: 1 << 20)) }
        #expect(decoder.hasOverflowed)
    }

    struct Missing: Error {}
}
