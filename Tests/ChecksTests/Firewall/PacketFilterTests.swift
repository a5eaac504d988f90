import Fleet
import Testing

@testable import Checks

/// Rules as the tools list them, and what is made of them.
@Suite struct PacketFilterTests {
    private let imaps = PacketFilter.Packet(port: 993, isIPv6: false, source: "198.18.0.1")

    private func filter(nft: String = "", iptables: String = "", ipset: String = "") -> PacketFilter {
        PacketFilter(
            nft: lines(of: nft), iptables: lines(of: iptables), ip6tables: [], ipset: lines(of: ipset))
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try EvidenceFiles.bytes("filters/\(name).txt"), as: UTF8.self)
    }

    private func chain(_ rules: String, sets: String = "", policy: String = "accept") -> String {
        "table inet filter {\n\(sets)\n\tchain input {\n"
            + "\t\ttype filter hook input priority filter; policy \(policy);\n\t\t\(rules)\n\t}\n}"
    }

    @Test(arguments: [
        "tcp dport 993 drop", "tcp dport { 143, 993 } counter drop", "tcp dport 900-1000 reject with tcp reset",
        "tcp dport imaps drop", "ip protocol tcp tcp dport 993 drop", "iifname != \"lo\" tcp dport 993 drop",
        "ip saddr 198.18.0.0/15 drop", "ip saddr { 192.0.2.1, 198.18.0.1 } drop", "tcp dport != 22 drop",
        "meta nfproto ipv4 meta l4proto tcp drop", "ct state new tcp dport 993 log prefix \"no: \" drop",
        "tcp dport 993 reject with icmpx type admin-prohibited", "ip6 saddr 2001:db8::/32 accept\n\t\tdrop",
        "ip saddr { 192.0.2.1-192.0.2.9, 198.18.0.0-198.18.0.255 } drop",
        "fib daddr type local drop", "ct state vmap { established : accept, invalid : drop }\n\t\tdrop",
    ])
    func `a rule that keeps the packet out is found`(rules: String) throws {
        let blocker = try filter(nft: chain(rules)).blocker(of: imaps)
        #expect(blocker?.isCertain == true && blocker?.chain.words == "nft inet filter input")
    }

    @Test(arguments: [
        ("2001:db8::/32", true), ("2001:DB8:0:0::9", true), ("2001:db8::1-2001:db8::ffff", true), ("::/0", true),
        ("2001:db8::8/127", true), ("2001:db8::10/124", false), ("2001:db9::/32", false), ("2001:db8::90", false),
        ("2001:db8:::9", false), ("2001:db8::9:1:2:3:4:5:6:7:8", false), ("2001:db8::g", false),
        ("::ffff:192.0.2.9", false),
    ])
    func `IPv6 addresses are compared as numbers`(source: String, isBlocked: Bool) throws {
        let packet = PacketFilter.Packet(port: 993, isIPv6: true, source: "2001:db8::9")
        #expect(try (filter(nft: chain("ip6 saddr \(source) drop")).blocker(of: packet) != nil) == isBlocked)
    }

    @Test func `what sends the packet elsewhere keeps it from here`() throws {
        let nft =
            "table ip mailcow {\n\tchain pre {\n\t\ttype nat hook prerouting priority dstnat; policy accept;\n"
            + "\t\ttcp dport { 143, 993 } dnat to 172.22.1.250 # handle 3\n\t}\n}"
        let blocker = try filter(nft: nft).blocker(of: imaps)
        #expect(blocker?.isCertain == true && blocker?.words == "tcp dport { 143, 993 } dnat to 172.22.1.250")
        #expect(try filter(nft: nft.replacing("143, 993", with: "443")).blocker(of: imaps) == nil)
        let rule = "-A PREROUTING -p tcp -m tcp --dport 993 -j REDIRECT --to-ports 10993"
        let iptables = "*nat\n:PREROUTING ACCEPT [0:0]\n\(rule)\nCOMMIT"
        let redirected = try filter(iptables: iptables).blocker(of: imaps)
        #expect(redirected?.isCertain == true && redirected?.chain.words == "iptables -t nat PREROUTING")
        let remedy = FirewallRemedy(blocker: redirected, ports: [993], client: "198.18.0.1").steps
        #expect("\(remedy)".contains("-D PREROUTING -p tcp -m tcp --dport 993 -j REDIRECT --to-ports 10993"))
    }

    @Test(arguments: [
        "tcp dport 9930 drop", "iifname \"lo\" drop", "udp dport 993 drop", "ip6 saddr 2001:db8::1 drop",
        "ip saddr 203.0.113.0/24 drop", "ct state invalid drop", "tcp dport 993 accept\n\t\tdrop",
        "tcp dport 993 ip saddr != 198.18.0.0/15 drop", "tcp dport @nobody drop", "icmp type echo-request drop",
        "fib daddr type broadcast drop", "counter return\n\t\tdrop",
    ])
    func `a rule that lets it through, or is about others, is not taken for one`(rules: String) throws {
        #expect(
            try filter(nft: chain(rules, sets: "\tset nobody {\n\t\telements = { 22 }\n\t}")).blocker(of: imaps) == nil)
    }

    @Test func `what is not understood is likely at most`() throws {
        let blocker = try filter(nft: chain("tcp dport 993 meta mark 0x2a drop")).blocker(of: imaps)
        #expect(blocker?.isCertain == false && blocker?.words == "tcp dport 993 meta mark 0x2a drop")
    }

    @Test func `a policy keeps out what no rule lets in`() throws {
        let blocker = try filter(nft: chain("tcp dport 22 accept", policy: "drop")).blocker(of: imaps)
        #expect(blocker?.rule == nil && blocker?.words == "policy drop")
        #expect(try filter(nft: chain("tcp dport 993 accept", policy: "drop")).blocker(of: imaps) == nil)
    }

    /// Rules for what the host sends are met by the answer: its port is the source, and the client the destination.
    @Test(arguments: [
        ("tcp sport 993 drop", "accept", true), ("tcp dport 993 drop", "accept", false),
        ("tcp sport { 25, 993 } ct state established reject", "accept", true),
        ("tcp sport 993 ct state new drop", "accept", false), ("tcp sport 25 drop", "accept", false),
        ("ct state established,related accept", "drop", false), ("tcp dport 25 accept", "drop", true),
        ("ct state vmap { established : accept, related : accept, invalid : drop }", "drop", false),
        ("ip daddr 192.0.2.0/24 drop", "accept", true), ("ip daddr 198.51.100.0/24 drop", "accept", false),
        ("oifname \"lo\" drop", "accept", false),
    ])
    func `what the host sends is filtered too`(rule: String, policy: String, isBlocked: Bool) throws {
        let listing =
            "table inet t {\n\tchain out {\n\t\ttype filter hook output priority 0; policy \(policy);\n\t\t\(rule)\n\t}\n}"
        let packet = PacketFilter.Packet(port: 993, isIPv6: false, source: "192.0.2.9")
        #expect(try (filter(nft: listing).blocker(of: packet) != nil) == isBlocked)
    }

    @Test(arguments: [
        ("-A OUTPUT -p tcp -m multiport --sports 143,993 -j DROP", true),
        ("-A OUTPUT -p tcp --dport 25 -j DROP", false),
        ("-A OUTPUT -m conntrack --ctstate NEW -j DROP", false), ("-A OUTPUT -d 192.0.2.0/24 -j REJECT", true),
    ])
    func `iptables' rules for what the host sends are followed`(rule: String, isBlocked: Bool) throws {
        let filter = filter(iptables: "*filter\n:OUTPUT ACCEPT [0:0]\n\(rule)\nCOMMIT")
        let packet = PacketFilter.Packet(port: 993, isIPv6: false, source: "192.0.2.9")
        let blocker = try filter.blocker(of: packet)
        #expect((blocker != nil) == isBlocked)
        if let blocker {
            let remedy = FirewallRemedy(blocker: blocker, ports: [993], client: nil).steps.script
            #expect(!remedy.contains("dport"), "\(remedy)")
        }
    }

    @Test func `an exception for what the host sends names its own port`() throws {
        let listing =
            "table inet t {\n\tchain out {\n\t\ttype filter hook output priority 0; policy drop;\n\t}\n}"
        let blocker = try filter(nft: listing).blocker(of: imaps)
        let remedy = FirewallRemedy(blocker: blocker, ports: [993], client: nil).steps.script
        #expect(remedy.hasPrefix("nft add rule inet t out tcp sport '{ 993 }' accept"), "\(remedy)")
    }

    @Test func `chains that lead to each other in a ring are left at some time`() throws {
        let ring =
            "table inet t {\n\tchain a {\n\t\ttype filter hook input priority 0; policy accept;\n\t\tjump b\n\t}\n"
            + "\tchain b {\n\t\tjump b\n\t}\n}"
        #expect(throws: MissingFact.self) { try filter(nft: ring).blocker(of: imaps) }
    }

    @Test func `ufw's rules are named, and those for others are not`() throws {
        let filter = filter(iptables: try text("ufw.iptables-save"))
        let denied = try filter.blocker(of: imaps)
        #expect(denied?.words == "-A ufw-user-input -p tcp -m tcp --dport 993 -j DROP")
        #expect(try filter.blocker(of: .init(port: 143, isIPv6: false))?.words == "policy DROP")
        #expect(try filter.blocker(of: .init(port: 22, isIPv6: false)) == nil)
        #expect(denied.map { FirewallRemedy.manager(of: $0.chain, $0.rule) } == .ufw)
        let remedy = FirewallRemedy(blocker: denied, ports: [993], client: nil).steps.script
        #expect(remedy == "ufw allow 993/tcp")
    }

    /// What ufw was not told of meets the kernel's own chain and its policy, which ufw has set.
    @Test func `ufw's policy is opened by ufw too`() throws {
        let filter = filter(iptables: try text("ufw.iptables-save"))
        let blocker = try filter.blocker(of: .init(port: 143, isIPv6: false))
        #expect(FirewallRemedy(blocker: blocker, ports: [143], client: nil).steps.script == "ufw allow 143/tcp")
        let alone = try self.filter(iptables: "*filter\n:INPUT DROP [0:0]\nCOMMIT").blocker(of: imaps)
        // A rule in the midst of others, or with words that are no plain options, is for a person to change.
        for rule in ["-A INPUT -j DROP\n-A INPUT -j LOG", "-A INPUT -m comment --comment \"x\" -j DROP"] {
            let text = "*filter\n:INPUT ACCEPT [0:0]\n\(rule)\nCOMMIT"
            let found = try self.filter(iptables: text).blocker(of: imaps)
            #expect(
                FirewallRemedy(blocker: found, ports: [993], client: nil).steps.steps.last
                    == .run("iptables -nL --line-numbers"))
        }
        #expect(
            FirewallRemedy(blocker: alone, ports: [993], client: nil).steps.script.hasPrefix("iptables -A INPUT -p tcp")
        )
    }

    @Test func `firewalld's rejection is named, and its command opens the port`() throws {
        let blocker = try filter(nft: text("firewalld.nft")).blocker(of: imaps)
        #expect(blocker?.words == "reject with icmpx admin-prohibited")
        let remedy = FirewallRemedy(blocker: blocker, ports: [993, 143], client: nil).steps.script
        #expect(
            remedy == """
                firewall-cmd --permanent --add-port=993/tcp
                firewall-cmd --permanent --add-port=143/tcp
                firewall-cmd --reload
                """)
    }

    @Test func `an address that is in a set is banned, and another is not`() throws {
        let rules =
            "*filter\n:INPUT ACCEPT [0:0]\n"
            + "-A INPUT -p tcp -m multiport --dports 143,993 -m set --match-set f2b-dovecot src -j REJECT\nCOMMIT"
        let banned = filter(
            iptables: rules, ipset: "create f2b-dovecot hash:ip family inet\nadd f2b-dovecot 198.18.0.1 timeout 600")
        #expect(try banned.blocker(of: imaps)?.isOfSource == true)
        #expect(try banned.blocker(of: .init(port: 993, isIPv6: false, source: "198.18.0.9")) == nil)
    }

    @Test func `iptables' tables are not told twice, in nft's words too`() throws {
        let filter = filter(
            nft: "table ip filter {\n\tchain INPUT {\n\t\ttype filter hook input priority filter; policy accept;\n"
                + "\t\ttcp dport 993 counter drop\n\t}\n}",
            iptables: "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 993 -j DROP\nCOMMIT")
        #expect(try filter.blocker(of: imaps)?.chain.words == "iptables INPUT")
    }

    @Test func `a map from ports to verdicts is followed, and deleted by no remedy`() throws {
        let map = "tcp dport vmap { 25 : accept, 993 : jump mail, 143-144 : drop }"
        let nft =
            "table inet filter {\n\tchain mail {\n\t\tip saddr 198.18.0.1 reject # handle 7\n\t}\n\tchain input {\n"
            + "\t\ttype filter hook input priority filter; policy drop;\n\t\t\(map) # handle 9\n\t\taccept\n\t}\n}"
        let blocker = try filter(nft: nft).blocker(of: imaps)
        #expect(blocker?.words == "ip saddr 198.18.0.1 reject" && blocker?.isOfSource == true)
        let imap = PacketFilter.Packet(port: 143, isIPv6: false, source: "198.18.0.1")
        let dropped = try filter(nft: nft).blocker(of: imap)
        #expect(dropped?.words == "tcp dport 143-144 drop" && dropped?.rule?.handle == nil)
        let pop3s = PacketFilter.Packet(port: 995, isIPv6: false, source: "198.18.0.1")
        #expect(try filter(nft: nft).blocker(of: pop3s) == nil)
    }

    /// What stands before the map is read for each element: gigabytes for 64 kB.
    @Test(.timeLimit(.minutes(10))) func `a map that is longer than any is not understood`() throws {
        let before = String(repeating: "counter ", count: 4_000)
        let map = "\(before)tcp dport vmap { \(String(repeating: "1:drop,", count: 4_000)) }"
        let filter = filter(nft: chain(map))
        #expect(try filter.blocker(of: imaps)?.isCertain != true)
        #expect(portRanges([Substring(String(repeating: "1-", count: 30_000))]).isEmpty)
    }
}
