import Fleet
import Foundation
import Testing

@testable import Sweep

/// What leaves a host of what its programs print: lines that go in (`< …`), and what comes out of them (`> …`).
@Suite(.serialized) struct `What is withheld on the host` {
    private static let shells = `Agent script`.shells

    @Test(arguments: shells, ["scrub", "known", "user_fields", "passdb_fields"])
    func `each line comes out as the table says`(_ shell: [String], _ filter: String) throws {
        let table = try lines(of: filter)
        let folder = try Scratch()
        let given = table.filter { $0.hasPrefix("< ") }.map { String($0.dropFirst(2)) }
        let expected = table.filter { $0.hasPrefix("> ") }.map { String($0.dropFirst(2)) }
        try (given.joined(separator: "\n") + "\n").write(
            toFile: "\(folder.path)/lines", atomically: true, encoding: .utf8)
        let said = try output(of: "eval \"$tools\"; \(filter) <\(folder.path)/lines", under: shell)
        #expect(given.count == expected.count)
        for (line, (wanted, got)) in zip(given, zip(expected, said)) { #expect(got == wanted, "\(line)") }
        #expect(said.count == expected.count)
    }

    @Test(arguments: shells) func `of the password's test the names of fields come home, and the code`(
        _ shell: [String]
    )
        throws
    {
        let folder = try Scratch()
        try folder.program("doveconf", "echo auth_debug_passwords = no; echo auth_verbose_passwords = no")
        try folder.program(
            "doveadm",
            """
            read -r password
            echo 'passdb: joe auth failed'; echo 'extra fields:'; echo '  user=joe'; echo '  nologin'
            echo '  pass=C4nary word'; echo '  code=temp_fail'; echo '  reason=C4nary'
            echo 'Error: it was asked with password=C4nary' >&2
            exit 77
            """)
        let script = Agent.stream(
            nonce: "0f1e2d3c", shell: LocalShell.path(of: `Agent script`.inner(shell)) ?? "", account: "joe",
            wants: .init(password: true))
        let local = try LocalShell(shell, script: script, path: folder.path)
        _ = local.events { $0 == .ready }
        local.write(Array("go\ns3cretw0rd\n".utf8))
        let events = local.events { if case .evidence(let found) = $0 { found.probe == "password" } else { false } }
        local.hangUp()
        // Another probe's evidence may come in the same packet.
        let all = events.compactMap { (event) -> Evidence? in
            if case .evidence(let found) = event { found } else { nil }
        }
        let found = try #require(all.first { $0.probe == "password" })
        #expect(
            String(decoding: found.output, as: UTF8.self)
                == """
                passdb: joe auth failed
                extra fields:
                  user=(withheld)
                  nologin=(withheld)
                  pass=(withheld)
                  code=temp_fail
                  reason=(withheld)

                """)
        #expect(found.errors == Array("Error: it was asked with password=(withheld)".utf8))
        #expect(found.ending == .exited(77))
    }

    private func lines(of filter: String) throws -> [String] {
        let url = try #require(Bundle.module.url(forResource: "Withheld/\(filter)", withExtension: "txt"))
        return String(decoding: try Data(contentsOf: url), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func output(of probe: String, under shell: [String]) throws -> [String] {
        let script = `Agent script`.script(
            "probe filter 10 '\(probe)'", shell: `Agent script`.inner(shell))
        for case .evidence(let found) in try LocalShell(shell, script: script).events() {
            var lines = found.output.split(separator: 10, omittingEmptySubsequences: false)
            lines.removeLast()
            return lines.map { String(decoding: $0, as: UTF8.self) }
        }
        throw Missing()
    }

    struct Missing: Error {}
}
