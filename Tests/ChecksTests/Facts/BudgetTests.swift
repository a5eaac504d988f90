import Fleet
import Testing

@testable import Checks

/// What grows faster than what a host has sent is bounded: these would not end within a life.
@Suite(.timeLimit(.minutes(10))) struct BudgetTests {
    private let packet = PacketFilter.Packet(port: 993, isIPv6: false, source: "198.18.0.1")

    /// Chains that jump to the next one many times, 15 deep: 10^15 ways.
    private func jumping(_ count: Int, end: String = "") -> [Substring] {
        var text = "table inet filter {\nchain input {\ntype filter hook input priority 0; policy accept;\n"
        text += String(repeating: "jump c1\n", count: count) + "}\n"
        for number in 1..<15 {
            text += "chain c\(number) {\n" + String(repeating: "jump c\(number + 1)\n", count: count) + "}\n"
        }
        return lines(of: text + "chain c15 {\n\(end)\n}\n}\n")
    }

    @Test func `chains that jump to each other many times are each walked once`() throws {
        for count in [2, 3, 10, 300] {
            let open = PacketFilter(nft: jumping(count), iptables: [], ip6tables: [], ipset: [])
            #expect(try open.blocker(of: packet) == nil)
            let closed = PacketFilter(
                nft: jumping(count, end: "tcp dport 993 drop"), iptables: [], ip6tables: [], ipset: [])
            let blocker = try #require(try closed.blocker(of: packet))
            #expect(blocker.isCertain && blocker.chain.name == "c15" && blocker.entrance.name == "input")
        }
    }

    @Test func `the same of iptables`() throws {
        var text = "*filter\n:INPUT ACCEPT [0:0]\n" + (1...15).map { ":c\($0) - [0:0]\n" }.joined()
        text += String(repeating: "-A INPUT -j c1\n", count: 10)
        for number in 1..<15 { text += String(repeating: "-A c\(number) -j c\(number + 1)\n", count: 10) }
        let filter = PacketFilter(
            nft: [], iptables: lines(of: text + "-A c15 -p tcp --dport 993 -j DROP\nCOMMIT\n"), ip6tables: [], ipset: []
        )
        #expect(try filter.blocker(of: packet)?.words == "-A c15 -p tcp --dport 993 -j DROP")
    }

    @Test(arguments: [
        // In a circle, in itself, and deeper than the kernel goes.
        "chain input {\ntype filter hook input priority 0;\njump a\n}\nchain a {\njump b\n}\nchain b {\njump a\n}\n",
        "chain input {\ntype filter hook input priority 0;\njump input\n}\n",
        "chain input {\ntype filter hook input priority 0;\njump c0\n}\n"
            + (0..<40).map { "chain c\($0) {\njump c\($0 + 1)\n}\n" }.joined() + "chain c40 {\ndrop\n}\n",
        // Many hooks, each of which leads to the same many rules.
        (0..<300).map { "chain h\($0) {\ntype filter hook input priority \($0);\njump c\n}\n" }.joined() + "chain c {\n"
            + String(repeating: "tcp dport 25 drop\n", count: 2_000) + "}\n",
        // Rules that are held against a set.
        "set s {\nelements = { " + String(repeating: "192.0.2.1, ", count: 4_000) + " }\n}\n"
            + "chain input {\ntype filter hook input priority 0;\n"
            + String(repeating: "ip saddr @s drop\n", count: 1_000) + "}\n",
    ]) func `rules that cannot be followed to their end are not understood, which is no pass`(_ rules: String) throws {
        let filter = PacketFilter(nft: lines(of: "table inet x {\n\(rules)}\n"), iptables: [], ip6tables: [], ipset: [])
        #expect(throws: MissingFact.self) { try filter.blocker(of: packet) }
        // What was seen from outside stands, and nothing in front of the host is blamed for it.
        let host = try LabHost("d23-dropped").with("firewall", "nft", "table inet x {\n\(rules)}", status: 0)
        let found = try host.judgement(FirewallReachable())
        #expect(found.verdict == .fail && found.summary.contains("the host's rules could not be read: the "))
        #expect(!found.summary.contains("no rule of the host itself"))
    }

    @Test(arguments: [
        String(repeating: "/a", count: 20_000), String(repeating: "/a", count: 65),
        "/" + String(repeating: "x", count: 4_096),
    ]) func `what is longer or deeper than a path is none`(_ path: String) throws {
        #expect(ancestors(of: path) == ["/"])
        let host = try LabHost("d23-pam").with("account", "inbox", path, status: 0)
        for check in ["mail-location.exists", "permissions.mail", "mail-location.room", "mail-location.resolves"] {
            let found = host.judged().findings.first { $0.check == check }
            #expect(found?.verdict == .unknown && found?.summary.contains("not a path") == true, "\(check)")
        }
        #expect(FileEntry("drwx------ 2 a a 9 Nov 1 12:00 \(path)") == nil || path.utf8.count <= 4_096)
        #expect(MailStore("maildir mail \(path)") == nil)
    }

    @Test func `a path of 64 parts is one`() throws {
        let path = String(repeating: "/a", count: 64)
        #expect(ancestors(of: path).count == 65 && ancestors(of: path).last == path)
        #expect(try checkedPath(path) == path)
    }

    @Test func `a table of mounts is read once, and what is no path in it is passed over`() {
        let deep = String(repeating: "/a", count: 9_000)
        let text =
            (0..<1_700).map { "/dev/x /m\($0) ext4 rw 0 0\n" }.joined()
            + "/dev/x \(deep) ext4 ro 0 0\n/dev/x /srv ext4 rw 0 0\n/dev/x /srv/ ext4 ro 0 0\n"
        let table = MountTable(
            mounts: text[...], fstab: ["/dev/y /srv/mail ext4 rw 0 0", "/dev/z \(deep) ext4 rw 0 0"])
        #expect(table.readOnly(for: "/srv/vmail/a") == "/srv" && table.readOnly(for: "/home/a") == nil)
        #expect(table.missing(for: "/srv/mail/a") == "/srv/mail" && table.missing(for: "/srv/other") == nil)
        #expect(table.readOnly(for: deep) == nil && table.missing(for: deep) == nil)
    }

    @Test func `listeners, addresses and sockets that no Dovecot has make it unknown`() throws {
        let many = String(repeating: "inet_listener imaps {\nport = 993\nssl = yes\n}\n", count: 65)
        let block = ConfigurationBlock(parsing: "service imap-login {\n\(many)}\n"[...])
        let settings = Settings(ConfigurationBlock(parsing: "protocols = imap\nlisten = *\n"))
        #expect(throws: MissingFact.self) { try Listener.promised(by: block, settings: settings) }
        let one = ConfigurationBlock(
            parsing: "service imap-login {\ninet_listener imaps {\nport = 993\nssl = yes\n}\n}\n")
        #expect(try Listener.promised(by: one, settings: settings).count == 1)
        let wide = Settings(
            ConfigurationBlock(parsing: "protocols = imap\nlisten = \(String(repeating: "::1 ", count: 65))\n"[...]))
        #expect(throws: MissingFact.self) { try Listener.promised(by: one, settings: wide) }
    }

    @Test func `what a finding says is bounded`() {
        let long = String(repeating: "é", count: 40_000)
        let found = Judgement.fail(
            long, signature: long, evidence: [.init(probe: "p", excerpt: long)], remedy: [.reload]
        )
        .bounded
        for text in [found.summary, found.signature, found.evidence[0].excerpt] {
            #expect(text.utf8.count == 8_195 && text.hasSuffix("é…"))
        }
        #expect(Judgement.pass("well").bounded == Judgement.pass("well"))
    }

    @Test func `a host that could not be judged in time is unknown in all that was asked`() throws {
        let host = try LabHost("d23-pam")
        var parameters = Parameters()
        parameters.skip = ["logs"]
        let result = Catalogue.builtIn.unjudged(host.record, parameters: parameters)
        #expect(
            result.findings.count > 40
                && result.findings.allSatisfy { $0.verdict == .unknown && $0.summary == Catalogue.late })
        #expect(!result.findings.contains { $0.item == .logs })
        #expect(result.standing == .undecided && result.cause == nil && result.host == host.record.host)
    }
}
