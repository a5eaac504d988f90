import Testing

@Suite struct `Judging again` {
    @Test func `says which checks of one's own have evidence and are not judged`() throws {
        let script = """
            sed '8{p;s/"version"/"backup.age"/}' "$record" >asked.jsonl
            "$dovesweep" checks example >ours.yaml
            "$dovesweep" judge ./asked.jsonl | grep 'not judged'
            "$dovesweep" judge ./asked.jsonl --catalogue ours.yaml | grep -c 'not judged'
            """
        let ended = try Command.inFolder { try Command(script: script).run(in: $0) }
        let words = "not judged: backup.age: name their file (--catalogue FILE)\n0\n"
        #expect(ended.output.hasSuffix(words), "\(ended.output) \(ended.errors)")
    }
}
