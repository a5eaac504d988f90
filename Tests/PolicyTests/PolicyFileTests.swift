import Fleet
import Testing
import YAMLFiles

@testable import Policy

@Suite struct `A policy file` {
    private static let subjects = ["tls", "logs", "service.running", "password.login"]

    @Test func `says all that a gate may ask`() throws {
        let gate = try PolicyFile(
            Array(
                """
                # before a change
                fail-on: warn
                max-failing: 5%
                min-coverage: 95
                require-login: true
                must-pass: [service.running, password.login]
                ignore: logs
                quorum:
                  mailbox: 66 %
                  proxy: 2
                  default: 1
                """.utf8), file: "policy.yml", subjects: Self.subjects
        ).gate
        #expect(gate.failOn == .warn && gate.maxFailing == .percent(5) && gate.minCoverage == 95)
        #expect(gate.requiresLogin && gate.mustPass == ["service.running", "password.login"])
        #expect(gate.ignored == ["logs"] && gate.defaultQuorum == .hosts(1))
        #expect(gate.quorums == ["mailbox": .percent(66), "proxy": .hosts(2)])
    }

    @Test(arguments: ["", "# nothing\n", "---\n"]) func `that says nothing is the gate without one`(text: String) throws
    {
        #expect(try PolicyFile(Array(text.utf8), file: "p", subjects: []).gate == Gate())
    }

    @Test(arguments: [
        ("fail-on: fail\nmax-failling: 3", 2, "this key is not known"), ("max-failing: some", 1, "such as 2 or 5%"),
        ("max-failing: -1", 1, "such as 2 or 5%"), ("min-coverage: 101", 1, "from 0 to 100"),
        ("fail-on: never", 1, "not one of warn, fail"), ("must-pass:\n  - tls\n  - weather", 3, "neither an item"),
        ("ignore: sls", 1, "Did you mean \"tls\"?"),
        ("require-login: perhaps", 1, "true or false"), ("quorum:\n  eu: half", 2, "such as 2 or 5%"),
        ("quorum: 3", 1, "“key: value”"), ("fail-on: [", 2, "not YAML"),
    ]) func `that is wrong is told with its line`(text: String, line: Int, words: String) {
        let error = #expect(throws: YAMLFileError.self) {
            try PolicyFile(Array(text.utf8), file: "policy.yml", subjects: Self.subjects)
        }
        let told = error?.description ?? ""
        #expect(told.hasPrefix("policy.yml:\(line)") && told.contains(words), "\(told)")
    }

    @Test func `that names a group without hosts is told with its line`() throws {
        let file = try PolicyFile(Array("quorum:\n  default: 1\n  berln: 2\n".utf8), file: "policy.yml", subjects: [])
        let told = file.stranger("berln", among: ["berlin", "paris"])?.description ?? ""
        #expect(told.hasPrefix("policy.yml:3") && told.contains("Did you mean \"berlin\"?"), "\(told)")
        #expect(file.stranger("rome", among: []) == nil)
    }
}
