import Testing

/// The graph of the rooms in ARCHITECTURE.md is that of Package.swift.
@Suite struct `Diagram of the rooms` {
    private static let diagram = String(Architecture.section("## Rooms", of: "ARCHITECTURE.md"))
    private static let package = Architecture.text("Package.swift")

    @Test func `it has the imports of every target, and no other`() throws {
        let drawn = try Self.drawnEdges(diagram: Self.diagram)
        let built = try Self.builtEdges(package: Self.package)
        #expect(built.count > 25)
        #expect(built.subtracting(drawn).sorted() == [], "missing in the graph")
        #expect(drawn.subtracting(built).sorted() == [], "not in Package.swift")
    }

    @Test(arguments: Architecture.rooms.keys.sorted()) func `a room imports what the graph draws, and all of it`(
        _ room: String
    ) throws {
        let drawn = try Self.drawnEdges(diagram: Self.diagram).filter { $0.hasPrefix("\(room) → ") }
        let used = try Architecture.imports(of: room).subtracting(Architecture.system).map { "\(room) → \($0)" }
        #expect(Set(used).symmetricDifference(drawn).sorted() == [])
    }

    @Test func `each edge is drawn once`() throws {
        let edges = try Self.edges(diagram: Self.diagram)
        #expect(edges.count == Set(edges).count)
    }

    @Test func `an import that the graph lacks is found`() throws {
        let drawn = try Self.drawnEdges(diagram: "```mermaid\ngraph TD\n    A --> B & C\n    B --> C\n```")
        let built = try Self.builtEdges(
            package: """
                let d = Target.Dependency.product(name: "D", package: "d")
                .target(name: "A", dependencies: ["B", "C"], resources: [.embedInCode("x")]),
                .target(
                    name: "B",
                    dependencies: [
                        "C",
                        d,
                    ]),
                .target(name: "E", dependencies: ["A"], path: "Tests/E"), .testTarget(name: "F", dependencies: ["A"]),
                """)
        #expect(drawn == ["A → B", "A → C", "B → C"] && built == drawn.union(["B → D"]))
    }
}

extension `Diagram of the rooms` {
    private static func drawnEdges(diagram: String) throws -> Set<String> { Set(try edges(diagram: diagram)) }

    /// Of lines such as `A --> B & C`.
    private static func edges(diagram: String) throws -> [String] {
        let block = try #require(diagram.firstMatch(of: /```mermaid\ngraph [A-Z]+\n((?:.|\n)*?)```/)).1
        return block.split(separator: "\n").flatMap { line -> [String] in
            let sides = line.ranges(of: "-->").first.map { (line[..<$0.lowerBound], line[$0.upperBound...]) }
            guard let (from, to) = sides else { return [] }
            return names(in: from).flatMap { from in names(in: to).map { "\(from) → \($0)" } }
        }
    }

    private static func names(in text: Substring) -> [Substring] { text.matches(of: /\w+/).map(\.output) }

    /// Of targets below `Sources`. Products of other packages have the names of their modules.
    private static func builtEdges(package: String) throws -> Set<String> {
        let products = package.matches(of: /let (\w+) = Target\.Dependency\.product\(name: "(\w+)"/)
        let modules = Dictionary(uniqueKeysWithValues: products.map { ($0.1, $0.2) })
        let entries = package.split(separator: /\.(?:target|executableTarget|testTarget|systemLibrary)\(\s*(?=name:)/)
        let kinds = package.matches(of: /\.(target|executableTarget|testTarget|systemLibrary)\(\s*(?=name:)/).map(\.1)
        var edges: Set<String> = []
        for (entry, kind) in zip(entries.suffix(kinds.count), kinds) where kind != "testTarget" {
            guard !entry.contains("path: \"Tests/"), let name = entry.firstMatch(of: /name: "(\w+)"/)?.1,
                let list = entry.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1
            else { continue }
            for word in list.matches(of: /(")?(\w+)/) {
                edges.insert("\(name) → \(word.1 == nil ? try #require(modules[word.2]) : word.2)")
            }
        }
        return edges
    }
}
