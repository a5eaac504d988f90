import Foundation
import Testing

/// Links, paths, names and quoted code of the documents are true.
@Suite struct `Documents` {
    /// Paths from the root of the repository.
    static let names: [String] = ["", "docs/", ".github/ISSUE_TEMPLATE/", "Tests/Lab/"].flatMap { folder in
        let files = try? FileManager.default.contentsOfDirectory(atPath: Architecture.root.appending(path: folder).path)
        return (files ?? []).filter { $0.hasSuffix(".md") }.sorted().map { folder + $0 }
    }

    @Test func `all of them are read`() {
        let expected = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs/formats.md", "Tests/Lab/README.md"]
        #expect(Set(expected).isSubset(of: Self.names) && Self.names.count > 15)
    }

    @Test(arguments: names) func `every link and anchor exists`(_ name: String) {
        #expect(Self.brokenLinks(in: Architecture.text(name), of: name) == [])
    }

    @Test func `a broken link is found`() {
        let text = """
            [a](README.md) [`b`](../README.md#install) [c](#a-heading-of-1) [d](https://example.net/x)
            [e](nowhere.md) [f](../README.md#nowhere) [g](#nowhere) `[h](code)`
            ```text
            [i](block)
            # No heading
            ```
            ## A `heading` of 1
            """
        #expect(
            Self.brokenLinks(in: text, of: "docs/new.md") == [
                "README.md", "nowhere.md", "../README.md#nowhere", "#nowhere",
            ])
        #expect(Self.brokenLinks(in: "[a](#no-heading)\n```\n# No heading\n```", of: "new.md") == ["#no-heading"])
    }

    @Test(arguments: names) func `every path exists`(_ name: String) {
        #expect(Self.brokenPaths(in: Architecture.text(name)) == [])
    }

    @Test func `a wrong path is found`() {
        let text = "`Sources/Checks/ITEM/` `Sources/SSH/Hosts.swift` `Tests/Lab/lab up` `Sources/Nothing` `Makefiles`"
        #expect(Self.brokenPaths(in: text) == ["Sources/SSH/Hosts.swift", "Sources/Nothing"])
    }

    /// Names of types, with a member or without.
    @Test(arguments: ["ARCHITECTURE.md", "CONTRIBUTING.md"]) func `every type exists`(_ name: String) {
        #expect(Self.strangers(in: Architecture.text(name)) == [])
    }

    @Test func `a type that was renamed is found`() {
        let text = "`Crowd` `HostPool` `Gate.decide` `Gate.guess` `FOO` `a b`"
        #expect(Self.strangers(in: text) == ["Crowd", "Gate.guess"])
    }

    @Test func `each question of the table has a file`() {
        let rows = Architecture.section("## Where do I find …", of: "ARCHITECTURE.md").split(separator: "\n")
            .filter { $0.hasPrefix("| ") }.dropFirst()
        #expect(rows.count >= 12)
        for row in rows { #expect(!Self.paths(in: String(row)).isEmpty, "\(row)") }
    }

    /// A line with `+` is in the file that a line with `+++` names.
    @Test func `the example of a check is in the sources`() throws {
        let blocks = Architecture.text("CONTRIBUTING.md").matches(of: /```diff\n((?:.|\n)*?)```/).map(\.1)
        #expect(!blocks.isEmpty)
        for block in blocks {
            var lines: Set<Substring> = []
            for line in block.split(separator: "\n") {
                if line.hasPrefix("+++ ") {
                    let file = try #require(line.split(separator: " ").last)
                    lines = Set(Architecture.text(String(file)).split(separator: "\n"))
                } else if line.hasPrefix("+") {
                    #expect(lines.contains(line.dropFirst()), "\(line)")
                }
            }
        }
    }
}

extension `Documents` {
    private static func brokenLinks(in text: String, of document: String) -> [String] {
        let folder = document.split(separator: "/").dropLast().map { $0 + "/" }.joined()
        return prose(of: text).matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }.filter { link in
            if link.contains(/^[a-z]+:/) { return false }
            let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let file = Architecture.root.appending(path: parts[0].isEmpty ? document : folder + parts[0]).standardized
            if !parts[0].isEmpty, !FileManager.default.fileExists(atPath: file.path) { return true }
            guard parts.count == 2 else { return false }
            let target = parts[0].isEmpty ? text : (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            return !anchors(of: target).contains(parts[1])
        }
    }

    /// As GitHub makes them of headings.
    private static func anchors(of text: String) -> Set<String> {
        var anchors: Set<String> = []
        for heading in withoutBlocks(text).matches(of: /(?m)^#{1,6} (.+)$/) {
            let kept = heading.1.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
            let plain = String(kept.map { $0 == " " ? "-" : $0 })
            let number = (1...).first { !anchors.contains("\(plain)-\($0)") } ?? 1
            anchors.insert(anchors.contains(plain) ? "\(plain)-\(number)" : plain)
        }
        return anchors
    }

    private static func withoutBlocks(_ text: String) -> String {
        text.replacing(/(?m)^```(?:.|\n)*?^```/, with: "")
    }

    private static func prose(of text: String) -> String { withoutBlocks(text).replacing(/`[^`]*`/, with: "") }

    private static func spans(of text: String) -> [Substring] {
        withoutBlocks(text).matches(of: /`([^`\n]+)`/).map(\.1)
    }

    private static let folders = ["Sources/", "Tests/", "docs/", "Bench/", "inventory/", ".github/"]

    /// `ITEM` is a placeholder.
    private static func paths(in text: String) -> [String] {
        spans(of: text).compactMap { span in
            let word = span.prefix { $0 != " " }
            let isFile = word.contains(/^[A-Za-z]+\.(md|swift)$/) && span == word && Self.isOfRoot(word)
            guard isFile || folders.contains(where: word.hasPrefix) else { return nil }
            return word.split(separator: "/").prefix { $0 != "ITEM" }.joined(separator: "/")
        }
    }

    private static func isOfRoot(_ word: Substring) -> Bool {
        word == "Package.swift" || word.hasSuffix(".md") && word == word.uppercased().replacing(".MD", with: ".md")
    }

    private static func brokenPaths(in text: String) -> [String] {
        paths(in: text).filter { path in
            !FileManager.default.fileExists(atPath: Architecture.root.appending(path: path).path)
        }
    }

    /// Of Swift itself.
    private static let swifts: Set = ["Character", "Dispatch", "Foundation", "String", "TaskExecutor"]

    private static func strangers(in text: String) -> [String] {
        spans(of: text).filter { span in
            guard let name = span.wholeMatch(of: /([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\.([a-z]\w*))?/) else {
                return false
            }
            if let member = name.2, member != "swift", !declared.contains(member) { return true }
            return !isOfRoot(span) && !declared.contains(name.1) && !swifts.contains(String(name.1))
        }.map(String.init)
    }

    /// What the sources declare, with the names of rooms and of test files.
    private static let declared: Set<Substring> = {
        let folder = Architecture.root.appending(path: "Tests")
        let tests = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        let files = tests.flatMap { $0.split(separator: "/").map { $0.prefix { $0 != "." } } }
        let words = Escaping.sources.flatMap { file in
            file.code.matches(of: /\b(?:struct|class|enum|protocol|typealias|func|var|let|case) (\w+)/).map(\.1)
        }
        return Set(words + files + Architecture.rooms.keys.map { $0[...] })
    }()
}
