import Fleet
import Foundation
import Testing

@testable import Sweep

/// Several probes that share a shell, under every shell that a host may have as /bin/sh.
@Suite(.serialized) struct `A shell for several probes` {
    @Test(arguments: `Agent script`.shells)
    func `probes of one shell come home apart, each with its own errors and status`(
        _ shell: [String]
    ) throws {
        let probes = """
            together one 'stays=yes; echo first; (exit 3)' two 'echo oops >&2; echo "$stays$1"' three 'cat; wc -c'
            probe after 5 'echo here'
            """
        let script = `Agent script`.script(probes, account: "joe", shell: `Agent script`.inner(shell))
        let events = try LocalShell(shell, script: script).events()
        let announced = try #require(
            events.lazy.compactMap { if case .hello(let probes) = $0 { probes } else { nil } }.first)
        let found = events.compactMap { if case .evidence(let evidence) = $0 { evidence } else { nil } }
        #expect(announced == 4)
        #expect(found.map(\.probe) == ["one", "two", "three", "after"])
        #expect(found.map { String(decoding: $0.output, as: UTF8.self) } == ["first\n", "joe\n", "0\n", "here\n"])
        #expect(found.map { String(decoding: $0.errors, as: UTF8.self) } == ["", "oops", "", ""])
        #expect(found.map(\.ending) == [.exited(3), .exited(0), .exited(0), .exited(0)])
    }

    @Test(arguments: `Agent script`.shells)
    func `if one of several probes hangs, the others are still reported, and once`(
        _ shell: [String]
    ) throws {
        let probes = """
            short=1 long=1
            together one 'echo first' hanging 'echo half; sleep 600 | cat' three 'echo third'
            probe after 5 'echo here'
            """
        let events = try LocalShell(shell, script: `Agent script`.script(probes, shell: `Agent script`.inner(shell)))
            .events()
        let found = events.compactMap { if case .evidence(let evidence) = $0 { evidence } else { nil } }
        #expect(found.map(\.probe) == ["one", "hanging", "three", "after"])
        #expect(
            found.map { String(decoding: $0.output, as: UTF8.self) } == ["first\n", "half\n", "third\n", "here\n"])
        #expect(found.map(\.ending) == [.exited(0), .timedOut, .exited(0), .exited(0)])
        #expect(events.last == .bye)
    }

    /// It hangs in the shared shell only, as under load.
    @Test(arguments: `Agent script`.shells)
    func `a probe that the shared shell did not finish runs again alone, and whole`(
        _ shell: [String]
    ) throws {
        let folder = try Scratch()
        let probes = """
            long=1
            together one 'echo first' slow 'echo half; [ -e \(folder.path)/seen ] || { : >\(folder.path)/seen; sleep 600; }; echo whole'
            """
        let script = `Agent script`.script(probes, shell: `Agent script`.inner(shell))
        let events = try LocalShell(shell, script: script).events()
        let found = events.compactMap { if case .evidence(let evidence) = $0 { evidence } else { nil } }
        #expect(found.map(\.probe) == ["one", "slow"])
        #expect(found.map { String(decoding: $0.output, as: UTF8.self) } == ["first\n", "half\nwhole\n"])
        #expect(found.map(\.ending) == [.exited(0), .exited(0)])
    }
}
