import Fleet
import Foundation
import Testing

@testable import Checks

/// What each broken condition explains. `explains.txt` has a line for each condition, with the checks whose failure it
/// explains. A `?` stands behind those of which it explains only that they are unknown.
///
/// `DOVESWEEP_SHOW_EXPLANATIONS=1` prints the lines as they are.
@Suite struct ExplanationTests {
    private static let checks = Catalogue.builtIn.checks

    private static let expected: [String] = {
        let bytes = (try? EvidenceFiles.sibling("ChecksTests/Cause/explains.txt")) ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }()

    /// A failure that breaks a condition and is of no check that has one.
    private static func broken(_ condition: Condition) -> JudgedFinding {
        let check = UnnamedCheck(id: "site.broken", isOutside: false)
        let finding = Finding(check: check.id, item: .config, verdict: .fail, summary: "")
        return JudgedFinding(check, finding, breaks: condition)
    }

    private static func judged(_ check: any Check, _ verdict: Verdict) -> JudgedFinding {
        JudgedFinding(
            check, Finding(check: check.id, item: Item(check: check.id) ?? .config, verdict: verdict, summary: ""))
    }

    private static func explains(_ condition: Condition, _ check: any Check, _ verdict: Verdict) -> Bool {
        [broken(condition), judged(check, verdict)].explained()[1].blockedBy != nil
    }

    private static func line(of condition: Condition) -> String {
        let explained = checks.compactMap { check -> String? in
            if explains(condition, check, .fail) { return check.id }
            return explains(condition, check, .unknown) ? "\(check.id)?" : nil
        }
        return (["\(condition.rawValue):"] + explained).joined(separator: " ")
    }

    @Test func `there is a line for each condition`() {
        if ProcessInfo.processInfo.environment["DOVESWEEP_SHOW_EXPLANATIONS"] != nil {
            for condition in Condition.allCases { print(Self.line(of: condition)) }
        }
        #expect(Self.expected.map { $0.prefix { $0 != ":" } } == Condition.allCases.map { $0.rawValue[...] })
    }

    @Test(arguments: expected) func `a broken condition explains the checks that depend on it`(_ line: String) throws {
        let condition = try #require(Condition(rawValue: String(line.prefix { $0 != ":" })))
        #expect(Self.line(of: condition) == line)
    }

    @Test(arguments: Condition.allCases) func `no broken condition explains a warning or a pass`(_ condition: Condition)
    {
        for check in Self.checks {
            for verdict in [Verdict.warn, .pass, .skipped] {
                #expect(!Self.explains(condition, check, verdict), "\(check.id)")
            }
        }
    }

    /// A greeting may need TLS, and stands before it in the order of conditions.
    @Test func `of two failures that quote one line, the one that the other depends on is the cause`() throws {
        let findings = try ["ports.greeting", "tls.handshake"].map { id in
            var judged = Self.judged(try #require(Self.checks.first { $0.id == id }), .fail)
            judged.finding.said = ["imap-login: Fatal: x"]
            return judged
        }
        #expect(findings.explained().map(\.blockedBy) == ["tls.handshake", nil])
    }
}
