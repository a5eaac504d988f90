import Fleet
import Testing

@testable import Checks

/// Numbers that no honest host prints: none of them ends the program, and none is believed.
struct HostsNumberTests {
    static let huge = ["9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615"]

    @Test(arguments: huge) func `the priority of a chain is within what the kernel has`(_ number: String) throws {
        for priority in ["\(number)", "\(number) + 1", "\(number) - 1", "filter + \(number)", "filter - \(number)"] {
            let rules = NftRuleset(
                lines(of: "table ip x {\nchain y {\ntype filter hook input priority \(priority); policy drop;\n}\n}"))
            #expect((-1...1).contains(try #require(rules.chains.first).priority), "\(priority)")
        }
        #expect(
            NftRuleset(lines(of: "chain y {\ntype filter hook input priority filter - 5;\n}")).chains[0].priority == -5)
    }

    @Test(arguments: huge) func `a time that is no time of day is none`(_ number: String) {
        for time in [
            "Nov \(number) 19:05:56", "2026-11-\(number)T19:05:56", "Nov 23 \(number):05:56", "Nov 23 19:\(number):56",
            "Nov 23 19:05:\(number)", "2026-\(number)-23T19:05:56", "\(number)-11-23T19:05:56",
        ] {
            #expect(LogTime(time) == nil, "\(time)")
        }
        #expect(LogTime("2026-11-23T19:05:56.123+01:00") == LogTime("Nov 23 19:05:56"))
        #expect(LogTime("Nov  3 19:05:56") != nil)
    }

    @Test(arguments: huge) func `a port that is none is promised and bound by nobody`(_ number: String) throws {
        let (name, port) = ("imaps", "port = 993")
        let host = try LabHost("d23-pam").with("port = \(number)", for: port, in: "config")
        #expect(try host.subject.promised().contains { $0.service == .imaps } == false, "\(name)")
        #expect(ListeningSocket("LISTEN 0 100 0.0.0.0:\(number) 0.0.0.0:*") == nil)
        #expect(
            Catalogue.builtIn.listeners(of: host.record.host, evidence: host.record.evidence).allSatisfy {
                $0.service != .imaps
            })
    }

    @Test(arguments: huge) func `a quota's lines never overflow`(_ number: String) {
        let small = lines(of: "100S,10C\n" + String(repeating: "\(number) 1\n", count: 600) + "73 1\n")
        #expect(QuotaUse(small)?.bytes == 73)
        let most = lines(of: "100S,10C\n" + String(repeating: "1125899906842624 1\n", count: 273))
        #expect(QuotaUse(most)?.bytes == 273 << 50)
    }

    @Test func `a file system may have any numbers`() {
        for total in Self.huge {
            for free in Self.huge {
                let room = FreeSpace(["Filesystem", "/dev/sda \(total) 1 \(free) 1% /srv"])
                #expect(room.map { (0...100).contains($0.percentFree) } ?? true)
            }
        }
    }

    @Test(arguments: ["5000;id>/tmp/x;#", "-1", "4294967295", "0x10", "root", "５"])
    func `a uid or gid that is no number makes what is built on it unknown`(_ value: String) throws {
        for name in ["uid", "gid"] {
            let host = try LabHost("d23-pam").with("\(name)\t\(value)", for: "\(name)\t1001", in: "account")
            let result = host.judged()
            for check in ["user.userdb", "user.ids", "mail-location.exists", "permissions.mail"] {
                let found = result.findings.first { $0.check == check }
                #expect(
                    found?.verdict == .unknown && found?.summary.contains("that is not a number") == true, "\(check)")
                #expect(found?.remedy == nil)
            }
        }
        #expect(try LabHost("d23-pam").subject.mailIDs()?.uid == 1001)
    }

    @Test func `an account of the system has a number`() {
        #expect(UserIdentity("uid=102(dovecot) gid=105(dovecot) groups=105(dovecot)")?.uid == 102)
        #expect(UserIdentity("uid=-1(dovecot) gid=105(dovecot)") == nil)
        #expect(UserIdentity("uid=99999999999(dovecot) gid=105(dovecot)") == nil)
    }
}
