import Fleet
import Testing

@testable import Checks

/// Who may do what, by modes, settings and addresses.
@Suite struct PermissionTests {
    /// Unix looks at one class only: that of the owner, else of the group, else of others.
    @Test(arguments: [
        (mode: "-rw-r--r--", owner: "joe", group: "staff", isReadable: true), ("----r--r--", "joe", "staff", false),
        ("-rw----r--", "ann", "staff", false), ("-rw----r--", "ann", "mail", false),
        ("-rw-r-----", "ann", "mail", true),
        ("-rw-r-----", "ann", "wheel", false), ("-rw----r--", "ann", "wheel", true),
        ("----------", "ann", "wheel", false),
    ])
    func `one class of a mode decides`(mode: String, owner: String, group: String, isReadable: Bool) throws {
        let file = try #require(FileEntry("\(mode) 1 \(owner) \(group) 9 Nov 23 10:00 /srv/x"))
        let joe = try #require(UserIdentity("uid=1000(joe) gid=1000(staff) groups=1000(staff),8(mail)"))
        let root = try #require(UserIdentity("uid=0(root) gid=0(root) groups=0(root)"))
        #expect(file.allows("r", to: joe) == isReadable)
        #expect(file.allows("r", to: root))
    }

    @Test(arguments: [
        ("-rw-r-----", Verdict.pass), ("-rw-------", .pass), ("-rw-r--r--", .fail), ("-rw-rw----", .pass),
        ("-rw-----w-", .fail),
    ])
    func `a key is exposed to others, not to a group`(mode: String, verdict: Verdict) throws {
        let host = try LabHost("d24-exposed-key").with(
            "\(mode) 1 root root 241", for: "-rw-r--r-- 1 root root 241", in: "certificate")
        #expect(try host.judgement(KeyPermissions()).verdict == verdict)
    }

    @Test(arguments: [("-rw-r-----", Verdict.pass), ("-rw-r--r--", .fail), ("-rw-rw----", .pass)])
    func `passwords are exposed to others, not to a group`(mode: String, verdict: Verdict) throws {
        let host = try LabHost("d23-exposed-users")
        let files = try host.subject.part("runtime", "backends").text
        let told = files.split(separator: "\n").map { line in
            line.hasSuffix(" /etc/dovecot/users") ? mode + line.dropFirst(10) : line
        }
        let other = try host.with("runtime", "backends", told.joined(separator: "\n"), status: 0)
        #expect(try other.judgement(SecretPermissions()).verdict == verdict)
    }

    @Test(arguments: [
        (ssl: "yes", plain: "disable_plaintext_auth = no", isAllowed: true),
        ("required", "disable_plaintext_auth = no", false),
        ("yes", "disable_plaintext_auth = yes", false), ("yes", "auth_allow_cleartext = yes", true),
        ("required", "auth_allow_cleartext = yes", false), ("no", "auth_allow_cleartext = yes", true),
        ("yes", "", false),
    ])
    func `ssl = required forbids passwords in clear`(ssl: String, plain: String, isAllowed: Bool) {
        let settings = Settings(ConfigurationBlock(parsing: "ssl = \(ssl)\n\(plain)\n"))
        #expect(settings.allowsCleartext == isAllowed)
    }

    @Test(arguments: [
        ("0.0.0.0/0", Verdict.fail), ("::/0", .fail), ("10.0.0.0/8 ::/0", .fail), ("10.0.0.0/8", .pass), ("::1", .pass),
        ("10.0.0.0/8, 0.0.0.0/0", .fail), ("2001:db8::/32", .pass),
    ])
    func `a network of all addresses is everybody, of either family`(networks: String, verdict: Verdict) throws {
        let host = try LabHost("d23-trusted-networks").with(
            "login_trusted_networks = \(networks)", for: "login_trusted_networks = 0.0.0.0/0 ::/0", in: "config")
        #expect(try host.judgement(TrustedNetworks()).verdict == verdict)
    }

    @Test(arguments: [
        (bound: "127.0.0.1", wanted: "192.0.2.7", serves: false), ("192.0.2.7", "192.0.2.7", true),
        ("0.0.0.0", "192.0.2.7", true), ("::", "192.0.2.7", true), ("*", "192.0.2.7", true),
        ("192.0.2.7", "*", false), ("0.0.0.0", "*", true), ("::", "*", true), ("0.0.0.0", "::", false),
        ("::", "::", true),
    ])
    func `a socket serves what it is bound to`(bound: String, wanted: String, serves: Bool) throws {
        let address = bound.contains("::") ? "[\(bound)]" : bound
        let socket = try #require(
            ListeningSocket("LISTEN 0 100 \(address):993 0.0.0.0:* users:((\"dovecot\",pid=1,fd=4))"))
        #expect(socket.serves(wanted) == serves)
    }

    @Test(arguments: [(1_023, true), (1_024, false)])
    func `only ports below 1024 are root's`(port: Int, isCertain: Bool) throws {
        let line = "LISTEN 0 100 0.0.0.0:\(port) 0.0.0.0:* users:((\"dovecot\",pid=999,fd=43))"
        #expect(try #require(ListeningSocket(line[...])).isCertainlyDovecots(master: 158) == isCertain)
    }

    @Test(arguments: [("127.0.0.1", false), ("[::1]", false), ("192.0.2.7", true), ("0.0.0.0", true), ("[::]", true)])
    func `a socket for the host itself hears no client`(address: String, isHeard: Bool) throws {
        let host = try LabHost("d24-vmail").with("sockets", "ss", "LISTEN 0 100 \(address):993 0.0.0.0:*", status: 0)
        let dialogue = try #require(host.record.dialogues.first { $0.port == 993 })
        #expect(host.subject.isHeard(dialogue) == isHeard)
    }

    /// A condition that is not understood may hold, so the rule neither lets through nor ends the chain.
    @Test(arguments: ["accept", "return", "goto other", "jump other"])
    func `a rule that may hold does not protect from the next`(verdict: String) throws {
        let nft = """
            table inet filter {
            \tchain other {
            \t}
            \tchain input {
            \t\ttype filter hook input priority filter; policy accept;
            \t\tmeta mark 7 \(verdict)
            \t\ttcp dport 993 drop
            \t}
            }
            """
        let filter = PacketFilter(nft: lines(of: nft), iptables: [], ip6tables: [], ipset: [])
        let packet = PacketFilter.Packet(port: 993, isIPv6: false, source: "198.18.0.1")
        #expect(try filter.blocker(of: packet)?.words == "tcp dport 993 drop")
    }

    @Test(arguments: [
        (#"a"#, "a"), (#""a b""#, "a b"), (#""a\"b""#, #"a"b"#), (#""a\\b""#, #"a\b"#), (#""a\\\"b""#, #"a\"b"#),
        (#""""#, ""), (#"""#, #"""#),
    ])
    func `quotes and backslashes of a setting are read`(written: String, value: String) {
        #expect(ConfigurationBlock(parsing: "x = \(written)\n").settings["x"] == value)
    }

    @Test func `a check is asked for by --only, unless --skip leaves it out`() throws {
        var host = try LabHost("d24-vmail")
        (host.parameters.only, host.parameters.skip) = (["tls"], ["tls.name"])
        let asked = host.judged().findings.map(\.check)
        #expect(asked.contains("tls.expiry") && !asked.contains("tls.name"))
        #expect(asked.allSatisfy { $0.hasPrefix("tls.") })
    }

    @Test(arguments: [
        (MailService.imap, ["IMAP4REV1", "LOGINDISABLED"], Verdict.pass), (.imap, ["IMAP4REV1"], .warn),
        (.pop3, ["USER"], .warn), (.pop3, ["SASL PLAIN"], .warn), (.pop3, ["STLS"], .pass),
        (.imaps, ["IMAP4REV1"], .pass),
    ])
    func `a password in clear is what capabilities before TLS take`(
        service: MailService, capabilities: [String], verdict: Verdict
    ) throws {
        let host = try LabHost("d24-vmail").with { dialogue in
            let isAsked = dialogue.service == service && dialogue.vantage == .outside
            dialogue.talk?.capabilities = isAsked ? capabilities : []
        }
        #expect(try host.judgement(PlaintextPolicy()).verdict == verdict)
    }

    @Test func `a host alone is no fleet, whatever is known of its own rules`() throws {
        var host = try LabHost("d24-rejected")
        host.record.evidence.removeAll { $0.probe == "firewall" }
        let results = Catalogue.builtIn.judgeFleet([host.judged()])
        #expect(results[0].verdict(of: .firewall) == .fail)
        var reached = try LabHost("d24-pam")
        reached.record.evidence.removeAll { $0.probe == "firewall" }
        let mixed = Catalogue.builtIn.judgeFleet([host.judged(), host.judged(), reached.judged()])
        #expect(mixed[0].verdict(of: .firewall) == .fail)
    }

    @Test(arguments: [
        ("above: 3", "3", Verdict.fail), ("above: 3", "3.1", .pass), ("below: 3", "3", .fail),
        ("below: 3", "2.9", .pass),
        ("at-least: 3", "3", .pass), ("at-least: 3", "2.9", .fail), ("at-most: 3", "3", .pass),
        ("at-most: 3", "3.1", .fail),
        ("at-least: 3, at-most: 3", "3", .pass), ("equals: 3", "3", .pass), ("equals: 3", "4", .fail),
    ])
    func `bounds of a number have their ends`(bounds: String, number: String, verdict: Verdict) throws {
        let text = OwnCatalogueTests.sound.replacing("{number: {at-least: 1}}", with: "{number: {\(bounds)}}")
            .replacing("    groups: mail\n", with: "    severity: fail\n")
        let checks = try OwnCatalogue.checks(in: Array(text.utf8), file: "ours.yaml")
        let evidence = Evidence("backup.age", ending: .exited(0), output: Array(number.utf8))
        let record = HostRecord(
            host: Host(name: "mx"), began: 0, evidence: [evidence], ending: .init(outcome: .swept, seconds: 1))
        let result = Catalogue(checks: checks).judge(record, parameters: Parameters(), certificates: OpenSSLReader())
        #expect(result.findings.map(\.verdict) == [verdict])
    }
}
