import Testing

/// What a gate asks, by options and by a file: of six hosts of which two fail and one was not swept.
struct GateOptionTests {
    @Test(arguments: [
        ("", 1), ("--max-failing 2", 2), ("--max-failing 2 --min-coverage 80", 0), ("--max-failing 33%", 1),
        ("--max-failing 34%", 2),
        ("--max-failing 2 --min-coverage 0 --must-pass config", 1),
        ("--max-failing 2 --min-coverage 80 --must-pass firewall.reachable", 1),
        ("--ignore config --ignore tls --min-coverage 80", 2), ("--ignore tls --max-failing 1 --min-coverage 60", 0),
        ("--max-failing 2 --min-coverage 80 --quorum d24=50%", 0),
        ("--max-failing 2 --min-coverage 80 --quorum d24=3", 1),
        ("--max-failing 2 --min-coverage 80 --draining d24-vmail --quorum default=1%", 0),
        ("--max-failing 2 --min-coverage 80 --draining d24-vmail --quorum default=99%", 1),
        ("--max-failing 2 --min-coverage 80 --fail-on warn", 1), ("--policy p.yml", 0),
        ("--policy p.yml --must-pass config", 1), ("--policy p.yml --max-failing 1", 1),
        ("--policy p.yml --quorum d24=100%", 1),
    ])
    func `an option asks what a policy asks, adds to it, and outweighs it`(options: String, status: Int32) throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    printf 'max-failing: 2\nmin-coverage: 80\nmust-pass: []\nquorum: {d24: 1}\n' >p.yml
                    "$dovesweep" judge "$record" \(options)
                    """
            ).run(in: $0)
        }
        #expect(ended.status == status, "\(ended.output.prefix(200)) \(ended.errors)")
    }

    @Test(arguments: [
        ("--must-pass weather", "--must-pass weather: it is neither an item nor a check. See dovesweep checks list"),
        ("--ignore tls.expire", "Did you mean \"tls.expiry\""), ("--quorum d24", "'d24'"), ("--quorum =3", "'=3'"),
        ("--quorum d24=half", "'d24=half'"),
    ])
    func `what is no such thing is wrong usage`(option: String, words: String) throws {
        let ended = try Command.judge(option)
        #expect(ended.status == 64 && ended.errors.contains(words), "\(ended.errors)")
    }

    @Test(arguments: ["table", "json", "markdown", "csv", "html", "junit", "prometheus", "nagios"])
    func `a report that leaves the house names no host`(format: String) throws {
        let open = try Command.judge("-o \(format)").output
        let redacted = try Command.judge("-o \(format) --redact").output
        #expect(open.contains("d24-old-config") && !redacted.isEmpty && !redacted.contains("d24-old-config"))
    }
}
