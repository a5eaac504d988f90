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

    @Test(arguments: [
        ("PRAGMA user_version = 2", "newer dovesweep"), ("PRAGMA application_id = 7", "another program"),
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
