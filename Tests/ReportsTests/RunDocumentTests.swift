import Fleet
import Foundation
import RunSamples
import Testing

@testable import Reports

struct RunDocumentTests {
    @Test func `the report of a bad night looks as it was approved`() throws {
        try expect(json(Samples.night), matches: "night.json")
    }

    @Test(arguments: Samples.all.keys.sorted())
    func `every report is valid against the published schema`(sample: String) throws {
        let run = try #require(Samples.all[sample])
        #expect(try Validator().objections(to: json(run)) == "")
    }

    @Test(arguments: [
        (#""outcome": "swept""#, #""outcome": "lost""#), (#""started": "2026"#, #""started": "26"#),
        (#""waiver": null"#, #""waver": null"#), (#""failing": 0"#, #""failing": -1"#),
        (#""port": 22"#, #""port": "22""#),
    ])
    func `a report that breaks the contract is not valid`(right: String, wrong: String) throws {
        let document = json(Samples.morning)
        #expect(document.contains(right))
        #expect(try Validator().objections(to: document.replacing(right, with: wrong)) != "")
    }

    @Test func `the schema lists the words that the domain has`() throws {
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(RunSchema.bytes)) as? [String: Any])
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        let host = try #require(definitions["host"]?["properties"] as? [String: [String: Any]])
        let words = { (definition: [String: Any]?) in definition?["enum"] as? [String] }
        #expect(definitions["item"]?["examples"] as? [String] == Item.allCases.map(\.rawValue))
        #expect(words(definitions["verdict"]) == Verdict.allCases.map(\.rawValue))
        #expect(words(host["outcome"]) == Outcome.allCases.map(\.rawValue))
        #expect(words(host["role"]) == Host.Role.allCases.map(\.rawValue))
        #expect(words(host["state"]) == Host.State.allCases.map(\.rawValue))
    }

    @Test func `hosts keep the order of the inventory`() throws {
        let hosts = try #require(try parsed(Samples.night)["hosts"] as? [[String: Any]])
        #expect(hosts.compactMap { $0["name"] as? String } == Samples.night.hosts.map(\.host.name))
    }

    @Test func `hostile text comes back to the letter`() throws {
        let attack = "\u{1b}[2J\n\t\"\\\u{202e}\u{9b}\u{2028}\u{e0041}東\0\u{7f}</script>"
        var run = Samples.morning
        run.hosts[0].facts = ["banner": attack]
        let hosts = try #require(try parsed(run)["hosts"] as? [[String: Any]])
        #expect((hosts[0]["facts"] as? [String: String]) == ["banner": attack])
    }

    @Test func `a duration that is no number is null, and others are rounded to the millisecond`() {
        var writer = JSONWriter()
        writer.write(.array([.seconds(.nan), .seconds(0.1 + 0.2), .seconds(3)]))
        #expect(writer.text == "[null, 0.3, 3.0]")
    }

    private func json(_ run: Run) -> String { ReportFormat.json.render(Samples.report(run)) }

    private func parsed(_ run: Run) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(json(run).utf8)) as? [String: Any])
    }
}
