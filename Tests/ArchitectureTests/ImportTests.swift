import Foundation
import Testing

/// Holds the imports of system modules against ARCHITECTURE.md, since every target sees those.
@Suite struct `Architecture` {
    static let system: Set = ["Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization"]
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The text of a file of the repository; empty if there is none.
    static func text(_ name: String) -> String {
        (try? String(contentsOf: root.appending(path: name), encoding: .utf8)) ?? ""
    }

    /// The text below a heading, up to the next one of its level.
    static func section(_ heading: String, of document: String) -> Substring {
        let level = heading.prefix { $0 == "#" } + " "
        guard let start = text(document).ranges(of: "\n\(heading)\n").first?.upperBound else { return "" }
        let rest = text(document)[start...]
        return rest[..<(rest.ranges(of: "\n\(level)").first?.lowerBound ?? rest.endIndex)]
    }

    /// The rows of the table of rooms: a target, and the system modules in its last column.
    static let rooms: [String: Set<String>] = {
        let text = section("## Rooms", of: "ARCHITECTURE.md")
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { $0.split(separator: "|") }
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let name = row[0].filter { $0.isLetter || $0.isNumber }
                return (name, Set(row[row.count - 1].split { !$0.isLetter }.map(String.init)).intersection(system))
            })
    }()

    @Test func `every target with sources has its row`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        #expect(Set(folders).subtracting(["CEpoll", "CLibSSH2", "COpenSSL", "CZlib"]) == Set(Self.rooms.keys))
    }

    @Test(arguments: rooms.keys.sorted()) func `a room imports of the system what its row allows`(_ room: String) throws
    {
        let allowed = try #require(Self.rooms[room])
        for file in try Self.swiftFiles(of: room) {
            for module in try Self.imports(of: file) where Self.system.contains(module) {
                #expect(allowed.contains(module), "\(file.lastPathComponent) imports \(module)")
            }
        }
    }

    @Test(arguments: rooms.keys.sorted()) func `a row allows nothing that its room does not use`(_ room: String) throws
    {
        #expect(try #require(Self.rooms[room]).subtracting(Self.imports(of: room)).isEmpty)
    }

    /// All modules that a room imports.
    static func imports(of room: String) throws -> Set<String> {
        try swiftFiles(of: room).reduce(into: []) { try $0.formUnion(imports(of: $1)) }
    }

    private static func swiftFiles(of room: String) throws -> [URL] {
        let folder = root.appending(path: "Sources/\(room)")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    }

    /// `Foundation` for `import struct Foundation.URL` too.
    private static func imports(of file: URL) throws -> Set<String> {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return Set(
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 2, let name = words.last else { return nil }
                return name.split(separator: ".").first.map(String.init)
            })
    }
}
