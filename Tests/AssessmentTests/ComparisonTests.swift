import Fleet
import Foundation
import RunSamples
import Testing

@testable import Assessment

@Suite struct `A comparison` {
    typealias Said = (verdict: Verdict, signature: String)

    @Test(
        arguments: [
            ((.pass, ""), (.fail, "x"), .new, true), ((.unknown, ""), (.fail, "x"), .new, true),
            ((.fail, "x"), (.fail, "x"), .stillFailing, false), ((.fail, "x"), (.fail, "y"), .new, true),
            ((.fail, "x"), (.pass, ""), .fixed, false), ((.fail, "x"), (.warn, "x"), .fixed, false),
            ((.fail, "x"), (.unknown, ""), .newlyUnknown, true), ((.pass, ""), (.unknown, ""), .newlyUnknown, true),
            ((.pass, ""), (.blocked, ""), .newlyUnknown, true), ((.pass, ""), (.warn, "x"), .new, false),
            ((.warn, "x"), (.warn, "x"), .stillFailing, false), ((.warn, "x"), (.fail, "x"), .new, true),
            ((.pass, ""), (.pass, ""), nil, false), ((.unknown, ""), (.unknown, ""), nil, false),
            ((.unknown, ""), (.pass, ""), nil, false), ((.skipped, ""), (.pass, ""), nil, false),
            ((.pass, ""), (.skipped, ""), nil, false),
        ] as [(Said, Said, Comparison.Kind?, Bool)])
    func `tells what became of a check`(before: Said, after: Said, kind: Comparison.Kind?, isWorse: Bool) {
        let comparison = Comparison(run([("mx1", before)]), run([("mx1", after)]))
        #expect(comparison.changes.map(\.kind) == [kind].compactMap(\.self))
        #expect(comparison.status == (isWorse ? 1 : 0))
    }

    @Test func `takes no notice of wording`() {
        var after = run([("mx1", (.fail, "x"))])
        after.hosts[0].findings[0].summary = "said otherwise"
        #expect(Comparison(run([("mx1", (.fail, "x"))]), after).changes.map(\.kind) == [.stillFailing])
    }

    @Test func `tells hosts that are gone, that appeared, and that moved`() {
        let before = run([("old", (.fail, "x")), ("gone", (.pass, ""))])
        let after = run([("new", (.fail, "x")), ("appeared", (.pass, ""))])
        let unmapped = Comparison(before, after)
        #expect(unmapped.changes.isEmpty && unmapped.gone.count == 2 && unmapped.appeared.count == 2)
        let mapped = Comparison(before, after, formerNames: ["new": ["old"]])
        #expect(mapped.changes.map(\.kind) == [.stillFailing] && mapped.changes[0].formerHost == "old")
        #expect(mapped.gone.map(\.host.name) == ["gone"] && mapped.appeared.map(\.host.name) == ["appeared"])
        #expect(mapped.status == 1)
        #expect(Comparison(run([("mx1", (.pass, ""))]), run([("mx1", (.pass, "")), ("mx2", (.pass, ""))])).status == 0)
    }

    @Test func `says first how the fleet stands`() {
        var (before, after) = (
            run([("mx1", (.pass, "")), ("mx2", (.pass, ""))]), run([("mx1", (.pass, "")), ("mx2", (.fail, "x"))])
        )
        before.hosts[0].loginProven = true
        #expect(
            Comparison(before, after).summary
                == "2 → 1 of 2 hosts pass, logins proven 1 → none tried; something got worse: 1 check newly fails "
                + "on 1 host"
        )
        after.hosts[1].findings.append(login)
        after.hosts.removeFirst()
        #expect(Comparison(before, after).summary.hasPrefix("2 of 2 → 0 of 1 host passes, logins proven 1 → 0; "))
    }

    private let login = Finding(
        check: "password.login", item: .password, verdict: .fail, vantage: .outside, summary: "refused")

    @Test func `says what only one of the runs checked`() {
        var before = run([("mx1", (.pass, ""))])
        let after = before
        before.hosts[0].findings.append(login)
        #expect(
            Comparison(before, after).summary
                == "0 → 1 of 1 host passes, logins proven 0 → none tried; "
                + "nothing got worse in what both runs checked: 1 earlier failure not checked again")
        #expect(
            Comparison(after, before).summary
                == "1 → 0 of 1 host passes, logins proven none tried → 0; nothing got worse in what both runs checked")
    }

    @Test func `of hosts that were merged tells the worst of each check, once`() {
        let before = run([("old1", (.pass, "")), ("old2", (.fail, "x"))])
        let merged = Comparison(before, run([("new", (.fail, "x"))]), formerNames: ["new": ["old1", "old2"]])
        #expect(merged.changes.map(\.kind) == [.new] && merged.changes[0].formerHost == "old1, old2")
        #expect(merged.gone.isEmpty && merged.appeared.isEmpty)
        // Into one that was there before, which is not gone.
        let joined = Comparison(before, run([("old2", (.fail, "x"))]), formerNames: ["old2": ["old1"]])
        #expect(joined.gone.isEmpty && joined.changes.map(\.formerHost) == ["old1, old2"])
        // Two that change their names in a row are two.
        let row = Comparison(
            before, run([("old2", (.pass, "")), ("old3", (.fail, "x"))]),
            formerNames: ["old2": ["old1"], "old3": ["old2"]])
        #expect(row.gone.isEmpty && row.changes.map(\.kind) == [.stillFailing])
        let split = Comparison(
            run([("old", (.fail, "x"))]), run([("new1", (.pass, "")), ("new2", (.fail, "x"))]),
            formerNames: ["new1": ["old"], "new2": ["old"]])
        #expect(split.changes.map(\.kind) == [.fixed, .stillFailing])
    }

    @Test func `what was blocked was asked`() {
        let comparison = Comparison(run([("mx1", (.skipped, ""))]), run([("mx1", (.blocked, ""))]))
        #expect(comparison.notComparable.isEmpty)
    }

    @Test func `of two catalogues takes a fact that one alone has for no change`() {
        var (before, after) = (run([("mx1", (.pass, ""))]), run([("mx1", (.pass, ""))]))
        after.hosts[0].facts = ["ports": "imaps 993"]
        #expect(Comparison(before, after).facts.count == 1)
        before.catalogueHash = "another"
        #expect(Comparison(before, after).facts.isEmpty)
    }

    func run(_ hosts: [(name: String, said: Said)]) -> Run { Samples.run(hosts) }

    @Test func `an INBOX that lost its messages is worse, whatever its checks say`() {
        var (before, after) = (run([("mx1", (.pass, ""))]), run([("mx1", (.pass, ""))]))
        before.hosts[0].facts["inbox-messages"] = "7"
        for (count, status) in [("7", 0), ("9", 0), ("6", 1), ("0", 1)] as [(String, Int)] {
            after.hosts[0].facts["inbox-messages"] = count
            #expect(Comparison(before, after).status == status, "\(count)")
        }
        #expect(Comparison(before, after).summary.contains("something got worse: the INBOX of 1 host is empty now"))
        after.hosts[0].facts["inbox-messages"] = "6"
        #expect(Comparison(before, after).summary.contains("the INBOX of 1 host has fewer messages"))
        before.hosts[0].facts["inbox-messages"] = "0"
        #expect(Comparison(before, after).status == 0)
    }

    @Test func `a mailbox that is gone is worse`() {
        var (before, after) = (run([("mx1", (.pass, ""))]), run([("mx1", (.pass, ""))]))
        before.hosts[0].facts["mailbox"] = "exists"
        after.hosts[0].facts["mailbox"] = "does not exist"
        #expect(Comparison(before, after).status == 1)
        #expect(Comparison(before, after).summary.contains("something got worse: the mailbox of 1 host is gone"))
        #expect(Comparison(after, before).status == 0)
    }
}
