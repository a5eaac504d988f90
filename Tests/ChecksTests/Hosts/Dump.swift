import Fleet
import Testing

@testable import Checks

@Test func dump() throws {
    for name in EvidenceFiles.names(in: "hosts", withExtension: "json") {
        let result = try LabHost(name).judged()
        print("####", name, result.facts, result.cause.map { "CAUSE \($0.check)" } ?? "no cause", "login", result.loginProven)
        print("    ", Item.allCases.map { "\($0.rawValue)=\(result.verdict(of: $0).rawValue)" }.joined(separator: " "))
        for finding in result.findings where finding.verdict != .pass {
            print("  ", finding.check, finding.verdict.rawValue, finding.blockedBy ?? "", "|", finding.summary, "|", finding.signature)
        }
        if let cause = result.cause { print("   REMEDY", cause.remedy) }
    }
}
