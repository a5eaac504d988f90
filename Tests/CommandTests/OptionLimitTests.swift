import ArgumentParser
import Checks
import Fleet
import Foundation
import Sweep
import Testing

@testable import dovesweep

/// The limits of options, and which of several sources of a value counts. Each of these runs ends before any host is
/// reached: the host has no address.
@Suite struct `An option` {
    private static func sweep(_ options: String, environment: [String: String] = [:]) throws -> Command.Ended {
        try Command.inFolder {
            try Command(
                script: "\"$dovesweep\" sweep -i mx1.invalid, --no-archive \(options)", environment: environment
            ).run(in: $0)
        }
    }

    @Test(arguments: [
        ("--timeout 0", false), ("--timeout 1", true), ("--timeout 31536000", true), ("--timeout 31536001", false),
        ("--timeout 525600m", true), ("--timeout 525601m", false), ("--timeout 9000h", false), ("--timeout 1x", false),
        ("--deadline 0", false), ("--concurrency 0", false), ("--concurrency 1", true), ("--max-refusals 0", false),
        ("--max-refusals 1", true), ("--port 0", false), ("--port 1", true), ("--port 65535", true),
        ("--port 65536", false),
        ("--min-coverage 100", true), ("--min-coverage 101", false), ("--max-failing 101%", false),
        ("--expiry-warning 36500", true), ("--expiry-warning 36501", false), ("--expiry-warning 21d", true),
        ("--fail-on-new", false), ("-o json -o csv", false), ("-o json:a -o csv:a", false), ("-o json:a -o csv", true),
        ("--save-as x", false),
    ])
    func `that is a number or a name has a range`(option: String, isRight: Bool) throws {
        let ended = try Self.sweep(option)
        #expect((ended.status == 64) == !isRight, "\(ended.errors)")
    }

    @Test(arguments: ["1st", "-x", "last", "a b", ".x", "é"]) func `that names a run takes a word`(name: String) throws
    {
        let ended = try Command.inFolder {
            try Command(script: "\"$dovesweep\" sweep -i mx1.invalid, --save-as '\(name)'").run(in: $0)
        }
        #expect(ended.status == 64 && ended.errors.contains("--save-as"), "\(ended.errors)")
    }

    @Test func `has the default that its help tells`() throws {
        let help = try Command.inFolder { try Command(script: "\"$dovesweep\" sweep --help").run(in: $0) }.output
        #expect(help.contains("(default: 60)") && help.contains("(default: 3)") && help.contains("(default: 64)"))
    }

    /// Of the six hosts of the record two fail and one was not swept.
    @Test(arguments: [
        ("--require-login", "", 1), ("", "require-login: true", 1), ("", "require-login: false", 0),
        ("--require-login", "require-login: false", 1), ("--min-coverage 100", "min-coverage: 80", 2),
        ("--fail-on warn", "fail-on: fail", 1), ("", "fail-on: warn", 1), ("--max-failing 0", "max-failing: 6", 1),
    ])
    func `outweighs the policy file`(option: String, policy: String, status: Int32) throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    printf 'max-failing: 2\\nmin-coverage: 80\\n' | grep -v "^${policy%%:*}:" >p.yml
                    [ -z "$policy" ] || printf '%s\\n' "$policy" >>p.yml
                    "$dovesweep" judge "$record" --policy p.yml \(option)
                    """, environment: ["policy": policy.isEmpty ? "" : policy]
            ).run(in: $0)
        }
        #expect(ended.status == status, "\(ended.output.prefix(300)) \(ended.errors)")
    }

    @Test func `for a file for nagios does not change the exit status, and one for standard output does`() throws {
        let statuses = try ["-o nagios:x", "-o nagios", "-o nagios:x --exit-codes nagios", "-o json"].map {
            try Command.judge($0).status
        }
        #expect(statuses == [1, 2, 2, 1])
    }

    @Test func `of checks is what the checks get`() throws {
        let options = [
            "--skip", "tls", "--only", "auth", "--no-outside", "--no-tunnel", "--open-mailbox", "--migrated",
            "--expiry-warning", "9d", "--ca-file", "ca.pem",
        ]
        let given = try CheckOptions.parse(options).parameters
        #expect(given.skip == ["tls"] && given.only == ["auth"] && given.expiryWarningDays == 9)
        #expect(!given.looksOutside && !given.looksThrough && given.opensMailbox && given.isMigrated)
        #expect(given.caFile == "ca.pem")
        #expect(try CheckOptions.parse([]).parameters == Parameters())
    }

    @Test func `of the pace is what the engine gets`() throws {
        let sweep = try SweepCommand.parse(["--timeout", "2m", "--max-refusals", "7", "--no-outside", "--open-mailbox"])
        let engine = sweep.engine(Catalogue.builtIn, sweep.checks.parameters)
        #expect(engine.budget == .seconds(120) && engine.maxRefusals == 7)
        #expect(!engine.looksOutside && engine.looksThrough && engine.opensMailbox)
        let usual = try SweepCommand.parse([])
        #expect(usual.engine(Catalogue.builtIn, Parameters()).maxRefusals == 3)
        #expect(usual.engine(Catalogue.builtIn, Parameters()).budget == .seconds(60))
    }

    @Test(arguments: [("a=b=2", "a=b"), ("mail=66%", "mail")])
    func `of a quorum ends the group at the last equals sign`(
        text: String, group: String
    ) throws {
        #expect(try Measure.quorum(text).group == group)
    }

    @Test(arguments: [("90", 90), ("90s", 90), ("2m", 120), ("1h", 3_600), ("8760h", 31_536_000)])
    func `of time is in seconds, minutes or hours`(text: String, seconds: Int) throws {
        #expect(try Measure.seconds(text) == seconds)
    }

    @Test(arguments: [
        ("NO_COLOR=1", false), ("CLICOLOR_FORCE=1", true), ("CLICOLOR_FORCE=0", false), ("X=1", false),
        ("NO_COLOR=1 CLICOLOR_FORCE=1", false), ("NO_COLOR= CLICOLOR_FORCE=1", true),
    ])
    func `for colour is left to the environment`(variables: String, isColoured: Bool) throws {
        let pairs = variables.split(separator: " ").map { $0.split(separator: "=", omittingEmptySubsequences: false) }
        let environment = Dictionary(uniqueKeysWithValues: pairs.map { (String($0[0]), String($0[1])) })
        let ended = try Command.judge("", environment: environment)
        #expect(ended.output.contains("\u{1b}[") == isColoured)
        #expect(try Command.judge("--color never", environment: environment).output.contains("\u{1b}[") == false)
        #expect(try Command.judge("--color always", environment: environment).output.contains("\u{1b}["))
    }
}
