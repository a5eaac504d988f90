import Testing

@Suite struct `Judging again` {
    @Test func `a check of one's own without its file is unknown where the sweep has asked it`() throws {
        let script = """
            sed '8{p;s/"version"/"backup.age"/}' "$record" >asked.jsonl
            "$dovesweep" checks example >ours.yaml
            for own in "" "--catalogue ours.yaml"; do
                "$dovesweep" judge ./asked.jsonl $own -o csv-long | grep backup.age | cut -d, -f1,4,7 | grep -v skipped
            done
            """
        let ended = try Command.inFolder { try Command(script: script).run(in: $0) }
        let lines = ended.output.split(separator: "\n")
        let words = "d23-expired,unknown,\"not judged: give the file of this check (--catalogue FILE)\""
        #expect(lines.map(String.init) == [words], "\(ended.output) \(ended.errors)")
    }

    @Test func `does not judge the answers to another question than the check asks now`() throws {
        let script = """
            sed '1s/{/{"ownLooks":{"backup.age":"00"},/; 8{p;s/"version"/"backup.age"/}' "$record" >asked.jsonl
            "$dovesweep" checks example >ours.yaml
            "$dovesweep" judge ./asked.jsonl --catalogue ours.yaml | grep 'not judged'
            """
        let ended = try Command.inFolder { try Command(script: script).run(in: $0) }
        let words = "not judged: backup.age: these checks have changed since the sweep"
        #expect(ended.output.contains(words), "\(ended.output)")
    }

    @Test(arguments: ["judge", "report"]) func `says of how many hosts a rerun shows an earlier sweep`(command: String)
        throws
    {
        let script = """
            "$dovesweep" \(command) "$record" | grep -c 'swept again'
            sed '1s/{/{"rerunOf":"20261101T000000Z-0001",/; 1s/"started":1795639207/"started":1795639300/
                0,/"at":1795639207/s//"at":1795639301/' "$record" >again.jsonl
            "$dovesweep" \(command) ./again.jsonl | grep 'swept again'
            """
        let ended = try Command.inFolder { try Command(script: script).run(in: $0) }
        let words = "swept again: 1 host; the results of 5 others are from sweep 20261101T000000Z-0001"
        #expect(ended.output.hasPrefix("0\n") && ended.output.contains(words), "\(ended.output) \(ended.errors)")
    }
}
