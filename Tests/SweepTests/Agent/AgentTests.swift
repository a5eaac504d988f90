import Fleet
import Foundation
import Testing

@testable import Sweep

/// The agent under every shell that a host may have as /bin/sh.
@Suite(.serialized) struct `Agent script` {
    static let shells = [["dash"], ["bash"], ["busybox", "sh"], ["mksh"]]

    /// The agent with other probes in place of its own.
    static func script(
        _ probes: String, account: String = "", asksPassword: Bool = false, patience: Int = 1, shell: String
    ) -> [UInt8] {
        let whole = String(
            decoding: Agent.stream(
                nonce: "0f1e2d3c", shell: LocalShell.path(of: shell) ?? shell, account: account,
                wants: .init(patience: patience, password: asksPassword)), as: UTF8.self)
        let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
        let call = lines.last { $0.hasPrefix("dovesweep_agent ") } ?? ""
        // Defined again behind its first definition: the later one counts.
        let place = lines.lastIndex(of: "mark=@$1 shell=$2 user=$3 wants=$4") ?? lines.endIndex
        let own = ["probes() {", probes[...], "}"]
        return Array((lines[..<place] + own + lines[place...].dropLast(2) + [call, ""]).joined(separator: "\n").utf8)
    }

    static func inner(_ shell: [String]) -> String { shell.count == 1 ? shell[0] : "sh" }

    @Test(arguments: shells) func `every probe that is announced is reported`(_ shell: [String]) throws {
        let local = try LocalShell(shell, script: Agent.stream(nonce: "0f1e2d3c", account: "joe"))
        let events = local.events()
        guard case .hello(let probes)? = events.first else { throw Silent() }
        let reported = events.count { if case .evidence = $0 { true } else { false } }
        #expect(probes > 0)
        #expect(reported == probes)
        #expect(events.last == .bye)
    }

    @Test(arguments: shells, [("close", true), ("leave", false)])
    func `the last look waits for a word`(_ shell: [String], _ answer: (word: String, isTaken: Bool)) throws {
        let script = Agent.stream(nonce: "0f1e2d3c", account: "joe", wants: .init(closing: true))
        let local = try LocalShell(shell, script: script)
        #expect(local.events { $0 == .waiting }.last == .waiting)
        local.write(Array("\(answer.word)\n".utf8))
        let rest = local.events()
        let probes = rest.compactMap { if case .evidence(let evidence) = $0 { evidence.probe.rawValue } else { nil } }
        #expect(probes == (answer.isTaken ? ["attempts"] : []) && rest.last == .bye)
    }

    /// Every Debian has locked system accounts named mail, backup and news.
    @Test(arguments: [("%Lu", false), ("%{user | lower}", false), ("%Ln", true), ("%{user | username | lower}", true)])
    func `PAM is taken to know an account by the name that the format gives it`(format: String, isCut: Bool) throws {
        let folder = try Scratch()
        try folder.program(
            "doveconf", "printf '%s\\n' 'auth_username_format = \(format)' 'passdb {' '  driver = pam' '}'")
        try folder.program("passwd", "[ \"$3\" != mail ] || echo 'mail L 2026-11-29 0 99999 7 -1'")
        let script = Agent.stream(nonce: "0f1e2d3c", account: "mail@example.org", wants: .init(closing: true))
        let local = try LocalShell(["dash"], script: script, path: folder.path)
        _ = local.events { $0 == .waiting }
        local.write(Array("close\n".utf8))
        let said = String(decoding: try evidence(in: [.hello(probes: 1)] + local.events()).output, as: UTF8.self)
        #expect(said.contains("status L") == isCut, "\(said)")
    }

    @Test(arguments: shells) func `who waits for a word leaves when the channel is lost`(_ shell: [String]) throws {
        let script = Agent.stream(nonce: "0f1e2d3c", account: "joe", wants: .init(closing: true))
        let local = try LocalShell(shell, script: script)
        #expect(local.events { $0 == .waiting }.last == .waiting)
        local.hangUp()
        #expect(local.events() == [])
        local.process.waitUntilExit()
        #expect(local.process.terminationStatus == 143)
    }

    @Test(arguments: shells) func `an operator's own probes run last, whatever they are made of`(_ shell: [String])
        throws
    {
        let own = [
            Probe(name: "site.quotes", seconds: 2, command: #"echo 'it'"'"'s' "$1"; echo "}"; exit 4"#),
            Probe(name: "site.unclosed", seconds: 2, command: "echo 'open"),
            Probe(name: "site.after", seconds: 2, command: "echo here"),
        ]
        let script = Agent.stream(nonce: "0f1e2d3c", account: "joe", adding: own)
        let local = try LocalShell(shell, script: script)
        let found = local.events().compactMap { if case .evidence(let evidence) = $0 { evidence } else { nil } }
        #expect(found.suffix(3).map(\.probe) == own.map(\.name))
        #expect(found[found.count - 3].output == Array("it's joe\n}\n".utf8))
        #expect(found[found.count - 3].ending == .exited(4))
        #expect(found[found.count - 2].output.isEmpty)
        #expect(found.last?.output == Array("here\n".utf8))
    }

    @Test(arguments: shells) func `output, errors and status come home apart and whole`(_ shell: [String]) throws {
        let probes = #"probe both 5 'echo "one  two\\three"; echo wrong >&2; printf end; exit 3'"#
        let local = try LocalShell(shell, script: Self.script(probes, shell: Self.inner(shell)))
        let evidence = try evidence(in: local.events())
        #expect(evidence.errors == Array("wrong".utf8))
        #expect(String(decoding: evidence.output, as: UTF8.self).hasPrefix("one  two"))
        #expect(String(decoding: evidence.output, as: UTF8.self).hasSuffix("\nend"))
    }

    @Test(arguments: shells) func `a child that reads standard input does not swallow the script`(_ shell: [String])
        throws
    {
        let probes = "probe greedy 5 'cat; wc -c'\nprobe after 5 'echo here'"
        let local = try LocalShell(shell, script: Self.script(probes, shell: Self.inner(shell)))
        let events = local.events()
        #expect(events.count == 4)
        #expect(try evidence(in: Array(events.dropFirst(2))).output == Array("here\n".utf8))
    }

    @Test(arguments: shells) func `a probe that hangs is ended at its limit, and the next one runs`(_ shell: [String])
        throws
    {
        let probes = "probe hanging 1 'echo half; sleep 600 | cat'\nprobe after 5 'echo here'"
        let local = try LocalShell(shell, script: Self.script(probes, shell: Self.inner(shell)))
        let events = local.events()
        #expect(try evidence(in: events).ending == .timedOut)
        #expect(try evidence(in: events).output == Array("half\n".utf8))
        #expect(try evidence(in: Array(events.dropFirst(2))).ending == .exited(0))
    }

    /// A machine under load: `head` is slow to say what it has, and the signal comes twice.
    @Test(arguments: shells) func `no probe speaks before the one before it has said its part`(_ shell: [String]) throws
    {
        let folder = try Scratch()
        try folder.program(
            "timeout",
            """
            [ "$1" != --foreground ] || exit 0
            [ "$1" != -k ] || shift 2
            seconds=$1
            shift
            setsid "$@" <&0 &
            child=$!
            (sleep "$seconds"; kill -TERM -$child; sleep 0.3; kill -TERM -$child) >/dev/null 2>&1 &
            killer=$!
            wait $child
            status=$?
            kill $killer || exit 124
            exit $status
            """)
        try folder.program("head", "said=$(/usr/bin/head \"$@\"; echo .)\nsleep 1\nprintf %s \"${said%.}\"")
        let probes = "probe hanging 1 'echo half; sleep 600 | cat'\nprobe after 10 'echo here'"
        let script = Self.script(probes, shell: Self.inner(shell))
        let events = try LocalShell(shell, script: script, path: folder.path, isQuiet: true).events()
        let found = events.compactMap { if case .evidence(let evidence) = $0 { evidence } else { nil } }
        #expect(found.map(\.probe) == ["hanging", "after"])
        #expect(found.map { String(decoding: $0.output, as: UTF8.self) } == ["half\n", "here\n"])
    }

    @Test(arguments: shells) func `endless output is cut at the cap`(_ shell: [String]) throws {
        let local = try LocalShell(
            shell, script: Self.script("probe loud 20 'yes loud; yes >&2'", shell: Self.inner(shell)))
        let evidence = try evidence(in: local.events())
        #expect(evidence.isCut)
        #expect(evidence.output.count == 65536)
    }

    @Test(arguments: shells) func `endless errors are cut too`(_ shell: [String]) throws {
        let local = try LocalShell(
            shell, script: Self.script("probe wrong 20 'yes wrong >&2'", shell: Self.inner(shell)))
        let evidence = try evidence(in: local.events())
        #expect(evidence.errors.count <= 8192)
        #expect(evidence.errors.count > 8000)
    }

    @Test(arguments: shells) func `the password reaches the one program that reads it, and no argument or environment`(
        _ shell: [String]
    ) throws {
        let folder = try Scratch()
        try folder.program("doveconf", "echo auth_debug_passwords = no; echo auth_verbose_passwords = no")
        let probes = #"""
            ask password 10 'read -r word; echo "got ${#word}"; cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | grep -c "s3cret[w]0rd"'
            """#
        let script = Self.script(probes, account: "joe", asksPassword: true, shell: Self.inner(shell))
        let local = try LocalShell(shell, script: script, path: folder.path)
        #expect(local.events { $0 == .ready }.last == .ready)
        local.write(Array("go\ns3cretw0rd\n".utf8))
        #expect(try String(decoding: evidence(in: local.events()).output, as: UTF8.self) == "got 10\n0\n")
    }

    @Test(arguments: shells, [("sleep 600", "4\n"), ("cat >/dev/null", "12\n")])
    func `a backend that does not answer the password is waited for less after that`(
        _ shell: [String], _ check: (program: String, patience: String)
    ) throws {
        let folder = try Scratch()
        try folder.program("doveconf", "echo auth_debug_passwords = no; echo auth_verbose_passwords = no")
        let probes = """
            ask password 1 '\(check.program)'
            probe after 5 "echo $patience"
            """
        let script = Self.script(probes, account: "joe", asksPassword: true, shell: Self.inner(shell))
        let local = try LocalShell(shell, script: script, path: folder.path)
        _ = local.events { $0 == .ready }
        local.write(Array("go\ns3cretw0rd\n".utf8))
        if check.program.hasPrefix("cat") { local.hangUp() }
        #expect(try evidence(in: Array(local.events().dropFirst(1))).output == Array(check.patience.utf8))
    }

    @Test(arguments: shells) func `a coordinator that says skip gets its reason back`(_ shell: [String]) throws {
        let folder = try Scratch()
        try folder.program("doveconf", "echo auth_debug_passwords = no; echo auth_verbose_passwords = no")
        let script = Self.script(
            "ask password 10 'cat'", account: "joe", asksPassword: true, shell: Self.inner(shell))
        let local = try LocalShell(shell, script: script, path: folder.path)
        _ = local.events { $0 == .ready }
        local.write(Array("skip others refused it\n".utf8))
        #expect(try evidence(in: local.events()).output == Array("withheld: others refused it\n".utf8))
    }

    @Test(arguments: shells, ["auth_debug_passwords = yes", "auth_verbose_passwords = plain"])
    func `no password is asked for where the host would log it`(_ shell: [String], _ setting: String) throws {
        let folder = try Scratch()
        try folder.program("doveconf", "echo '\(setting)'")
        let script = Self.script(
            "ask password 10 'cat'", account: "joe", asksPassword: true, shell: Self.inner(shell))
        let events = try LocalShell(shell, script: script, path: folder.path).events()
        #expect(!events.contains(.ready))
        #expect(try evidence(in: events).output == Array("withheld: the host would log it: \(setting)\n".utf8))
    }

    @Test(arguments: shells) func `nothing is left running when the channel is lost`(_ shell: [String]) throws {
        let marker = "6\(UInt32.random(in: 100_000...999_999))"
        let probes = "watch\nprobe quick 5 'echo here'\nprobe hanging 60 'sleep \(marker)'"
        let local = try LocalShell(shell, script: Self.script(probes, shell: Self.inner(shell)))
        _ = local.events { if case .evidence = $0 { true } else { false } }
        while !processes().contains(marker) { usleep(10_000) }
        local.hangUp()
        local.process.waitUntilExit()
        var rounds = 0
        while processes().contains(marker), rounds < 1000 {
            usleep(10_000)
            rounds += 1
        }
        #expect(!processes().contains(marker))
    }

    @Test(arguments: shells) func `a stream that was cut runs nothing`(_ shell: [String]) throws {
        let script = Agent.stream(nonce: "0f1e2d3c", account: nil)
        let body = try #require(script.firstRange(of: Array("() {".utf8))).upperBound
        let call = try #require(script.dropLast().lastIndex(of: 10)) + 1
        // Any command that ran would be found in the folder, and leave its name.
        let folder = try Scratch()
        for end in stride(from: body, to: call, by: 97) {
            let local = try LocalShell(shell, script: Array(script[..<end]), path: folder.path, isQuiet: true)
            local.hangUp()
            #expect(local.events().isEmpty)
            local.process.waitUntilExit()
            #expect(local.process.terminationStatus != 127, "cut at \(end), it looked for a command")
        }
    }

    @Test(arguments: shells) func `a probe has as many times its limit as it is told`(_ shell: [String]) throws {
        for (patience, ending) in [(1, Evidence.Ending.timedOut), (3, .exited(0))] {
            let slow = "probe version \"$short\" 'sleep 2'"
            let script = String(
                decoding: Self.script(slow, patience: patience, shell: Self.inner(shell)), as: UTF8.self)
            // Seconds, in place of five.
            let quick = script.replacing("* 5))", with: "* 1))")
            #expect(quick != script)
            let events = try LocalShell(shell, script: Array(quick.utf8)).events()
            #expect(try evidence(in: events).ending == ending)
        }
    }

    private func evidence(in events: [FrameDecoder.Event]) throws -> Evidence {
        for case .evidence(let evidence) in events { return evidence }
        throw Silent()
    }

    /// Every command line of this machine.
    private func processes() -> String {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return folders.filter { $0.allSatisfy(\.isNumber) }
            .compactMap { try? String(contentsOfFile: "/proc/\($0)/cmdline", encoding: .utf8) }
            .joined(separator: "\n")
    }

    struct Silent: Error {}
}

/// A folder of programs that stand in for a host's.
final class Scratch {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "dovesweep-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func program(_ name: String, _ text: String) throws {
        try "#!/bin/sh\n\(text)\n".write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
        chmod("\(path)/\(name)", 0o755)
    }
}
