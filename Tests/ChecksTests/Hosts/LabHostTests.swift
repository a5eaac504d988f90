import Fleet
import Testing

@testable import Checks

/// Whole hosts: 2.3 and 2.4, healthy and broken, as the agent and a mail client saw them in the lab.
@Suite struct LabHostTests {
    static let names = EvidenceFiles.names(in: "hosts", withExtension: "json")

    /// As one sweep judges them: some things only the whole fleet shows.
    private static let fleet = Result {
        Catalogue.builtIn.judgeFleet(try names.map { try LabHost($0).judged() })
    }

    @Test(arguments: names) func `each host of the lab is judged as the lab expects`(name: String) throws {
        let expected = try LabExpectation(name)
        let result = try #require(try Self.fleet.get().first { $0.host.name == name })
        #expect(expected.causes.contains(result.cause?.check ?? "none"))
        for item in Item.allCases {
            let verdict = result.verdict(of: item)
            #expect(expected.verdicts[item]?.contains(verdict) == true, "\(item.rawValue) is \(verdict.rawValue)")
        }
    }

    @Test(arguments: names) func `a cause has a remedy, and what it explains names it`(name: String) throws {
        let result = try LabHost(name).judged()
        for finding in result.findings {
            switch finding.verdict {
            case .fail, .warn: #expect(finding.remedy?.steps.isEmpty == false && !finding.signature.isEmpty)
            case .blocked: #expect(result.findings.contains { $0.check == finding.blockedBy && $0.verdict == .fail })
            default: #expect(finding.blockedBy == nil)
            }
        }
        #expect((result.cause == nil) == !result.findings.contains { $0.verdict == .fail })
    }

    /// Two faults of which neither explains the other stay two.
    private static let twofold: Set<String> = ["d23-two-faults", "d24-two-faults"]

    @Test(arguments: names) func `one fault is one failure, and two are two`(name: String) throws {
        let result = try #require(try Self.fleet.get().first { $0.host.name == name })
        let failed = result.findings.filter { $0.verdict == .fail }.map(\.check)
        let faults = try LabExpectation(name).causes == ["none"] ? 0 : Self.twofold.contains(name) ? 2 : 1
        #expect(failed.count == faults, "\(failed)")
    }

    @Test(arguments: names) func `nothing secret left the host`(name: String) throws {
        let text = String(decoding: try EvidenceFiles.bytes("hosts/\(name).txt"), as: UTF8.self)
        #expect(!text.contains("PRIVATE KEY-----"))
        #expect(!text.contains("$6$") && !text.contains("{CRYPT}") && !text.contains("$y$"))
    }

    @Test func `the healthy hosts raise no alarm`() throws {
        let healthy = [
            "d23-pam", "d23-vmail", "d24-pam", "d24-vmail", "d24-sql", "d23-imaps-only", "d23-guessed-at",
            "d24-log-file",
        ]
        for name in healthy {
            let result = try LabHost(name).judged()
            #expect(result.findings.allSatisfy { [.pass, .skipped].contains($0.verdict) }, "\(name)")
            #expect(result.standing == .passing && result.loginProven)
        }
    }
}

/// What the lab's own file says of a host, `#= cause tls.expiry`; alternatives are separated by a bar.
private struct LabExpectation {
    let causes: [String]
    let verdicts: [Item: [Verdict]]

    init(_ name: String) throws {
        let file = try EvidenceFiles.sibling("Lab/hosts/\(name).sh")
        let text = lines(of: String(decoding: file, as: UTF8.self))
        causes = text.compactMap { $0.after("#= cause ") }.flatMap { $0.split(separator: "|").map(String.init) }
        let pairs = text.compactMap { $0.after("#= items ") }.flatMap { words(of: $0) }.compactMap {
            word -> (Item, [Verdict])? in
            let sides = word.split(separator: "=")
            guard sides.count == 2, let item = Item(rawValue: String(sides[0])) else { return nil }
            return (item, sides[1].split(separator: "|").compactMap { Verdict(rawValue: String($0)) })
        }
        verdicts = Dictionary(pairs, uniquingKeysWith: { $1 })
    }
}
