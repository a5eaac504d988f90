import Fleet
import Foundation
import GRDB
import Testing

@testable import Archive

@Suite struct `An archive's file` {
    @Test(arguments: [
        ("not a database at all, but a text that is long enough to have a header\n", "is damaged"),
        ("SQLite format 3\0 and then nothing of the kind", "is damaged"),
    ]) func `that is none is told of and left as it is`(contents: String, words: String) throws {
        let place = try Place()
        let bytes = Data(String(repeating: contents, count: 40).utf8)
        try bytes.write(to: URL(filePath: place.path))
        let error = #expect(throws: ArchiveError.self) { try place.archive() }
        #expect(error?.message.contains(place.path) == true && error?.message.contains(words) == true)
        #expect(try Data(contentsOf: URL(filePath: place.path)) == bytes)
    }

    /// Of the layout before this one, whose records are not compressed.
    @Test func `of an older version is read, and written to by this one`() throws {
        let place = try Place()
        do {
            let archive = try place.archive()
            try archive.begin(header(1), name: nil)
            try archive.write {
                try $0.execute(
                    sql: "INSERT INTO record VALUES ('run-1', 1, ?)", arguments: [Data("{\"schema\": 1}\n".utf8)])
                try $0.execute(sql: "PRAGMA user_version = 1")
            }
            try archive.close()
        }
        let archive = try place.archive()
        try archive.append(Array("{\"event\": 2}\n".utf8), to: "run-1")
        #expect(String(decoding: try archive.record(of: "run-1"), as: UTF8.self) == "{\"schema\": 1}\n{\"event\": 2}\n")
        #expect(try archive.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 3)
    }

    @Test func `keeps what hosts say in a fraction of its length`() throws {
        let line =
            "{\"event\":\"evidence\",\"host\":\"mx1\",\"evidence\":{\"probe\":\"config\",\"output\":\"YXV0aF9tZWNo\"}}\n"
        let lines = Array(String(repeating: line, count: 1000).utf8)
        let packed = Packed.data(lines)
        #expect(packed.count * 10 < lines.count)
        #expect(try Packed.bytes(packed, path: "a") == lines)
        #expect(try Packed.bytes(Packed.data([]), path: "a") == [])
    }

    @Test(arguments: [1, 4, 5, 12]) func `that is cut or changed is damaged, and no crash`(length: Int) {
        let packed = Packed.data(Array(String(repeating: "{}\n", count: 100).utf8))
        let error = #expect(throws: ArchiveError.self) { try Packed.bytes(packed.prefix(length), path: "a") }
        #expect(error?.message.contains("is damaged") == true)
        var changed = Array(packed)
        changed[1] = 0xff
        changed[3] = 0x7f
        #expect(throws: ArchiveError.self) { try Packed.bytes(Data(changed), path: "a") }
    }

    @Test(arguments: [
        ("PRAGMA user_version = 4", "newer dovesweep"), ("PRAGMA application_id = 7", "another program"),
    ]) func `of another program or version is told of and left as it is`(sql: String, words: String) throws {
        let place = try Place()
        do {
            let archive = try place.archive()
            try archive.write { try $0.execute(sql: sql) }
            try archive.close()
        }
        let before = try Data(contentsOf: URL(filePath: place.path))
        let error = #expect(throws: ArchiveError.self) { try place.archive() }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(try Data(contentsOf: URL(filePath: place.path)) == before)
    }

    @Test func `of another program keeps its journal and gets no table`() throws {
        let place = try Place()
        try DatabaseQueue(path: place.path).write { try $0.execute(sql: "CREATE TABLE their (own)") }
        #expect(throws: ArchiveError.self) { try place.archive() }
        let theirs = try DatabaseQueue(path: place.path)
        #expect(try theirs.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "delete")
        #expect(try theirs.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") } == 1)
    }

    @Test func `that was damaged later is told of, not read as empty`() throws {
        let place = try Place()
        do {
            let archive = try place.archive()
            for number in 1...50 { try archive.keep(run(number, [("tls.expiry", .fail, "x")])) }
            try archive.close()
        }
        var bytes = try Data(contentsOf: URL(filePath: place.path))
        bytes.replaceSubrange(4096..., with: Data(repeating: 0x5A, count: bytes.count - 4096))
        try bytes.write(to: URL(filePath: place.path))
        let error = #expect(throws: ArchiveError.self) { try place.archive().runs() }
        #expect(error?.message.contains("is damaged") == true, "\(error?.message ?? "")")
    }

    @Test func `that cannot be there is told of`() {
        let error = #expect(throws: ArchiveError.self) { try Archive(path: "/nowhere/archive.sqlite") }
        #expect(error?.message.contains("/nowhere/archive.sqlite cannot be opened") == true, "\(error?.message ?? "")")
    }

    @Test func `is shared by many at once, and nobody's run is lost or torn`() async throws {
        let place = try Place()
        let path = place.path
        try await withThrowingTaskGroup { group in
            for number in 1...8 {
                // Each opens it anew, as programs do, and all of them make it at the same time.
                group.addTask {
                    let archive = try Archive(path: path)
                    try archive.begin(header(number), name: nil)
                    for line in 0..<40 { try archive.append(Array("\(number) \(line)\n".utf8), to: "run-\(number)") }
                    try archive.finish("run-\(number)", seconds: 1, interruption: nil)
                }
            }
            try await group.waitForAll()
        }
        let archive = try place.archive()
        #expect(try archive.runs().count == 8)
        for number in 1...8 {
            let lines = (0..<40).map { "\(number) \($0)\n" }.joined()
            #expect(try archive.record(of: "run-\(number)") == Array(lines.utf8))
        }
    }
}
