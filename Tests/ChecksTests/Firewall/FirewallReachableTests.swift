import Fleet
import Testing

@testable import Checks

@Suite struct FirewallReachableTests {
    private let check = FirewallReachable()

    @Test(arguments: ["d23-dropped", "d24-rejected"])
    func `packets that are dropped or rejected fail`(name: String) throws {
        let found = try LabHost(name).judgement(check)
        #expect(
            found.verdict == .fail && found.vantage == .outside && found.signature.contains("imap 143")
                && found.signature.contains("imaps 993"))
    }

    @Test(arguments: [
        (
            "d23-dropped", "nft inet filter input: tcp dport { 143, 993 } drop",
            "nft delete rule inet filter input handle 4"
        ),
        (
            "d23-policy", "nft inet filter input: policy drop",
            "nft add rule inet filter input tcp dport '{ 993, 143, 995, 110 }' accept"
        ),
        (
            "d24-ban-and-drop", "nft inet filter input: reject with icmpx admin-prohibited",
            "nft insert rule inet filter input handle 7 tcp dport '{ 993, 143, 995, 110 }' accept"
        ),
        (
            "d24-no-ipv6", "ip6tables INPUT: -A INPUT -j DROP",
            """
            ip6tables -A INPUT -p tcp -m multiport --dports 993,143,995,110 -j ACCEPT
            ip6tables -A INPUT -j DROP
            ip6tables -D INPUT -j DROP
            """
        ),
        (
            "d23-ban-and-drop", "iptables INPUT: -A INPUT -j REJECT --reject-with icmp-host-prohibited",
            """
            iptables -A INPUT -p tcp -m multiport --dports 993,143,995,110 -j ACCEPT
            iptables -A INPUT -j REJECT --reject-with icmp-host-prohibited
            iptables -D INPUT -j REJECT --reject-with icmp-host-prohibited
            """
        ),
        (
            "d24-rejected",
            "iptables INPUT: -A INPUT ! -i lo -p tcp -m multiport --dports 143,993 -j REJECT --reject-with tcp-reset",
            "iptables -D INPUT ! -i lo -p tcp -m multiport --dports 143,993 -j REJECT --reject-with tcp-reset"
        ),
    ])
    func `the rule that does it is named, and commands that change it alone`(
        name: String, rule: String, commands: String
    ) throws {
        let found = try LabHost(name).judgement(check)
        #expect(found.verdict == .fail && found.summary.hasSuffix(": \(rule)"))
        let tool = String(rule.prefix { $0 != " " })
        let script = found.remedy?.script ?? ""
        #expect(script.hasPrefix(commands + "\n#") || script.contains("Else delete it:\n\(commands)\n#"))
        #expect(found.evidence.contains { $0.probe == "firewall.\(tool)" })
    }

    @Test(arguments: ["d23-banned", "d24-banned"])
    func `a coordinator that fail2ban has banned blames nobody, and is told how to be let in again`(
        name: String
    ) throws {
        let found = try LabHost(name).judgement(check)
        #expect(found.verdict == .unknown && found.summary.contains("has banned only this coordinator"))
        #expect(found.remedy?.script.hasPrefix("fail2ban-client unban 198.18.0.1\n") == true)
        let result = try LabHost(name).judged()
        #expect(result.standing == .undecided && result.cause == nil)
        // From inside alone: whether clients get through is not known.
        #expect(
            !result.loginProven && result.findings.contains { $0.check == "password.tunnel" && $0.verdict == .pass })
    }

    @Test func `where no rule of the host itself blocks it, what stands in front does`() throws {
        let host = try LabHost("d24-vmail").with { if $0.vantage == .outside { $0.reach = .timedOut } }
        let found = try host.judgement(check)
        #expect(
            found.verdict == .fail && found.summary.contains("no rule of nftables or iptables on the host blocks it"))
        let unread = try host.with("firewall", "nft", "Operation not permitted (you must be root)", status: 1)
        #expect(try unread.judgement(check).summary.contains("could not be read: Operation not permitted"))
    }

    @Test func `both families are told, and one that is closed fails though the other is open`() throws {
        #expect(try LabHost("d24-both-families").judgement(check).summary.hasSuffix(", by IPv4 and IPv6"))
        let found = try LabHost("d24-no-ipv6").judgement(check)
        #expect(found.signature.contains("imaps 993 IPv6") && found.summary.contains("at 2001:2::"))
    }

    @Test func `a coordinator without IPv6 says so, and blames no host`() throws {
        let found = try LabHost("d24-both-families").with {
            if $0.isByIPv6 { $0.reach = .notTried("this machine has no IPv6") }
        }.judgement(check)
        #expect(found.verdict == .pass && found.summary.hasSuffix("was not tried: this machine has no IPv6"))
    }

    @Test func `what does not listen by IPv6 is not the firewall's matter`() throws {
        let host = try LabHost("d24-no-ipv6").with { if $0.isByIPv6 { $0.reach = .refused } }
        var bound = host
        for port in [143, 993, 110, 995] {
            bound = try bound.with("127.0.0.9:\(port) ", for: "[::]:\(port) ", in: "sockets")
        }
        #expect(try bound.judgement(check).verdict == .pass)
        #expect(try bound.judgement(PortsAddresses()).verdict == .warn)
    }

    @Test func `a closed port of a host that could not be looked into is unknown`() throws {
        var host = try LabHost("d23-dropped")
        host.record.evidence = []
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `a filtered 143 beside an open 993 is a policy, unless it is required`() throws {
        var host = try LabHost("d24-pam").with { if $0.service == .imap { $0.reach = .timedOut } }
        #expect(try host.judgement(check).verdict == .pass)
        host.record.host.services = [.imap, .imaps]
        #expect(try host.judgement(check).signature == "imap 143")
    }

    @Test func `a host that listens on loopback alone is unknown, with the variable that tells where clients come`()
        throws
    {
        var host = try LabHost("d23-vmail").with("listen = 127.0.0.1", for: "listen = *, ::", in: "config")
        #expect { try host.judgement(check) } throws: {
            ($0 as? MissingFact)?.reason.contains("dovesweep_public_address") == true
        }
        host.record.host.publicAddress = "192.0.2.9"
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `a name that does not resolve, or what was not tried, is unknown`() throws {
        for reach in [Dialogue.Reach.nameNotFound("no such name"), .notTried("the coordinator has no IPv6")] {
            let host = try LabHost("d24-pam").with { $0.reach = reach }
            #expect(throws: MissingFact.self) { try host.judgement(check) }
        }
    }

    @Test func `a listener on loopback alone is not the firewall's matter`() throws {
        let host = try LabHost("d23-pam").with("listen = 127.0.0.1", for: "listen = *, ::", in: "config").with {
            $0.reach = .refused
        }
        #expect(throws: MissingFact.self) { try host.judgement(check) }
    }

    @Test func `--no-outside skips it`() throws {
        var host = try LabHost("d24-pam")
        host.parameters.looksOutside = false
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test func `where nothing listens, no filter is blamed`() throws {
        let host = try LabHost("d24-haproxy").with(dialogues: { dialogue in
            if dialogue.vantage == .outside { dialogue.reach = .refused }
        })
        let listening = try host.subject.sockets().contains { $0.port.number == 993 && $0.address != "127.0.0.1" }
        let sockets = try host.subject.part("sockets", "ss").text.split(separator: "\n")
            .filter { !$0.contains(":993 ") && !$0.contains(":143 ") && !$0.contains(":995 ") && !$0.contains(":110 ") }
        let found = try host.with("sockets", "ss", sockets.joined(separator: "\n"), status: 0).judgement(check)
        #expect(listening && found.verdict == .fail && found.summary.contains("no program on the host listens there"))
        #expect(found.remedy?.script.contains("such as HAProxy") == true)
    }

    @Test func `what is shut beside what is open is named`() throws {
        let host = try LabHost("d23-vmail").with(dialogues: { dialogue in
            if dialogue.vantage == .outside, dialogue.service == .imap { dialogue.reach = .refused }
        })
        let found = try host.judgement(check)
        #expect(found.verdict == .pass && found.summary.contains("; not: imap 143 is refused"))
    }

    @Test func `each of several rules is named, and has its command`() throws {
        let host = try LabHost("d23-dropped").with(
            "firewall", "nft",
            """
            table inet filter { # handle 1
            	chain input { # handle 2
            		type filter hook input priority filter; policy accept;
            		tcp dport 143 drop # handle 4
            		tcp dport 993 drop # handle 5
            	}

            	chain guard { # handle 3
            		type filter hook input priority filter + 10; policy accept;
            		tcp dport 993 reject # handle 6
            		tcp dport 1-65535 drop # handle 7
            	}
            }
            """, status: 0)
        let found = try host.judgement(check)
        #expect(
            found.summary.contains("tcp dport 143 drop") && found.summary.contains("; then nft inet filter guard: "))
        let commands = (found.remedy?.script ?? "").split(separator: "\n").filter { $0.hasPrefix("nft ") }
        // Behind the exception, the last rule blocks nothing.
        #expect(
            Set(commands.map(String.init)) == [
                "nft delete rule inet filter input handle 4", "nft delete rule inet filter input handle 5",
                "nft delete rule inet filter guard handle 6",
                "nft insert rule inet filter guard handle 7 tcp dport '{ 993, 143 }' accept",
            ], "\(commands)")
    }

    @Test func `of a banned network, the one that the coordinator is in is named`() throws {
        let host = try LabHost("d23-dropped").with(
            "firewall", "nft",
            """
            table ip filter { # handle 1
            	chain input { # handle 2
            		type filter hook input priority filter; policy accept;
            		ip daddr 192.0.2.0/24 ip saddr { 10.0.0.0/8, 198.18.0.0/15 } drop # handle 4
            		ip saddr { 10.0.0.0/8, 198.18.0.0/15 } drop # handle 5
            	}
            }
            """, status: 0)
        let found = try host.judgement(check)
        #expect(found.summary.contains("the host blocks 198.18.0.0/15,"), "\(found.summary)")
    }
}
