import Testing

@testable import Checks

@Suite struct PageTests {
    @Test func `the page of the checks that is published is current`() throws {
        let page = String(decoding: try EvidenceFiles.sibling("../docs/checks.md"), as: UTF8.self)
        #expect(
            page == Catalogue.builtIn.page(),
            "write it anew: .build/debug/dovesweep checks explain --markdown >docs/checks.md")
    }

    @Test func `every check is on it once, below its item`() {
        let lines = lines(of: Catalogue.builtIn.page())
        for check in Catalogue.builtIn.checks {
            let places = lines.indices.filter { lines[$0] == "### `\(check.id)`" }
            #expect(places.count == 1, "\(check.id)")
            let item = lines[..<(places.first ?? 0)].last { $0.begins(with: "## ") }
            #expect(item.map { check.id.hasPrefix("\($0.dropFirst(3)).") } == true, "\(check.id)")
        }
    }
}
