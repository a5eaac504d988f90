internal import CZlib
internal import Fleet
internal import FoundationEssentials
internal import GRDB

/// Long values that many runs have in common, such as a configuration: each is stored once, with the number of its uses.
///
/// In a record, a value in base64 becomes a mark, its id and a mark; JSON has no such byte. In a history, a text becomes
/// `#` and its id.
struct Pieces {
    let database: Database
    let path: String

    /// The first byte of lines that have marks.
    private static let head: UInt8 = 2
    private static let mark: UInt8 = 1
    private static let quote = UInt8(ascii: "\"")
    /// Digits of base64; a shorter value saves nothing.
    private static let shortest = 256

    /// Stores the long values of these lines.
    func folded(_ lines: [UInt8]) throws -> [UInt8] {
        var folded = [Self.head]
        var place = 0
        while let opening = lines[place...].firstIndex(of: Self.quote) {
            let start = opening + 1
            let end = lines[start...].firstIndex { !Self.isDigit($0) } ?? lines.endIndex
            folded += lines[place..<start]
            place = end
            if end < lines.endIndex, lines[end] == Self.quote, let content = Self.content(of: lines[start..<end]) {
                folded += [Self.mark] + "\(try use(content))".utf8 + [Self.mark, Self.quote]
                place += 1
            } else {
                folded += lines[start..<end]
            }
        }
        return folded + lines[place...]
    }

    /// - Throws: `ArchiveError` for what is damaged.
    func unfolded(_ lines: [UInt8]) throws -> [UInt8] {
        guard lines.first == Self.head else { return lines }
        var known: [Int: [UInt8]] = [:]
        var unfolded: [UInt8] = []
        for (place, part) in lines.dropFirst().split(separator: Self.mark, omittingEmptySubsequences: false)
            .enumerated()
        {
            guard !place.isMultiple(of: 2) else {
                unfolded += part
                continue
            }
            let id = try Self.id(part, path)
            let text = try known[id] ?? Array(Base64.encode(try content(id)).utf8)
            known[id] = text
            unfolded += text
        }
        return unfolded
    }

    func folded(history text: String) throws -> String { "#\(try use(Array(text.utf8)))" }

    func unfolded(history text: String) throws -> String {
        guard text.utf8.first == UInt8(ascii: "#") else { return text }
        return String(decoding: try content(try Self.id(text.utf8.dropFirst(), path)), as: UTF8.self)
    }

    /// Ends the uses by runs that are about to be deleted.
    func release(records: [Data], histories: [String]) throws {
        var uses: [Int: Int] = [:]
        for record in records {
            guard let lines = try? Packed.bytes(record, path: path), lines.first == Self.head else { continue }
            let parts = lines.dropFirst().split(separator: Self.mark, omittingEmptySubsequences: false)
            for (place, part) in parts.enumerated() where !place.isMultiple(of: 2) {
                uses[try Self.id(part, path), default: 0] += 1
            }
        }
        for text in histories where text.utf8.first == UInt8(ascii: "#") {
            uses[try Self.id(text.utf8.dropFirst(), path), default: 0] += 1
        }
        for (id, count) in uses {
            try database.execute(sql: "UPDATE piece SET uses = uses - ? WHERE id = ?", arguments: [count, id])
        }
        try database.execute(sql: "DELETE FROM piece WHERE uses <= 0")
    }
}

extension Pieces {
    private func use(_ content: [UInt8]) throws -> Int {
        let hash = Int(unsafe content.withUnsafeBufferPointer { unsafe crc32(0, $0.baseAddress, uInt(content.count)) })
        if let known = try id(of: content, hash) {
            try database.cachedStatement(sql: "UPDATE piece SET uses = uses + 1 WHERE id = ?").execute(arguments: [
                known
            ])
            return known
        }
        try database.cachedStatement(sql: "INSERT INTO piece (hash, content, uses) VALUES (?, ?, 1)")
            .execute(arguments: [hash, Packed.data(content)])
        return Int(database.lastInsertedRowID)
    }

    /// Two values may have one hash, so the values are compared.
    private func id(of content: [UInt8], _ hash: Int) throws -> Int? {
        let found = try Row.fetchCursor(
            try database.cachedStatement(sql: "SELECT id, content FROM piece WHERE hash = ?"), arguments: [hash])
        while let row = try found.next() {
            if try Packed.bytes(row["content"], path: path) == content { return row["id"] }
        }
        return nil
    }

    private func content(_ id: Int) throws -> [UInt8] {
        guard let packed = try Data.fetchOne(database, sql: "SELECT content FROM piece WHERE id = ?", arguments: [id])
        else { throw Packed.damaged(path) }
        return try Packed.bytes(packed, path: path)
    }

    private static func id(_ digits: some Collection<UInt8>, _ path: String) throws -> Int {
        guard let id = number(String(decoding: digits, as: UTF8.self), in: 1...1_000_000_000_000) else {
            throw Packed.damaged(path)
        }
        return id
    }

    /// Nil for what is short, or does not come back from its bytes as it was.
    private static func content(of digits: ArraySlice<UInt8>) -> [UInt8]? {
        guard digits.count >= shortest, let bytes = Base64.decode(digits),
            Base64.encode(Array(bytes[((bytes.count - 1) / 3 * 3)...])).utf8.elementsEqual(digits.suffix(4))
        else { return nil }
        return bytes
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
