import Fleet
import Testing

@testable import Checks

/// A host whose sweep was interrupted, at any moment of it: what was not looked at to its end decides nothing.
@Suite struct InterruptedTests {
    @Test(arguments: [
        "d23-vmail", "d24-vmail", "d24-pam", "d23-mysql", "d24-ldap", "d24-both-families", "d23-imaps-only", "d24-sql",
        "d24-imap-only", "d23-pop3-only", "d24-haproxy", "d24-proxy", "d23-no-systemd",
    ])
    func `a healthy host is never failing, and never warned of`(name: String) throws {
        let whole = try LabHost(name)
        let bad = Set(whole.judged().findings.filter { $0.verdict == .warn || $0.verdict == .fail }.map(\.check))
        #expect(bad == [])
        for cut in Self.cuts(of: whole) {
            let findings = cut.judged().findings.filter { $0.verdict == .warn || $0.verdict == .fail }
            #expect(
                findings.isEmpty,
                "\(cut.record.evidence.count) probes, \(cut.record.dialogues.count) dialogues, the last \(Self.last(cut)): \(findings.map { "\($0.check) \($0.summary)" })"
            )
        }
    }

    @Test func `a port that is closed proves nothing while the others have not been tried`() throws {
        var host = try LabHost("d24-vmail")
        host.record.dialogues = host.record.dialogues.filter { $0.service == .imap && $0.vantage == .outside }
        for place in host.record.dialogues.indices {
            host.record.dialogues[place].reach = .timedOut
            host.record.dialogues[place].talk = nil
        }
        #expect(try host.judgement(FirewallReachable()).verdict == .fail)
        host.record.ending.outcome = .interrupted
        #expect(throws: MissingFact.self) { try host.judgement(FirewallReachable()) }
    }

    /// A login that was proven before the cut is proven.
    @Test func `what a dialogue had proven before it was cut off stays proven`() throws {
        let host = try LabHost("d24-vmail").with(dialogues: { $0.talk?.ending = .cancelled })
        #expect(host.judged().loginProven)
    }

    /// The probes come one after another; from the certificate on, dialogues come between them.
    private static func cuts(of whole: LabHost) -> [LabHost] {
        var cuts: [LabHost] = []
        func add(_ probes: Int, _ dialogues: [Dialogue]) {
            var host = whole
            host.record.evidence = Array(whole.record.evidence.prefix(probes))
            host.record.dialogues = dialogues
            host.record.ending.outcome = .interrupted
            cuts.append(host)
        }
        let (probes, dialogues) = (whole.record.evidence.count, whole.record.dialogues)
        let begin = (whole.record.evidence.firstIndex { $0.probe == "certificate" } ?? probes) + 1
        for count in 0...probes { add(count, []) }
        for count in [begin, (begin + probes) / 2, probes] where count <= probes {
            for last in dialogues.indices {
                for stage in stages(of: dialogues[last]) { add(count, dialogues.prefix(last) + [stage]) }
                add(count, Array(dialogues.prefix(last + 1)))
                // They end in any order.
                add(count, [dialogues[last]])
            }
        }
        return cuts
    }

    /// A dialogue as it is when it is cut off at each of its stages.
    private static func stages(of dialogue: Dialogue) -> [Dialogue] {
        guard let talk = dialogue.talk else { return [] }
        return MailSession.Stage.allCases.prefix { $0 != .proven }.map { stage in
            var cut = dialogue
            var short = MailSession()
            short.stage = stage
            short.ending = .cancelled
            if stage != .connected { short.greeting = talk.greeting }
            if ![.connected, .greeted].contains(stage) { short.capabilities = talk.capabilities }
            short.loginTried = stage == .authenticated
            cut.talk = short
            if stage == .connected || stage == .greeted { cut.tls = nil }
            return cut
        }
    }

    private static func last(_ host: LabHost) -> String {
        host.record.dialogues.last.map { "\($0.service) \($0.talk?.stage.rawValue ?? "")" } ?? "none"
    }
}
