import Fleet
import FuzzSupport
import Testing

@testable import Checks

/// Target 1: hosts whose evidence is spoilt are judged, whatever they sent.
@Suite(.serialized) struct EvidenceFuzzTests {
    /// What must hold of every host, however it lied; a sentence says what does not.
    typealias Property = @Sendable (_ host: LabHost, _ result: HostResult) -> String?

    static let properties: [Property] = [everyCheckIsAnswered, textsAreBounded]

    @Test(.timeLimit(.minutes(60))) func `whatever hosts send is judged`() throws {
        #expect(!MutatedHost.all.isEmpty)
        try Fuzz("evidence").run(cases: 150) { dice in
            let host = MutatedHost.next(&dice)
            let result = host.judged()
            for property in Self.properties {
                if let objection = property(host, result) { Issue.record("\(host.name): \(objection)") }
            }
            _ = Catalogue.builtIn.listeners(of: host.record.host, evidence: host.record.evidence)
            _ = Catalogue.builtIn.localListeners(
                of: host.record.host, evidence: host.record.evidence, isAlone: dice.happens(50))
        }
    }

    private static func everyCheckIsAnswered(_ host: LabHost, _ result: HostResult) -> String? {
        result.findings.map(\.check) == Catalogue.builtIn.checks.map(\.id) ? nil : "checks are missing"
    }

    private static func textsAreBounded(_ host: LabHost, _ result: HostResult) -> String? {
        let long = result.findings.first { finding in
            finding.summary.utf8.count > 9_000 || finding.evidence.contains { $0.excerpt.utf8.count > 8_200 }
        }
        return long.map { "\($0.check) says too much" }
    }
}
