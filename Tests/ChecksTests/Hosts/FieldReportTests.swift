import Fleet
import Testing

@testable import Checks

/// Kinds that were met on hosts that nobody here had built, each as a small change of a host that is well.
@Suite struct `What field reports showed` {
    private func alarms(_ host: LabHost) -> [String] {
        host.judged().findings.filter { [.fail, .unknown, .blocked].contains($0.verdict) }.map(\.check)
    }

    // MARK: Healthy hosts

    @Test func `mail_uid and mail_gid may be names`() throws {
        let user = "field\tvalue\nuid\tvmail\ngid\tvmail\nhome\t/var/vmail/lab.example/probe\nmail\tmaildir:~/Maildir"
        let named = try LabHost("d23-vmail").with("account", "user", user, status: 0)
        #expect(alarms(named).contains("auth.backends"), "nobody has looked the names up")
        let host = try named.with("account", "numbers", "uid 5000\ngid 5000", status: 0)
        #expect(alarms(host) == [])
        #expect(try host.judgement(UserInUserdb()).summary.contains("uid 5000"))
    }

    @Test func `a passwd-file without a password may be read by all`() throws {
        let host = try LabHost("d23-exposed-users")
        #expect(try host.judgement(SecretPermissions()).verdict == .fail)
        let bare = try host.with("runtime", "bare", "/etc/dovecot/users", status: 0)
        #expect(try bare.judgement(SecretPermissions()).verdict == .pass)
    }

    @Test func `mail is not asked for where the passdb sends the account on`() throws {
        let host = try LabHost("d23-vmail").with(
            "account", "lookup", "passdb: probe@lab.example\n  user      : (withheld)\n  proxy     : (withheld)",
            status: 0)
        #expect(try host.judgement(MailLocationExists()).verdict == .skipped)
        #expect(try host.judgement(MailPermissions()).summary.contains("to another server"))
    }

    @Test func `nor where another server keeps it`() throws {
        let host = try LabHost("d23-vmail").with("mail\timapc:~/imapc", for: "mail\tmaildir:~/Maildir", in: "account")
        #expect(try host.judgement(MailLocationExists()).summary.contains("on another server"))
    }

    @Test func `the namespace of the INBOX may have a driver of its own`() throws {
        let other = try LabHost("d23-vmail").with("mail\tsdbox:~/none", for: "mail\tmaildir:~/Maildir", in: "account")
        #expect(try other.judgement(MailLocationDriver()).verdict == .fail)
        let own = try other.with("  location = maildir:~/Maildir\n", for: "  location = \n", in: "config")
        #expect(try own.judgement(MailLocationDriver()).verdict == .pass)
    }

    @Test(arguments: [
        ("d23-vmail", "ssl_key_password = (withheld)\n", "namespace inbox {"),
        ("d24-vmail", "  key_password = (withheld)\n", "  key_file = /etc/dovecot/private/dovecot.key"),
    ])
    func `a key whose password is set fits where clients are served its certificate`(
        name: String, password: String, place: String
    ) throws {
        let closed = try LabHost(name).with("certificate", "key", "Could not find private key", status: 1)
            .with("certificate", "key-label", "ENCRYPTED PRIVATE KEY", status: 0)
        #expect(throws: MissingFact.self) { try closed.judgement(TLSKey()) }
        let isLine = password.hasPrefix(" ")
        let host = try closed.with(
            isLine ? "\(place)\n\(password.dropLast())" : password + place, for: place, in: "config")
        #expect(try host.judgement(TLSKey()).verdict == .pass)
    }

    @Test func `a program of the host may take clients to listeners on loopback`() throws {
        let host = try LabHost("d23-loopback")
        #expect(try host.judgement(PortsAddresses()).verdict == .fail)
        let sockets = try host.subject.part("sockets", "ss").text
        let line = "\nLISTEN 0 128 *:993 *:* users:((\"haproxy\",pid=9,fd=4))\n"
        let fronted = try host.with("sockets", "ss", sockets + line, status: 0)
        #expect(try fronted.judgement(PortsAddresses()).summary.contains("haproxy"))
        let own = try host.with("sockets", "ss", sockets + line.replacing("*:993", with: "127.0.0.1:993"), status: 0)
        #expect(try own.judgement(PortsAddresses()).verdict == .fail)
    }

    // MARK: Faults

    @Test func `an account that is for other networks is not told to be added`() throws {
        let host = try LabHost("d24-no-user").with("account", "stored", "allow_nets\t10.0.0.0/8", status: 0)
        let found = try host.judgement(UserInPassdb())
        #expect(found.verdict == .fail && found.summary.contains("allow_nets=10.0.0.0/8"))
        #expect(found.remedy?.script.contains("Add probe") == false)
    }

    @Test func `a home that is relative is the userdb's fault`() throws {
        let host = try LabHost("d23-vmail").with("account", "user", "field\tvalue", status: 75)
            .with(
                "account", "inbox", "doveadm(probe): Error: Relative home directory paths not supported: x/", status: 0)
        let found = try host.judgement(UserInUserdb())
        #expect(found.verdict == .fail && found.summary.contains("not supported: x/"))
        #expect(host.judged().cause?.check == "user.userdb")
    }

    /// The agent looks at the path that doveadm answers with: its exit status must not be lost on the way.
    @Test func `a mail location that cannot be worked out has the status of doveadm`() throws {
        #expect(try LabHost("d23-relative-home").subject.part("account", "inbox").status == 75)
        #expect(try LabHost("d23-relative-home").judged().cause?.check == "user.userdb")
    }

    @Test func `port 993 without TLS is no port that is switched off`() throws {
        let host = try LabHost("d23-vmail").with(
            "port = 993\n    reuse_port = no\n    ssl = no", for: "port = 993\n    reuse_port = no\n    ssl = yes",
            in: "config")
        let found = try host.judgement(PortsListening())
        #expect(found.verdict == .fail && found.summary.contains("port 993 does not use TLS"))
    }

    @Test func `one listener on loopback fails though another is open`() throws {
        let host = try LabHost("d23-vmail").with(
            "inet_listener imaps {\n    address = 127.0.0.1", for: "inet_listener imaps {\n    address = ", in: "config"
        )
        let found = try host.judgement(PortsAddresses())
        #expect(found.verdict == .fail && found.summary.contains("(127.0.0.1): imaps 993;"))
        let clear = try LabHost("d23-vmail").with(
            "inet_listener imap {\n    address = 127.0.0.1", for: "inet_listener imap {\n    address = ", in: "config")
        #expect(try clear.judgement(PortsAddresses()).verdict == .pass, "143 may be closed beside an open 993")
    }

    @Test func `a name that leads to loopback is bound there`() throws {
        let host = try LabHost("d24-vmail")
        let sockets = try host.subject.part("sockets", "ss").text.replacing("0.0.0.0:", with: "127.0.1.1:")
            .replacing("[::]:", with: "[::1]:")
        let found = try host.with("sockets", "ss", sockets, status: 0).judgement(PortsAddresses())
        #expect(found.verdict == .fail && found.signature == "loopback" && found.summary.contains("127.0.1.1"))
    }

    @Test func `a network of the unit's own is no matter of a restart, nor of a firewall`() throws {
        let host = try LabHost("d24-vmail").with("sockets", "ss", "State Recv-Q", status: 0)
            .with("service", "network", "apart", status: 0)
        let found = try host.judgement(PortsListening())
        #expect(found.reason == .ownNetwork && found.summary.contains("PrivateNetwork"))
    }

    @Test(arguments: [("", "no private key"), ("CERTIFICATE", "a certificate and no private key")])
    func `what holds no key is told`(label: String, words: String) throws {
        let host = try LabHost("d24-vmail").with("certificate", "key", "Could not find private key", status: 1)
            .with("certificate", "key-label", label, status: 0)
        let found = try host.judgement(TLSKey())
        #expect(found.verdict == .fail && found.summary.contains("holds \(words)"))
        let swapped = try host.with("certificate", "certificate", "", status: 0)
        let isSwapped = try swapped.judgement(TLSFiles()).summary.contains("they were swapped")
        #expect(isSwapped == (label == "CERTIFICATE"))
    }

    @Test func `a key that may not be looked at is not taken for none`() throws {
        let host = try LabHost("d24-vmail").with(
            "certificate", "key-file", "ls: cannot access '/etc/dovecot/private/dovecot.key': Permission denied",
            status: 2
        ).with("certificate", "key", "Could not open file: Permission denied", status: 1)
            .with("certificate", "key-label", "", status: 0)
        #expect(throws: MissingFact.self) { try host.judgement(TLSKey()) }
    }

    @Test func `pop3s is asked of who offers POP3`() throws {
        let host = try LabHost("d24-vmail").with(dialogues: { if $0.service == .pop3s { $0.reach = .timedOut } })
        #expect(try host.judgement(FirewallReachable()).verdict == .fail)
        let neither = try LabHost("d24-vmail").with(dialogues: {
            if [.pop3, .pop3s].contains($0.service) { $0.reach = .timedOut }
        })
        #expect(try neither.judgement(FirewallReachable()).verdict == .pass)
    }

    @Test func `an mdbox is brought back whole`() throws {
        var host = try LabHost("d23-mdbox").with(
            "account", "trail", "drwx------ 2 5000 5000 4096 Nov 30 00:00 /var", status: 0
        )
        .with("account", "stores", "root /var/vmail/lab.example/probe/mdbox", status: 0)
        host.parameters.isMigrated = true
        let script = try host.judgement(MailLocationExists()).remedy?.script
        #expect(
            script?.contains("Copy or mount the mail at /var/vmail/lab.example/probe/mdbox before") == true,
            "\(script ?? "")")
    }

    @Test func `a single message of another's ends a session`() throws {
        let message = "/var/vmail/lab.example/probe/Maildir/cur/17.M1P1.lab:2,S"
        let host = try LabHost("d24-vmail").with("account", "closed", message, status: 0)
        let found = try host.judgement(MailPermissions())
        #expect(found.verdict == .fail && found.summary.contains(message))
        #expect(found.remedy?.script == "chown -R 5000:5000 /var/vmail/lab.example/probe/Maildir")
    }

    @Test func `an mdbox keeps its mail beside its folders`() throws {
        let root = "/var/vmail/lab.example/probe/mdbox"
        let host = try LabHost("d23-mdbox")
        #expect(try host.judgement(MailPermissions()).verdict == .pass)
        let trail = try host.subject.part("account", "trail").text
        let access = try host.subject.part("account", "access").text
        let closed = try host.with(
            "account", "trail", "\(trail)\ndrwx------ 2 root root 4096 Nov 30 00:00 \(root)/storage", status: 0
        ).with("account", "access", "\(access)\n- \(root)/storage", status: 0)
            .with("account", "stores", "root \(root)\nmdbox mail \(root)", status: 0)
        #expect(try closed.judgement(MailPermissions()).signature == "\(root)/storage rwx")
    }

    @Test func `what IMAP alone has otherwise hides the mail`() throws {
        let host = try LabHost("d24-beside-the-mail")
        #expect(try host.judgement(MailLocationDriver()).verdict == .warn)
        let own = try host.with(
            "protocol imap {\n  mail_path = ~/mail\n}\nnamespace inbox {", for: "namespace inbox {", in: "config")
        let found = try own.judgement(MailLocationDriver())
        #expect(
            found.verdict == .fail && found.remedy?.script.contains("Remove mail_path from 'protocol imap'") == true)
    }

    @Test(arguments: [
        ("/var/mail/%{user}", "~/Maildir", "# Set 'mail_inbox_path = ~/Maildir': for the INBOX"),
        ("~/mail", "~/mail", "# Set 'mail_inbox_path = ~/Maildir' too."),
        ("", "~/Maildir", "# Set 'mail_inbox_path = ~/Maildir': for the INBOX"),
    ])
    func `mail_inbox_path outweighs mail_path`(inbox: String, path: String, words: String) throws {
        let text = try LabHost("d24-beside-the-mail").subject.part("config", "settings").text
            .replacing("mail_inbox_path = ~/mail", with: "mail_inbox_path = \(inbox)")
            .replacing("mail_path = ~/mail", with: "mail_path = \(path)")
        let host = try LabHost("d24-beside-the-mail").with("config", "settings", text, status: 0)
        #expect(try host.judgement(MailLocationDriver()).remedy?.script.contains(words) == true)
    }

    @Test func `a spool is for an mbox alone`() throws {
        let spool = "/var/mail"
        let host = try LabHost("d24-vmail").with("account", "inbox", "\(spool)/probe", status: 0)
            .with("account", "trail", "drwxrwsr-x 1 root mail 4096 Nov 30 00:00 \(spool)", status: 0)
            .with("account", "access", "x \(spool)", status: 0)
            .with("mail_privileged_group = mail\nnamespace inbox {", for: "namespace inbox {", in: "config")
        #expect(try host.judgement(MailLocationExists()).verdict == .fail)
    }
}
