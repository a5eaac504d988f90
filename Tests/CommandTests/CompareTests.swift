import Testing

/// Two runs as files, compared by the program.
struct CompareTests {
    /// The record judged twice, the second time without a host that fails.
    private static let runs = """
        "$dovesweep" judge "$record" -o json:before.json
        python3 -c 'import json
        run = json.load(open("before.json"))
        for host in run["hosts"]:
            if host["name"] == "d23-pam":
                check = next(check for check in host["checks"] if check["id"] == "tls.expiry")
                check.update(verdict="fail", signature="expires 1", summary="the certificate expired")
        json.dump(run, open("after.json", "w"))'
        """

    @Test(arguments: [
        "table", "summary", "json", "jsonl", "markdown", "csv", "csv-long", "html", "junit", "prometheus", "nagios",
    ])
    func `every format of a run is one of a comparison`(format: String) throws {
        let ended = try Command.inFolder {
            try Command(script: Self.runs + "\n\"$dovesweep\" compare before.json after.json -o \(format)").run(in: $0)
        }
        #expect(ended.status == (format == "nagios" ? 2 : 1) && ended.errors.isEmpty, "\(ended.errors)")
        #expect(ended.output.contains("tls.expiry") && ended.output.contains("d23-pam"))
    }

    @Test(arguments: [("before.json after.json", 2), ("after.json before.json", 0)])
    func `a monitoring system gets its own status`(order: String, status: Int32) throws {
        let ended = try Command.inFolder {
            try Command(
                script: Self.runs + "\n\"$dovesweep\" compare \(order) --exit-codes nagios -o nagios -o json:c.json"
            ).run(in: $0)
        }
        #expect(ended.status == status && ended.output.hasPrefix("DOVESWEEP "), "\(ended.output) \(ended.errors)")
    }

    @Test(arguments: ["--map nowhere", "--map a=b=c"])
    func `a map that is none says what to write`(option: String) throws {
        let ended = try Command.inFolder {
            try Command(script: "\"$dovesweep\" compare \"$record\" \"$record\" \(option)").run(in: $0)
        }
        #expect(ended.status == 64 && ended.errors.contains("write OLD=NEW, or @FILE"), "\(ended.errors)")
    }

    @Test func `a host that no run has is named`() throws {
        let ended = try Command.inFolder {
            try Command(script: "\"$dovesweep\" compare \"$record\" \"$record\" --map nosuch=d23-pam").run(in: $0)
        }
        #expect(ended.status == 64 && ended.errors.contains("the earlier run has no host “nosuch”"), "\(ended.errors)")
    }

    @Test func `runs without a common host are not compared`() throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    "$dovesweep" judge "$record" -o json >before.json
                    sed 's/"name": "d2/"name": "x2/; s/"name": "sudo/"name": "xsudo/' before.json >after.json
                    "$dovesweep" compare before.json after.json
                    """
            ).run(in: $0)
        }
        #expect(ended.status == 64 && ended.errors.contains("no host in common"), "\(ended.output)\(ended.errors)")
    }

    /// A partial run may lack a name of `--map`, but not every one.
    @Test func `a host that no partial run has is named`() throws {
        let ended = try Command.inFolder {
            try Command(
                script: """
                    "$dovesweep" judge "$record" -o json | sed 's/"partial": false/"partial": true/' >before.json
                    sed 's/"name": "d2/"name": "x2/; s/"name": "sudo/"name": "xsudo/' before.json >after.json
                    "$dovesweep" compare before.json after.json --map nosuch=x23-pam
                    """
            ).run(in: $0)
        }
        #expect(ended.status == 64 && ended.errors.contains("the earlier run has no host “nosuch”"), "\(ended.errors)")
    }

    @Test(arguments: ["[]", "{", "not JSON"]) func `a file that is no run is said to be none`(text: String) throws {
        let ended = try Command.inFolder {
            try Command(script: "echo '\(text)' >bad.json; \"$dovesweep\" report bad.json").run(in: $0)
        }
        #expect(
            ended.status == 65
                && ended.errors.contains("bad.json:1: the file is not a record or a report of dovesweep"),
            "\(ended.errors)")
        #expect(ended.errors.contains("-o json wrote") && !ended.errors.contains("Dictionary"), "\(ended.errors)")
    }

    @Test func `a file of moves that is not there is named`() throws {
        let ended = try Command.inFolder {
            try Command(script: "\"$dovesweep\" compare \"$record\" \"$record\" --map @nowhere").run(in: $0)
        }
        #expect(ended.status == 65 && ended.errors.contains("the file does not exist"), "\(ended.errors)")
    }
}
