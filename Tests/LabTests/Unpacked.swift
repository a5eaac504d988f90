import Foundation

/// What an archive holds, which is compressed there.
enum Unpacked {
    /// A zero byte and four of length, then zlib's stream; or what was stored as it is.
    private static let program = """
        import sqlite3, sys, zlib
        for (packed,) in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
            sys.stdout.buffer.write(zlib.decompress(packed[5:]) if packed[:1] == b"\\0" else packed)
        """

    /// The lines of all records, in their order.
    static func records(of archive: String) async throws -> String {
        try await text(of: archive, "SELECT lines FROM record ORDER BY run, number")
    }

    /// All that is kept, records and documents.
    static func all(of archive: String) async throws -> String {
        try await text(of: archive, "SELECT lines FROM record UNION ALL SELECT document FROM verdicts")
    }

    private static func text(of archive: String, _ query: String) async throws -> String {
        let ended = try await Program.run(["/usr/bin/python3", "-c", program, archive, query])
        guard ended.status == 0 else { throw TestFailure("the archive cannot be unpacked: \(ended.errors)") }
        return ended.output
    }
}
