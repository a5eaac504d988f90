import Foundation

/// What an archive holds, which is compressed there.
enum Unpacked {
    /// A zero byte and four of length, then zlib's stream; or what was stored as it is. Within, a piece is named by its id
    /// between two bytes of 1.
    private static let program = """
        import base64, re, sqlite3, sys, zlib
        archive = sqlite3.connect(sys.argv[1])
        def unpacked(packed):
            return zlib.decompress(packed[5:]) if packed[:1] == b"\\0" else packed
        def piece(match):
            row = archive.execute("SELECT content FROM piece WHERE id = ?", (int(match[1]),)).fetchone()
            return base64.b64encode(unpacked(row[0]))
        for (packed,) in archive.execute(sys.argv[2]).fetchall():
            text = unpacked(packed)
            if text[:1] == b"\\2":
                text = re.sub(b"\\x01([0-9]+)\\x01", piece, text[1:])
            sys.stdout.buffer.write(text)
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
