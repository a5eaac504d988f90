import Fleet
import Testing

@testable import Checks

/// What is decided on each side of the limits of facts.
@Suite struct LimitTests {
    @Test(arguments: [
        (total: 100_000, free: 1_023, verdict: Verdict.fail), (2_000, 1_024, .pass), (2_000, 1_023, .fail),
        // Five percent, where that is less than ten GiB.
        (100_000_000, 4_999_999, .warn), (100_000_000, 5_000_000, .pass),
        // Ten GiB, where that is less than five percent.
        (262_144_000, 10_485_759, .warn), (262_144_000, 10_485_760, .pass), (0, 2_000, .pass), (100, -5, .fail),
    ])
    func `room in bytes`(total: Int, free: Int, verdict: Verdict) throws {
        let listing = "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda \(total) 1 \(free) 9% /srv"
        let host = try LabHost("d24-vmail").with("account", "bytes", listing, status: 0)
        #expect(try host.judgement(MailLocationRoom()).verdict == verdict)
    }

    @Test(arguments: [
        (total: 100, free: 9, verdict: Verdict.fail), (100, 10, .pass), (1_000, 49, .warn), (1_000, 50, .pass),
        (1_000, 10, .warn), (0, 0, .pass),
    ])
    func `room in inodes`(total: Int, free: Int, verdict: Verdict) throws {
        let listing = "Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/vda \(total) 1 \(free) 9% /srv"
        let host = try LabHost("d24-vmail").with("account", "inodes", listing, status: 0)
        #expect(try host.judgement(MailLocationRoom()).verdict == verdict)
    }

    @Test(arguments: [
        (limits: "100S,10C", used: "99 9", isOver: false), ("100S,10C", "100 1", true), ("100S,10C", "1 10", true),
        ("100S", "99 10", false), ("10C", "100 9", false), ("10C", "100 10", true), ("100S,0C", "99 1", false),
    ])
    func `a quota is used up at its limit`(limits: String, used: String, isOver: Bool) throws {
        let use = try #require(QuotaUse([limits[...], used[...]]))
        #expect((use.over != nil) == isOver)
    }

    @Test(arguments: [(99, 100, Verdict.pass), (100, 100, .warn), (101, 100, .warn), (5, 0, .pass)])
    func `a quota of doveadm is used up at its limit`(value: Int, limit: Int, verdict: Verdict) throws {
        let line = "Quota name\tType\tValue\tLimit\t%\nUser quota\tMESSAGE\t\(value)\t\(limit)\t9"
        var host = try LabHost("d24-over-count").with("account", "quota", line, status: 0)
        host = host.with { $0.talk?.loginProven = false }
        #expect(try host.judgement(MailLocationQuota()).verdict == verdict)
    }

    /// By the settings of the range, as the userdb's uid is compared with them.
    @Test(arguments: [
        (first: "500", last: "0", uid: 499, verdict: Verdict.fail), ("500", "0", 500, .pass),
        ("500", "0", 4_000_000, .pass),
        ("100", "200", 99, .fail), ("100", "200", 100, .pass), ("100", "200", 200, .pass), ("100", "200", 201, .fail),
        ("", "", 499, .fail), ("", "", 500, .pass), ("", "0", 0, .fail),
    ])
    func `the range of valid uids has its ends`(first: String, last: String, uid: Int, verdict: Verdict) throws {
        let host = try LabHost("d24-vmail").with(
            "\nfirst_valid_uid = \(first)", for: "\nfirst_valid_uid = 500", in: "config"
        )
        .with("\nlast_valid_uid = \(last)", for: "\nlast_valid_uid = 0", in: "config")
        .with("\nuid\t\(uid)\n", for: "\nuid\t5000\n", in: "account")
        #expect(try host.judgement(UserInUserdb()).verdict == verdict)
    }

    /// What `doveadm auth test` exits with and prints.
    @Test(arguments: [
        (status: 0, output: "passdb: joe auth succeeded\nextra fields:\n  user=x\n", errors: "", answer: "accepted"),
        (77, "passdb: joe auth failed\n", "", "refused"), (77, "", "auth: Error: connect failed", "broken"),
        (77, "passdb: joe\n", "", "broken"), (1, "passdb: joe auth failed\n", "", "broken"),
        (127, "", "sh: not found", "unasked"),
        (89, "", "doveconf: Fatal", "unasked"), (77, "passdb: joe auth failed\n  code=temp_fail\n", "", "broken"),
        (77, "passdb: joe auth failed\n  code=user_disabled\n", "", "rejected"),
        (0, "withheld: the host would log it: x\n", "", "unasked"),
    ])
    func `only what says so is a refused password`(status: Int, output: String, errors: String, answer: String) {
        let found = PasswordAnswer(status: status, output: output, errors: errors)
        let name =
            switch found {
            case .accepted: "accepted"
            case .refused: "refused"
            case .rejected: "rejected"
            case .broken: "broken"
            case .unasked: "unasked"
            }
        #expect(name == answer)
    }

    /// What it means for the other vantages and hosts.
    @Test(arguments: [
        (Evidence.Ending.exited(0), "", Catalogue.PasswordOutcome.accepted),
        (.exited(77), "passdb: joe auth failed\n", .refused), (.exited(77), "  code=pass_expired\n", .refused),
        (.exited(77), "", .undetermined), (.timedOut, "", .withheld),
        (.exited(0), "withheld: the host might log it\n", .withheld),
        (.exited(0), "withheld: the channel was closed\n", .undetermined),
    ])
    func `a password goes on where it was neither refused nor would be logged`(
        ending: Evidence.Ending, output: String, outcome: Catalogue.PasswordOutcome
    ) {
        let evidence = Evidence("password", ending: ending, output: Array(output.utf8))
        #expect(Catalogue.builtIn.passwordOutcome(of: evidence) == outcome)
    }

    @Test(arguments: [
        (seconds: "0", isThrottled: false), ("1", true), ("60", true), ("", false), ("x", false),
    ])
    func `any pause of the master throttles a service`(seconds: String, isThrottled: Bool) {
        let found = ServiceStatus.all(in: ["name: imap", "throttle_secs: \(seconds)"[...]])
        #expect(found.map(\.isThrottled) == [isThrottled])
    }

    @Test func `a dying auth process has checks of its own`() throws {
        let host = try LabHost("d23-pam").with("service", "status", "name: auth\nthrottle_secs: 60", status: 0)
        #expect(try host.judgement(ServiceStable()).verdict == .pass)
    }

    @Test(arguments: [(90_000, Verdict.pass), (86_400, .pass), (86_399, .warn), (60, .warn)])
    func `a limit that was reached counts for a day`(secondsAgo: Int, verdict: Verdict) throws {
        let host = try LabHost("d23-pam")
        let status = "name: imap\nlast_drop_warning: \(host.record.began - Int64(secondsAgo))"
        #expect(try host.with("service", "status", status, status: 0).judgement(LogLimits()).verdict == verdict)
    }

    @Test(arguments: [(60, Verdict.warn), (90, .warn), (91, .pass), (3_000, .pass)])
    func `what an earlier sweep left in the log is over after 90 seconds`(ago: Int, verdict: Verdict) throws {
        let time = "Nov 23 1\(4 - ago / 3_600):\(59 - ago / 60 % 60):\(59 - ago % 60 < 10 ? "0" : "")\(59 - ago % 60)"
        let line = "\(time)\timap(probe)<1><x>\tError\twrite(/srv/x) failed: No space left on device"
        let host = try LabHost("d23-pam").with("logs", "errors", line, status: 0)
            .with("logs", "now", "Nov 23 14:59:59", status: 0)
        #expect(try host.judgement(LogErrors()).verdict == verdict)
    }

    @Test(arguments: [(199, "199 errors"), (200, "200 or more errors")])
    func `as many errors as the agent sends may be more`(count: Int, words: String) throws {
        let line = "Nov 23 15:00:00\timap(joe)<1><x>\tError\tsomething new"
        let text = Array(repeating: line, count: count).joined(separator: "\n")
        let found = try LabHost("d23-pam").with("logs", "errors", text, status: 0).judgement(LogErrors())
        #expect(found.summary.hasPrefix("\(words) in the last 24 hours"))
    }

    @Test(arguments: [
        ("Nov 23 19:05:60", true), ("Nov 23 19:05:61", false), ("Nov 31 19:05:00", true), ("Nov 32 19:05:00", false),
        ("Nov 0 19:05:00", false), ("Nov 23 23:00:00", true), ("Nov 23 24:00:00", false), ("Nov 23 19:60:00", false),
        ("2026-12-23 19:05:00", true), ("2026-13-23 19:05:00", false), ("2026-00-23 19:05:00", false),
    ])
    func `the fields of a time have ranges`(text: String, isTime: Bool) {
        #expect((LogTime(text) != nil) == isTime)
    }

    @Test(arguments: [
        ("192.0.2.0/24", "192.0.2.255", true), ("192.0.2.0/24", "192.0.2.0", true),
        ("192.0.2.0/24", "192.0.3.0", false),
        ("192.0.2.3-192.0.2.9", "192.0.2.9", true), ("192.0.2.3-192.0.2.9", "192.0.2.3", true),
        ("192.0.2.3-192.0.2.9", "192.0.2.10", false), ("192.0.2.3-192.0.2.9", "192.0.2.2", false),
        ("192.0.2.7", "192.0.2.7", true), ("0.0.0.0/0", "255.255.255.255", true), ("::/0", "192.0.2.7", false),
    ])
    func `a range of addresses has its ends`(range: String, address: String, isIn: Bool) throws {
        #expect(try #require(AddressRange(range)).contains(#require(IPAddress(address))) == isIn)
    }

    @Test(arguments: [(15, true), (16, true), (17, false)])
    func `chains may be nested as deep as the kernel allows`(depth: Int, isUnderstood: Bool) throws {
        let chains = (1...depth).map { place in
            "\tchain c\(place) {\n\t\t\(place < depth ? "jump c\(place + 1)" : "tcp dport 993 drop")\n\t}\n"
        }
        let head = "\tchain input {\n\t\ttype filter hook input priority filter; policy accept;\n\t\tjump c1\n\t}\n"
        let filter = PacketFilter(
            nft: lines(of: "table inet filter {\n\(chains.joined())\(head)}"), iptables: [], ip6tables: [], ipset: [])
        let packet = PacketFilter.Packet(port: 993, isIPv6: false, source: "198.18.0.1")
        if isUnderstood {
            #expect(try filter.blocker(of: packet)?.isCertain == true)
        } else {
            #expect(throws: MissingFact.self) { try filter.blocker(of: packet) }
        }
    }
}
