import Foundation
import Testing

/// Each file of `Broken/` holds a broken inventory, file by file, and all that must be said of it: the file, the line, the
/// offending text and what to do.
struct BrokenFileTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Broken")
    static let cases =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.filter { $0.hasSuffix(".txt") }.sorted()
        ?? []

    @Test func `there are broken inventories`() {
        #expect(Self.cases.count >= 60)
    }

    @Test(arguments: cases) func `what is wrong is told as it stands there`(name: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        var files: [String: String] = [:]
        var paths: [String] = []
        for part in text.split(separator: "=== ") {
            let line = part.prefix { $0 != "\n" }
            paths.append(String(line))
            files[String(line)] = String(part.dropFirst(line.count + 1))
        }
        let says = files.removeValue(forKey: "says")
        let source = paths[0].hasPrefix("inv/") ? "inv" : paths[0]
        #expect((complaint(of: [source], files: files) ?? "nothing") + "\n" == says)
    }
}
