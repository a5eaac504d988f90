import Fleet
import Foundation
import GRDB
import Testing

@testable import Archive

@Suite struct `An archive` {
    @Test func `gives back the lines of a record as they were`() throws {
        let place = try Place()
        let archive = try place.archive()
        try archive.begin(header(1), name: nil)
        let parts: [[UInt8]] = [Array("{\"header\"}\n".utf8), [0, 255, 10], Array("last\n".utf8)]
        for part in parts { try archive.append(part, to: "run-1") }
        #expect(try place.archive().record(of: "run-1") == parts.flatMap(\.self))
        #expect(try archive.record(of: "run-2").isEmpty)
    }

    @Test func `lists runs, newest first, and which of them have no end`() throws {
        let place = try Place()
        let archive = try place.archive()
        try archive.begin(header(1), name: "before")
        try archive.finish("run-1", seconds: 2.5, interruption: 2)
        try archive.keep(run(1, [("tls.expiry", .fail, "x")]), document: [1, 2])
        try archive.begin(header(2, hosts: []), name: nil)
        let runs = try archive.runs()
        #expect(runs.map(\.id) == ["run-2", "run-1"])
        #expect(runs.map(\.seconds) == [nil, 2.5])
        #expect(runs.map(\.standings) == [nil, .init(passing: 0, failing: 1, undecided: 0)])
        #expect(runs[1].name == "before" && runs[1].interruption == 2 && runs[1].hosts == 2)
        #expect(try archive.last() == runs[0])
        #expect(try archive.document(of: "run-1") == [1, 2])
        #expect(try archive.document(of: "run-2") == nil)
    }

    @Test func `finds a run by its name, its id, or the beginning of one`() throws {
        let place = try Place()
        let archive = try place.archive()
        try archive.keep(run(10, []), name: "before")
        try archive.keep(run(11, []))
        let found = { (word: String) in try archive.runs(called: word).map(\.id) }
        #expect(try found("before") == ["run-10"])
        #expect(try found("run-11") == ["run-11"])
        #expect(try found("run-1") == ["run-11", "run-10"])
        #expect(try found("run-10x").isEmpty)
        // A name is no pattern.
        #expect(try found("run-1_").isEmpty && found("%").isEmpty && found("").isEmpty)
    }

    @Test func `forgets old runs and those beyond the number, but none that has a name`() throws {
        let place = try Place()
        let archive = try place.archive()
        try archive.keep(run(1, []), name: "named")
        try archive.keep(run(2, [("tls.expiry", .fail, "x")]))
        let now = 1_000_002 + Int64(Archive.keptDays) * 86_400
        try archive.prune(now: now)
        #expect(try archive.runs().map(\.id) == ["run-2", "run-1"])
        try archive.prune(now: now + 1)
        #expect(try archive.runs().map(\.id) == ["run-1"])
        #expect(try archive.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM history WHERE run = 'run-2'") } == 0)
        for number in 3...(Archive.keptRuns + 3) { try archive.keep(run(number, [])) }
        try archive.prune(now: 1_000_000)
        let left = try archive.runs().map(\.id)
        #expect(left.count == Archive.keptRuns + 1)
        #expect(left.contains("run-1") && !left.contains("run-3") && left.contains("run-4"))
    }

    @Test func `gives a name once`() throws {
        let place = try Place()
        let archive = try place.archive()
        try archive.keep(run(1, []), name: "before")
        #expect(throws: ArchiveError.self) { try archive.begin(header(2), name: "before") }
        try archive.forget("run-1")
        try archive.begin(header(2), name: "before")
        #expect(try archive.runs(called: "before").map(\.id) == ["run-2"])
    }

    @Test func `stores equal evidence once, and forgets it with the last run that has it`() throws {
        let place = try Place()
        let archive = try place.archive()
        let long = Base64.encode((0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* $0) })
        let others = [
            Base64.encode(Array("short".utf8)), String(repeating: "A", count: 257), "not \"base64\" \(long) at all",
            "=" + long.dropFirst(),
        ]
        func lines(_ host: Int) -> [UInt8] {
            Array("{\"host\":\(host),\"output\":\"\(long)\",\"others\":\"\(others)\"}\n{\"last\":\"\(long)".utf8)
        }
        func pieces() throws -> [Int] {
            try archive.read { try Int.fetchAll($0, sql: "SELECT uses FROM piece ORDER BY id") }
        }
        for number in 1...2 {
            try archive.begin(header(number), name: nil)
            try archive.append(lines(number), to: "run-\(number)")
            #expect(try archive.record(of: "run-\(number)") == lines(number))
        }
        let uses = try pieces()
        #expect(uses.count == 1 && uses.allSatisfy { $0.isMultiple(of: 2) })
        try archive.forget("run-1")
        #expect(try pieces() == uses.map { $0 / 2 })
        #expect(try archive.record(of: "run-2") == lines(2))
        try archive.prune(now: 2_000_000 + Int64(Archive.keptDays) * 86_400)
        #expect(try pieces().isEmpty)
    }

    @Test func `stores equal verdicts once, also where a run is judged again`() throws {
        let place = try Place()
        let archive = try place.archive()
        for number in 1...3 { try archive.keep(run(number, [("tls.expiry", .fail, "x")])) }
        try archive.keep(run(3, [("tls.expiry", .pass, "")]), document: [])
        func pieces() throws -> [Int] {
            try archive.read { try Int.fetchAll($0, sql: "SELECT uses FROM piece ORDER BY id") }
        }
        #expect(try pieces() == [2, 1])
        try archive.forget("run-1")
        try archive.forget("run-2")
        #expect(try pieces() == [1])
    }

    /// The second differs from the first by the polynomial of CRC-32, so the two have one CRC.
    @Test func `stores two values of one hash apart`() throws {
        let first = (0..<200).map { UInt8($0) }
        var second = first
        for (place, bits) in [0x41, 0x06, 0x71, 0xDB, 0x01].enumerated() { second[50 + place] ^= UInt8(bits) }
        let archive = try Place().archive()
        let lines = [first, second].map { Array("{\"output\":\"\(Data($0).base64EncodedString())\"}\n".utf8) }
        try archive.begin(header(1), name: nil)
        for line in lines { try archive.append(line, to: "run-1") }
        #expect(try archive.record(of: "run-1") == lines[0] + lines[1])
        #expect(try archive.read { try Int.fetchOne($0, sql: "SELECT count(DISTINCT hash) FROM piece") } == 1)
    }

    @Test func `reads and forgets what an earlier version wrote`() throws {
        let place = try Place()
        var archive = try place.archive()
        let line = Array("{\"output\":\"\(String(repeating: "AAAA", count: 100))\"}\n".utf8)
        try archive.write { database in
            try database.execute(sql: "DROP TABLE piece; PRAGMA user_version = 2")
            try database.execute(sql: "INSERT INTO run (id, started, hosts) VALUES ('run-0', 1, 1)")
            try database.execute(sql: "INSERT INTO record VALUES ('run-0', 1, ?)", arguments: [Packed.data(line)])
            try database.execute(
                sql: "INSERT INTO history VALUES ('mx1', 'run-0', '{\"tls.expiry\":[\"fail\",\"x\"]}')")
        }
        try archive.close()
        archive = try place.archive()
        #expect(try archive.record(of: "run-0") == line)
        let later = run(1, [("tls.expiry", .fail, "x")])
        #expect(try archive.withHistory(later).hosts[0].findings[0].failingSince == 1)
        try archive.forget("run-0")
        #expect(try archive.runs().isEmpty)
    }
}
