import Fleet
import Foundation
import Testing

@testable import Checks

@Suite struct `Checks of one's own from outside` {
    /// Where it connects to, what is expected, what came of it, and the verdict.
    static let cases: [(connect: String, expect: String, answer: OutsideLook.Answer, verdict: Verdict)] = [
        ("{port: 25}", "{port: open}", .init(reach: .connected), .pass),
        ("{port: 25}", "{port: open}", .init(reach: .refused), .fail),
        ("{port: 25}", "{port: open}", .init(reach: .timedOut), .fail),
        ("{port: 25}", "{port: open}", .init(reach: .unreachable("No route to host")), .fail),
        ("{port: 25}", "{port: open}", .init(reach: .notTried("this machine has no IPv6")), .unknown),
        ("{port: 25}", "{port: open}", .init(reach: .nameNotFound("no such name")), .unknown),
        ("{port: 25}", "{port: closed}", .init(reach: .refused), .pass),
        ("{port: 25}", "{port: closed}", .init(reach: .connected), .fail),
        ("{port: 25}", "{port: closed}", .init(reach: .notTried("this machine has no IPv6")), .unknown),
        ("{port: 25}", "{pattern: '^220 '}", .init(reach: .connected, greeting: "220 mx ESMTP"), .pass),
        ("{port: 25}", "{pattern: '^220 '}", .init(reach: .connected, greeting: "554 no"), .fail),
        ("{port: 25}", "{pattern: '^220 '}", .init(reach: .connected), .fail),
        ("{port: 25}", "{not-text: Postfix}", .init(reach: .connected, greeting: "220 mx ESMTP Postfix"), .fail),
        ("{port: 465, tls: true}", "{port: open}", .init(reach: .connected, tls: failed), .fail),
        ("{port: 465, tls: true}", "{certificate: valid}", .init(reach: .connected, tls: unreadable), .fail),
    ]
    private static let failed = Dialogue.TLS(version: nil, cipher: nil, chain: [], failure: "no TLS there")
    private static let unreadable = Dialogue.TLS(version: "TLSv1.3", cipher: "x", chain: [[1]])

    private func check(_ connect: String, _ expect: String, groups: String = "mail") throws -> OwnCheck {
        let text = OwnCatalogueTests.sound.replacing(
            OwnCatalogueTests.command, with: "    connect: \(connect)\n    expect: \(expect)"
        )
        .replacing("groups: mail", with: "groups: \(groups)")
        return try #require(try OwnCatalogue.checks(in: Array(text.utf8), file: "ours.yaml").first)
    }

    private func judge(
        _ check: OwnCheck, _ answer: OutsideLook.Answer, _ parameters: Parameters = Parameters(), at time: Int64 = 0
    ) throws -> Finding {
        let evidence = Evidence("backup.age", ending: .exited(0), output: Array(try JSONEncoder().encode(answer)))
        var host = Host(name: "mx")
        host.groups = ["mail"]
        let record = HostRecord(
            host: host, began: time, evidence: [evidence], ending: .init(outcome: .swept, seconds: 1))
        let result = Catalogue(checks: [check]).judge(
            record, parameters: parameters, certificates: OpenSSLReader())
        return try #require(result.findings.first)
    }

    @Test(arguments: cases) func `what came of the connection is held against what is expected`(
        connect: String, expect: String, answer: OutsideLook.Answer, verdict: Verdict
    ) throws {
        let found = try judge(check(connect, expect), answer)
        #expect(found.verdict == verdict && found.vantage == .outside, "\(found.summary)")
        #expect((found.verdict == .fail) == (found.remedy?.script == "systemctl start mail-backup"))
    }

    @Test func `a certificate is for the name that is asked for, and trusted`() throws {
        let lab = try LabHost("d24-vmail").record
        let chain = try #require(lab.dialogues.compactMap(\.tls?.chain).first)
        let answer = OutsideLook.Answer(reach: .connected, tls: .init(version: "TLSv1.3", cipher: "x", chain: chain))
        var parameters = Parameters()
        parameters.caFile = "\(EvidenceFiles.directory)/hosts/ca.pem"
        let right = try check("{port: 993, tls: true, name: d24-vmail.lab.example}", "{certificate: valid}")
        let found = try judge(right, answer, parameters, at: lab.began)
        #expect(found.verdict == .pass, "\(found.summary)")
        #expect(try judge(right, answer, at: lab.began).summary.contains("is not valid"))
        let other = try check("{port: 993, tls: true, name: mx.example.org}", "{certificate: valid}")
        #expect(
            try judge(other, answer, parameters, at: lab.began).summary.contains(
                "is not for mx.example.org, but for d24-vmail"))
    }

    @Test func `only the hosts that it is for are connected to`() throws {
        var host = Host(name: "mx")
        host.groups = ["mail"]
        let ours = Catalogue.builtIn.adding([try check("{port: 25}", "{port: open}")])
        #expect(ours.looks(at: host) == [OutsideLook(name: "backup.age", port: 25, seconds: 3)])
        #expect(ours.looks(at: Host(name: "other")).isEmpty && ours.probes.isEmpty)
    }

    @Test func `without a look from outside it is skipped`() throws {
        var parameters = Parameters()
        parameters.looksOutside = false
        #expect(try judge(check("{port: 25}", "{port: open}"), .init(reach: .refused), parameters).verdict == .skipped)
    }
}
