import Fleet
import Inventory
import Testing
import TextFiles
import YAMLFiles

@testable import Policy

@Suite struct `A waiver` {
    /// 2026-11-23 16:01:02 UTC.
    private static let today: Int64 = 1_795_449_662

    @Test func `marks the failure that it is for, and no other`() throws {
        let (run, warnings) = try file(until: "2026-12-24").applied(to: Self.run())
        #expect(run.hosts.map { $0.findings.map { $0.waiver != nil } } == [[true, false], [false, false]])
        #expect(run.hosts[0].findings[0].waiver?.owner == "postmaster" && warnings.isEmpty)
        #expect(run.hosts[0].findings[0].waiver?.source == "w.yml:2")
    }

    @Test func `of an item is for all its checks`() throws {
        let text = Self.text(until: "2026-12-24").replacing("check: tls.expiry", with: "item: tls")
        let run = try file(text).applied(to: Self.run()).run
        #expect(run.hosts[0].findings.map { $0.waiver != nil } == [true, false])
    }

    @Test(arguments: [
        ("mx1", [true, false]), ("eu", [true, false]), ("all", [true, true]), ("mail:!eu", [false, true]),
        ("mail:&eu", [true, false]), ("~mx[13]", [true, false]), ("~e", [true, false]), ("@moved.txt", [false, true]),
        ("mx*", [true, true]), ("mx1,mx2", [true, true]), ("*:!mx1", [false, true]),
    ]) func `is for the hosts of its pattern`(pattern: String, expected: [Bool]) throws {
        var run = Self.run()
        run.hosts[1].findings[0].verdict = .fail
        let waived = try file(until: "2026-12-24", hosts: pattern).applied(to: run).run
        #expect(waived.hosts.map { $0.findings[0].waiver != nil } == expected)
    }

    @Test(arguments: [
        ("2026-11-22", "ended on 2026-11-22: the failure counts again", false),
        ("2026-11-23", "2026-11-23, today", true),
        ("2026-11-24", "in a day", true), ("2026-12-06", "in 13 days", true), ("2026-12-07", "", true),
    ]) func `ends with its last day, and is told fourteen days before`(until: String, words: String, holds: Bool) throws
    {
        let (run, warnings) = try file(until: until).applied(to: Self.run())
        #expect((run.hosts[0].findings[0].waiver != nil) == holds)
        #expect(warnings.count == (words.isEmpty ? 0 : 1))
        #expect(warnings.first.map { $0.hasPrefix("w.yml:2: ") && $0.contains(words) } ?? true, "\(warnings)")
    }

    /// The first second of the day after `until`.
    @Test(arguments: [(-1, true), (0, false), (1, false)] as [(Int64, Bool)])
    func `ends at the second after its last day`(after: Int64, holds: Bool) throws {
        var run = Self.run()
        run.started = 1_798_156_800 + after
        let (waived, warnings) = try file(until: "2026-12-24").applied(to: run)
        #expect((waived.hosts[0].findings[0].waiver != nil) == holds)
        #expect(warnings.map { $0.contains("ended on 2026-12-24: the failure counts again") } == [!holds])
    }

    @Test func `covers no check of its hosts that it does not name, and no unknown one`() throws {
        var run = Self.run()
        for place in run.hosts[0].findings.indices { run.hosts[0].findings[place].verdict = .fail }
        let waived = try file(until: "2026-12-24").applied(to: run).run
        #expect(waived.hosts[0].findings.map { $0.waiver != nil } == [true, false])
        run.hosts[0].findings[0].verdict = .unknown
        #expect(try file(until: "2026-12-24").applied(to: run).run.hosts[0].findings[0].waiver == nil)
    }

    @Test func `that has ended beside one that holds says nothing of the failure`() throws {
        let (old, new) = (Self.text(until: "2026-11-01"), Self.text(until: "2027-12-24"))
        let warnings = try file(old + "\n" + new.replacing("waivers:\n", with: "")).applied(to: Self.run()).warnings
        #expect(warnings.count == 1 && warnings.first?.hasSuffix("ended on 2026-11-01: delete it") == true)
    }

    @Test func `that is not needed any more is told, and one that cannot be judged is kept`() throws {
        var run = Self.run()
        run.hosts[0].findings[0].verdict = .pass
        #expect(try file(until: "2027-12-24").applied(to: run).warnings.first?.contains("no longer needed") == true)
        run.hosts[0].findings[0].verdict = .unknown
        #expect(try file(until: "2027-12-24").applied(to: run).warnings.isEmpty)
    }

    @Test func `that matches nothing is told`() throws {
        let warnings = try file(until: "2027-12-24", hosts: "mx9").applied(to: Self.run()).warnings
        #expect(warnings.first?.contains("matches no host of this run") == true)
    }

    @Test func `for hosts that were not asked for is not told, and one that the inventory has no host for is`() throws {
        let inventory = try HostInventory.load(sources: ["mx1,mx2,mx9,"]).hosts
        for hosts in ["mx9", "mx?", "~mx9"] {
            #expect(
                try file(until: "2027-12-24", hosts: hosts).applied(to: Self.run(), of: inventory).warnings.isEmpty)
        }
        let stray = try file(until: "2027-12-24", hosts: "mx7").applied(to: Self.run(), of: inventory).warnings
        #expect(stray.first?.contains("matches no host of the inventory: correct or delete the waiver") == true)
    }

    @Test func `of a check that was not asked, or did not apply, is kept`() throws {
        let other = Self.text(until: "2027-12-24").replacing("tls.expiry", with: "logs.errors")
        #expect(try file(other).applied(to: Self.run()).warnings.isEmpty)
        var run = Self.run()
        run.hosts[0].findings[0].verdict = .skipped
        #expect(try file(until: "2027-12-24").applied(to: run).warnings.isEmpty)
    }

    @Test(arguments: [
        ("owner: postmaster", "“owner” is missing"), ("reason: moves next week", "“reason” is missing"),
        ("check: tls.expiry", "“check” is missing"), ("hosts: mx1", "“hosts” is missing"),
    ]) func `lacks nothing`(line: String, words: String) {
        let text = Self.text(until: "2026-12-24").replacing(line, with: "")
        let wrong = text.hasPrefix("waivers:\n  - \n") ? text.replacing("  - \n    ", with: "  - ") : text
        let error = #expect(throws: YAMLFileError.self) { try file(wrong) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ("until: 2026-12-24", "until: 24.12.2026", 6, "a date is needed"),
        ("until: 2026-12-24", "until: 2026-02-29", 6, "a date is needed"),
        ("check: tls.expiry", "check: tls.expire", 3, "neither an item nor a check"),
        ("check: tls.expiry", "check: tls.expiry\n    item: tls", 4, "keep one of them"),
        ("owner: postmaster", "ownr: postmaster", 5, "this key is not known"),
        ("hosts: mx1", "hosts: mail[0]", 2, "index patterns"),
        ("hosts: mx1", "hosts: ~mx[", 2, "the regular expression cannot be read"),
        ("hosts: mx1", "hosts: '@nowhere.txt'", 2, "nowhere.txt: the file of patterns cannot be read"),
        ("hosts: mx1", "hosts: '@wrong.txt'", 2, "wrong.txt:2: index patterns"),
    ]) func `that is wrong is told with its line`(right: String, wrong: String, line: Int, words: String) {
        let error = #expect(throws: YAMLFileError.self) {
            try file(Self.text(until: "2026-12-24").replacing(right, with: wrong))
        }
        let told = error?.description ?? ""
        #expect(told.hasPrefix("w.yml:\(line)") && told.contains(words), "\(told)")
    }

    @Test(
        arguments: [
            ("1970-01-01", 86_400), ("2000-02-29", 951_868_800), ("2026-12-24", 1_798_156_800),
            ("2026-12-31", 1_798_761_600),
        ] as [(String, Int64)]) func `ends with the day in UTC`(day: String, end: Int64)
    {
        #expect(CalendarDay(day)?.end == end)
    }

    private static func text(until: String, hosts: String = "mx1") -> String {
        """
        waivers:
          - hosts: \(hosts)
            check: tls.expiry
            reason: moves next week
            owner: postmaster
            until: \(until)
        """
    }

    private func file(until: String, hosts: String = "mx1") throws -> WaiverFile {
        let quoted = hosts.contains(where: { "*~&!:@".contains($0) }) ? "'\(hosts)'" : hosts
        return try file(Self.text(until: until, hosts: quoted))
    }

    private func file(_ text: String) throws -> WaiverFile {
        try WaiverFile(
            Array(text.utf8), file: "w.yml", subjects: ["tls", "tls.expiry", "tls.name", "logs.errors"],
            files: Files())
    }

    /// The files that a pattern may name.
    private struct Files: FileSystem {
        private let texts = ["moved.txt": "mx2\nmx8\n", "wrong.txt": "mx1\nmail[0]\n"]

        func kind(of path: String) -> FileKind? { texts[path].map { _ in .file } }
        func contents(of path: String) -> [UInt8]? { texts[path].map { Array($0.utf8) } }
        func entries(of folder: String) -> [String]? { nil }
        func isExecutable(_ path: String) -> Bool { false }
        func absolute(_ path: String) -> String { path }
        func isWritable(_ path: String, byOthersThan userID: UInt32) -> Bool { true }
    }

    /// mx1, whose certificate has expired, and mx2, which is well.
    private static func run() -> Run {
        let hosts = [("mx1", ["eu", "mail"], Verdict.fail), ("mx2", ["mail"], .pass)].map { name, groups, verdict in
            var host = Fleet.Host(name: name)
            host.groups = groups
            let findings = [("tls.expiry", verdict), ("tls.name", .pass)].map {
                Finding(check: $0, item: .tls, verdict: $1, summary: "said")
            }
            return HostResult(host: host, outcome: .swept, findings: findings)
        }
        return Run(id: "1", started: today, seconds: 1, catalogueHash: "", agentHash: "", hosts: hosts)
    }
}
