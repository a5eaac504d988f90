import Fleet
import Foundation
import Testing

@testable import Checks

/// Which checks explain which, for each pair of checks: `explains.txt` has what is expected, a line for each check that
/// fails. A `?` stands behind what it explains only if that is unknown.
///
/// `DOVESWEEP_SHOW_EXPLANATIONS=1` prints the lines as they are.
@Suite struct ExplanationTests {
    private static let checks = Catalogue.builtIn.checks

    private static let expected: [String] = {
        let bytes = (try? EvidenceFiles.sibling("ChecksTests/Cause/explains.txt")) ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }()

    private static func line(of failing: any Check) -> String {
        let explained = checks.compactMap { other -> String? in
            if other.id == failing.id { return nil }
            let isBlocked = [Verdict.fail, .unknown].map { verdict in
                [judged(failing, .fail), judged(other, verdict)].explained()[1].blockedBy == failing.id
            }
            return isBlocked[0] ? other.id : isBlocked[1] ? "\(other.id)?" : nil
        }
        return (["\(failing.id):"] + explained).joined(separator: " ")
    }

    private static func judged(_ check: any Check, _ verdict: Verdict) -> JudgedFinding {
        JudgedFinding(
            check, Finding(check: check.id, item: Item(check: check.id) ?? .config, verdict: verdict, summary: ""))
    }

    @Test func `there is a line for each check`() {
        if ProcessInfo.processInfo.environment["DOVESWEEP_SHOW_EXPLANATIONS"] != nil {
            for check in Self.checks { print(Self.line(of: check)) }
        }
        #expect(Self.expected.map { $0.prefix { $0 != ":" } } == Self.checks.map { $0.id[...] })
    }

    @Test(arguments: expected) func `a failure explains what depends on it`(_ line: String) throws {
        let check = try #require(Self.checks.first { line.hasPrefix("\($0.id):") })
        #expect(Self.line(of: check) == line)
    }

    @Test func `what an operator's check asks for explains its warning, and no other warning`() throws {
        let findings = try ["config.parses", "tls.expiry"].map { id in
            let check = try #require(Self.checks.first { $0.id == id })
            return Self.judged(check, id == "config.parses" ? .fail : .warn)
        }
        #expect(findings.explained().map(\.blockedBy) == [nil, nil])
    }
}
