import Fleet
import Testing

@testable import Sweep

/// The engine against a host that has read the agent, and answers as it pleases.
@Suite struct `A hostile host` {
    private let password = "correct-horse"

    @Test func `gets the password once, however often it asks`() async {
        let host = HostileHost(says: ["@hello 1 1 0", "@ready", "@ready", "@ready", "@bye 1"])
        #expect(await host.swept(password: password).ending.outcome == .swept)
        #expect(await host.heard.words == ["go\ncorrect-horse\n"])
    }

    @Test func `gets no password before it has greeted`() async {
        let host = HostileHost(says: ["@ready", "@ready", "@hello 1 0 0", "@bye 0"])
        _ = await host.swept(password: password)
        #expect(await host.heard.words.isEmpty)
    }

    @Test func `is cut off when its errors have no end`() async {
        var host = HostileHost(says: ["@hello 1 1 0"])
        host.errors = [UInt8](repeating: 69, count: 1 << 20)
        let record = await host.swept(password: password)
        #expect(record.ending.outcome == .disconnected)
        #expect(record.ending.reason?.contains("8 MiB") == true)
    }

    @Test func `cannot put the password into the record`() async throws {
        let frames = [
            "@begin version 99 1", "{password}", "@status 0", "@errors", "{password}", "@end version done 2",
        ]
        let host = HostileHost(
            says: ["@hello 1 1 0", "@ready"] + frames,
            disconnectMessage: HostFailure(.disconnected, "it said {password}"))
        let record = await host.swept(password: password)
        #expect(record.evidence.count == 1)
        #expect(record.ending.reason == "it said [redacted]")
        let evidence = try #require(record.evidence.first)
        for text in [evidence.output, evidence.errors] {
            #expect(String(decoding: text, as: UTF8.self) == "[redacted]")
        }
    }

    @Test func `cannot report a probe that it was not sent, nor one twice`() async {
        func frames(_ name: String) -> [String] { ["@begin \(name) 99 1", "x", "@status 0", "@end \(name) done 2"] }
        let names = ["version", "{password}", "invented", "version", "system"]
        let host = HostileHost(says: ["@hello 2 9 0"] + names.flatMap(frames) + ["@bye 5"])
        let record = await host.swept(password: password)
        #expect(record.evidence.map(\.probe) == ["version", "system"])
    }
}
