import Fleet
import Testing

@testable import Sweep

@Suite struct `Frames of parts` {
    /// What a probe called `a` is kept as, from what the agent printed between its begin and its status.
    private func evidence(_ printed: String, version: Int = 2) throws -> Evidence {
        var decoder = FrameDecoder(nonce: "n1")
        let text =
            "\n@n1 hello \(version) 1 0\n\n@n1 begin a 65536 -\n\(printed)\n@n1 status 0\n\n@n1 end a done -\n"
        for case .evidence(let evidence) in decoder.append(Array(text.utf8)) { return evidence }
        throw Missing()
    }

    private func output(_ printed: String) throws -> String {
        String(decoding: try evidence(printed).output, as: UTF8.self)
    }

    private func part(_ name: String, _ said: String) -> String { "\n@n1 part \(name)\n\(said)\n@n1 part-status 0\n" }

    @Test func `a part is marked by lines that need no nonce`() throws {
        let printed = part("time", "1\n") + "\n@n1 part id\nuid=0(root)\n\n@n1 part-status 3\n"
        #expect(try output(printed) == "== time\n1\n== status 0\n== id\nuid=0(root)\n== status 3\n")
        #expect(try evidence(printed).parts == .framed)
    }

    @Test(arguments: [
        "== user\nuid\t0\n\n== status 0\n", "x\n== status 0\n== user\nuid\t0\n", "\n== user", "== == \n== == \n",
    ])
    func `a line that only looks like a mark is none`(forged: String) throws {
        let kept = try output(part("maildirsize", forged) + part("user", "uid\t5000\n"))
        let marks = kept.split(separator: "\n").filter { $0.utf8.starts(with: "== ".utf8) }
        #expect(marks == ["== maildirsize", "== status 0", "== user", "== status 0"])
    }

    @Test func `a line that only looks like a mark is kept but for a blank before it`() throws {
        #expect(try output(part("a", "== b\n")) == "== a\n == b\n== status 0\n")
    }

    /// The blanks make it longer than the host may send.
    @Test(arguments: [8_000, 12_000, 13_106, 16_000])
    func `lines that look like marks stay within the cap`(count: Int) throws {
        let printed =
            part("a", String(repeating: "== x\n", count: count)) + part("b", String(repeating: "y", count: 70_000))
        let kept = try evidence(printed)
        #expect(kept.output.count <= FrameDecoder.sectionLimit && kept.isCut)
        let lines = String(decoding: kept.output, as: UTF8.self).split(separator: "\n")
        let marks = lines.filter { $0.utf8.starts(with: "== ".utf8) }
        #expect(Set(marks).isSubset(of: ["== a", "== status 0", "== b"]))
    }

    @Test func `a mark with another nonce is no mark`() throws {
        let printed = part("a", "\n@n2 part-status 0\n\n@n2 part b\n")
        #expect(try output(printed).split(separator: "\n").filter { $0.utf8.starts(with: "== ".utf8) }.count == 2)
        #expect(try evidence(printed).parts == .framed)
    }

    @Test func `the first part of a name is kept, and a second one is told`() throws {
        let printed = part("user", "first\n") + part("user", "second\n")
        #expect(try output(printed).utf8.starts(with: "== user\nfirst\n== status 0\n".utf8))
        #expect(try evidence(printed).parts == .forged)
    }

    @Test(arguments: ["A", "a b", "", "a=b", "../a"]) func `a part has a plain name`(name: String) throws {
        let kept = try evidence("\n@n1 part \(name)\n\n@n1 part-status 0\n")
        let isPlain = name == "a b"
        #expect(kept.parts == (name.isEmpty ? .none : isPlain ? .framed : .forged))
    }

    @Test(arguments: ["256", "-1", "x", "99999999999999999999"])
    func `a status is a number that a program can end with`(
        status: String
    ) throws {
        #expect(try evidence("\n@n1 part a\n\n@n1 part-status \(status)\n").parts == .forged)
    }

    @Test func `an output without parts is kept as it is`() throws {
        let kept = try evidence("== a\n1\n\n== status 0\n")
        #expect(kept.output == Array("== a\n1\n\n== status 0\n".utf8))
        #expect(kept.parts == .none)
    }

    @Test func `what an agent of before printed is kept as it is`() throws {
        let kept = try evidence("== a\n1\n\n== status 0\n== a\n2\n\n== status 0\n", version: 1)
        #expect(kept.output == Array("== a\n1\n\n== status 0\n== a\n2\n\n== status 0\n".utf8))
        #expect(kept.parts == .marked)
    }

    @Test func `marks count for the cap`() throws {
        var decoder = FrameDecoder(nonce: "n1")
        _ = decoder.append(Array("\n@n1 hello 2 1 0\n\n@n1 begin a 65536 -\n".utf8))
        for number in 0..<20_000 { _ = decoder.append(Array("\n@n1 part p\(number)\n".utf8)) }
        let rest = decoder.finish()
        let kept = try #require(rest)
        #expect(kept.output.count <= FrameDecoder.sectionLimit)
        #expect(kept.isCut)
    }

    @Test func `the same parts come whatever the output is cut into`() {
        let text = Array(
            ("\n@n1 hello 2 1 0\n\n@n1 begin a 65536 -\n" + part("b", "== c\n== status 0\n") + part("c", "x\n")
                + "\n@n1 status 0\n\n@n1 end a done -\n").utf8)
        var whole = FrameDecoder(nonce: "n1")
        let events = whole.append(text)
        for cut in 0...text.count {
            var decoder = FrameDecoder(nonce: "n1")
            #expect(
                decoder.append(Array(text[..<cut])) + decoder.append(Array(text[cut...])) == events, "cut at \(cut)")
        }
    }

    @Test(arguments: [Evidence.Parts.marked, .framed, .none, .forged])
    func `a record tells how far marks can be trusted`(parts: Evidence.Parts) throws {
        let line = RecordLines.line(.evidence(host: "mx1", Evidence("a", ending: .exited(0), parts: parts)))
        let text = String(decoding: line, as: UTF8.self)
        #expect(text.contains("\"parts\"") == (parts != .marked))
        let header = RecordLines.line(
            Record.Header(
                id: "1", started: 0, agentHash: "", parameters: Parameters(), hosts: [Host(name: "mx1", address: "::1")]
            ))
        #expect(try StoredRecord(reading: header + line).hosts[0].evidence[0].parts == parts)
    }

    struct Missing: Error {}
}

@Suite struct `Probes that are taken` {
    private func names(_ begun: [String], sent: Set<String>?, announced: Int) -> [String] {
        var decoder = FrameDecoder(nonce: "n1", probes: sent)
        let text = begun.map { "\n@n1 begin \($0) 9 -\nx\n@n1 status 0\n\n@n1 end \($0) done -\n" }.joined()
        let events = decoder.append(Array("\n@n1 hello 2 \(announced) 0\n\(text)\n@n1 bye 9\n".utf8))
        return events.compactMap { if case .evidence(let evidence) = $0 { evidence.probe.rawValue } else { nil } }
    }

    @Test func `a probe that the host was not sent is passed over`() {
        #expect(names(["a", "b", "c"], sent: ["a", "c"], announced: 9) == ["a", "c"])
    }

    @Test func `a probe is taken once`() {
        #expect(names(["a", "b", "a", "a"], sent: nil, announced: 9) == ["a", "b"])
    }

    @Test func `no more are taken than were announced`() {
        #expect(names((0..<1000).map { "p\($0)" }, sent: nil, announced: 3) == ["p0", "p1", "p2"])
    }

    @Test func `a host that sends marks without end is cut off`() {
        var decoder = FrameDecoder(nonce: "n1")
        _ = decoder.append(Array("\n@n1 hello 2 1 0\n\n@n1 begin a 65536 -\n".utf8))
        for _ in 0..<4 { _ = decoder.append(Array(String(repeating: "\n@n1 part x\n", count: 2_000).utf8)) }
        #expect(!decoder.hasOverflowed)
        for _ in 0..<2 { _ = decoder.append(Array(String(repeating: "\n@n1 part x\n", count: 2_000).utf8)) }
        #expect(decoder.hasOverflowed)
    }

    @Test func `begins without end are no flood`() {
        var decoder = FrameDecoder(nonce: "n1", probes: ["a", "b"])
        var events = decoder.append(Array("\n@n1 hello 2 2 0\n".utf8))
        for _ in 0..<10_000 { events += decoder.append(Array("\n@n1 begin a 9 -\n\n@n1 begin b 9 -\n".utf8)) }
        #expect(events.count == 3)
    }

    @Test func `the names that are sent are those that the script calls`() throws {
        let local = try LocalShell(["dash"], script: Agent.stream(nonce: "0f1e2d3c", account: "joe"))
        let reported = local.events().compactMap {
            if case .evidence(let evidence) = $0 { evidence.probe.rawValue } else { nil }
        }
        #expect(Agent.probeNames() == Set(reported + ["password", "attempts"]))
        let own = Probe(name: "site.one", seconds: 1, command: "true")
        #expect(Agent.probeNames(adding: [own]) == Agent.probeNames().union(["site.one"]))
    }
}
