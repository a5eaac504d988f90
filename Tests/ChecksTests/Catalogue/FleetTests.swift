import Fleet
import Testing

@testable import Checks

@Suite struct FleetTests {
    private let catalogue = Catalogue.builtIn

    @Test func `when no host can be reached from here the hosts are not to blame`() throws {
        let results = catalogue.judgeFleet(
            try ["d23-dropped", "d24-rejected", "d23-stopped"].map { name in
                // Their own rules are not known.
                var host = try LabHost(name)
                host.record.evidence.removeAll { $0.probe == "firewall" }
                return host.judged()
            })
        #expect(results.map { $0.verdict(of: .firewall) } == [.unknown, .unknown, .blocked])
        #expect(results.map { $0.cause?.check } == [nil, nil, "service.running"])
        #expect(results[0].findings.allSatisfy { $0.blockedBy != "firewall.reachable" })
    }

    @Test func `hosts that let nobody in by their own rules are to blame, however many`() throws {
        let results = catalogue.judgeFleet(
            try ["d23-dropped", "d24-rejected", "d23-policy"].map { try LabHost($0).judged() })
        #expect(results.allSatisfy { $0.cause?.check == "firewall.reachable" })
    }

    @Test func `one host that can be reached clears the coordinator's network`() throws {
        let results = catalogue.judgeFleet(try ["d23-dropped", "d24-pam"].map { try LabHost($0).judged() })
        #expect(results.map { $0.verdict(of: .firewall) } == [.fail, .pass])
    }

    @Test func `one host alone is no fleet`() throws {
        #expect(catalogue.judgeFleet([try LabHost("d24-rejected").judged()])[0].cause?.check == "firewall.reachable")
    }

    /// Of hosts that were asked for one account, by one password.
    private func judged(_ names: String..., as user: String = "prbe@lab.example") throws -> [HostResult] {
        try names.map { name in
            var result = try LabHost(name).judged()
            result.host.probe = ProbeAccount(user: user, password: .file("p"))
            return result
        }
    }

    @Test func `an account that no host knows is most likely mistyped, and no host is to blame`() throws {
        let results = catalogue.judgeFleet(try judged("d24-no-user", "d23-no-user", "d24-no-user"))
        #expect(results.allSatisfy { $0.cause == nil && $0.verdict(of: .user) == .unknown })
        let words = results.map { $0.findings.first { $0.signature == Finding.sweepSettingsSignature } }
        #expect(Set(words.map(\.?.summary)).count == 1)
        #expect(words[0]?.remedy?.script.contains("Correct dovesweep_probe_user") == true)
        #expect(results.allSatisfy { !$0.findings.contains { $0.remedy?.script.contains("useradd") == true } })
    }

    @Test func `a static userdb has every name, and so vouches for none`() throws {
        var names = try judged("d24-no-user", "d23-no-user", "d24-no-user", "d23-static-userdb")
        let known = try #require(names[3].findings.first { $0.check == "user.userdb" })
        #expect(known.verdict == .pass && known.signature == "static")
        names[3].loginProven = false
        #expect(catalogue.judgeFleet(names).allSatisfy { $0.cause == nil })
        names[3].loginProven = true
        #expect(catalogue.judgeFleet(names)[0].cause?.check.hasPrefix("user.") == true)
    }

    @Test func `an account that one host knows is missing on the others`() throws {
        let results = catalogue.judgeFleet(try judged("d24-no-user", "d23-no-user", "d24-no-user", "d24-vmail"))
        #expect(results[0].cause?.check.hasPrefix("user.") == true)
        #expect(catalogue.judgeFleet(try judged("d24-no-user", "d23-no-user"))[0].cause != nil)
    }

    @Test func `a host that is down says nothing of the account`() throws {
        let unknown = catalogue.judgeFleet(try judged("d24-no-user", "d23-no-user", "d24-no-user", "d23-stopped"))
        #expect(unknown.map { $0.cause?.check } == [nil, nil, nil, "service.running"])
        let names = ["d23-wrong-password", "d24-file-wrong-password", "d23-wrong-password", "d23-stopped"]
        let refused = catalogue.judgeFleet(try names.flatMap { try judged($0) })
        #expect(refused.map { $0.cause?.check } == [nil, nil, nil, "service.running"])
    }

    @Test func `a password that every host refuses is most likely the one that was given`() throws {
        let names = ["d23-wrong-password", "d24-file-wrong-password", "d23-wrong-password"]
        let results = catalogue.judgeFleet(try names.flatMap { try judged($0) })
        #expect(results.allSatisfy { $0.cause == nil && $0.verdict(of: .password) == .unknown })
        #expect(results[0].findings.contains { $0.summary.contains("all 3 hosts refuse the password") })
        let mixed = catalogue.judgeFleet(try (names + ["d24-vmail"]).flatMap { try judged($0) })
        #expect(mixed[0].cause?.check == "password.accepted")
    }

    @Test func `the host that lacks a service of all others warns`() throws {
        var results = try (0..<5).map { _ in
            var result = try LabHost("d24-vmail").judged()
            result.host.groups = ["mail"]
            return result
        }
        let place = try #require(results[0].findings.firstIndex { $0.check == "ports.alike" })
        #expect(results[0].findings[place].signature == "imap imaps pop3 pop3s")
        #expect(catalogue.judgeFleet(results)[0].findings[place].verdict == .pass)
        results[3].findings[place].signature = "imap imaps"
        let odd = catalogue.judgeFleet(results)[3].findings[place]
        #expect(odd.verdict == .warn && odd.summary.contains("all 4 other hosts of mail offer pop3 and pop3s"))
        #expect(catalogue.judgeFleet(results)[0].findings[place].verdict == .skipped)
        // A group of unlike hosts.
        results[1].findings[place].signature = "imap"
        #expect(catalogue.judgeFleet(results).allSatisfy { $0.findings[place].verdict == .skipped })
    }

    @Test func `the number of a system group is no difference`() throws {
        let vmail = try LabHost("d23-vmail")
        let other = try vmail.with("gid\t997", for: "gid\t5000", in: "account")
        let third = try vmail.with("gid\t996", for: "gid\t5000", in: "account")
        let said = try [other, third].map { try $0.judgement(UserAlike()).signature }
        #expect(said[0] == said[1] && said[0].hasPrefix("uid 5000"))
        #expect(try vmail.judgement(UserAlike()).signature.contains("gid 5000"))
    }

    /// What a client cannot use is not proven.
    @Test(arguments: [
        ("d24-vmail", true), ("d23-dropped", false), ("d24-rejected", false), ("d23-root-mail", false),
    ])
    func `a login is proven from outside, into a mailbox that can be used`(name: String, isProven: Bool) throws {
        #expect(try LabHost(name).judged().loginProven == isProven)
    }
}
