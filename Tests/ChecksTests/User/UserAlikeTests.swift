import Fleet
import Testing

@testable import Checks

@Suite struct UserAlikeTests {
    /// Hosts of one group, with the uid that each gives the account.
    private func judged(_ uids: [Int], group: String = "mail") throws -> [HostResult] {
        let results = try uids.enumerated().map { number, uid in
            var host = try LabHost("d24-vmail").with("\nuid\t\(uid)\n", for: "\nuid\t5000\n", in: "account")
            host.record.host.name = "mx\(number)"
            host.record.host.groups = [group]
            return host.judged()
        }
        return Catalogue.builtIn.judgeFleet(results)
    }

    private func verdicts(_ results: [HostResult]) -> [Verdict?] {
        results.map { result in result.findings.first { $0.check == "user.alike" }?.verdict }
    }

    @Test func `the odd one out warns, and says what the others have`() throws {
        let results = try judged([5000, 5000, 5001])
        #expect(verdicts(results) == [.pass, .pass, .warn])
        let odd = results[2].findings.first { $0.check == "user.alike" }
        #expect(odd?.summary.contains("uid 5001") == true && odd?.summary.contains("uid 5000") == true)
    }

    @Test func `two hosts, and halves that differ, have no odd one`() throws {
        #expect(try verdicts(judged([5000, 5001])) == [.skipped, .skipped])
        #expect(try verdicts(judged([5000, 5000, 5001, 5001])).allSatisfy { $0 == .skipped })
    }

    @Test func `hosts that share no group are not compared`() throws {
        let alone = try judged([5001], group: "other")
        #expect(verdicts(Catalogue.builtIn.judgeFleet(try judged([5000, 5000]) + alone)).last == .skipped)
    }

    @Test func `the number of a system group on one host is no difference`() throws {
        var results = try judged([5000, 5000, 5000])
        let system = try LabHost("d24-vmail").with("\ngid\t8\n", for: "\ngid\t5000\n", in: "account")
        var host = system.record.host
        (host.name, host.groups) = ("mx9", ["mail"])
        var odd = system
        odd.record.host = host
        results = Catalogue.builtIn.judgeFleet(Array(results.dropLast()) + [odd.judged()])
        #expect(verdicts(results).allSatisfy { $0 != .warn }, "\(verdicts(results))")
    }
}
