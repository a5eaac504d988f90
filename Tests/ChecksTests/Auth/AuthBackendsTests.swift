import Fleet
import Testing

@testable import Checks

@Suite struct AuthBackendsTests {
    private let check = AuthBackends()

    @Test func `a database whose file is gone fails by its path`() throws {
        let found = try LabHost("d24-no-database").judgement(check)
        #expect(found.verdict == .fail && found.signature == "/etc/dovecot/users.sqlite")
    }

    @Test func `a passwd-file that dovecot may not read comes with its mode and the command`() throws {
        let found = try LabHost("d23-unreadable-users").judgement(check)
        #expect(found.summary.contains("-rw------- root:root"))
        #expect(found.remedy?.script == "chgrp dovecot /etc/dovecot/users\nchmod 0640 /etc/dovecot/users")
    }

    @Test func `a passwd-file is readable to whoever the auth process is`() throws {
        let host = try LabHost("d23-unreadable-users").with(
            "config", "sections", "service auth {\n  user = root\n}", status: 0)
        #expect(try host.judgement(check).signature != "/etc/dovecot/users")
    }

    /// The auth process keeps the file open: only a stranger to it sees that it will not be opened again.
    @Test(arguments: ["d23-vmail", "d24-vmail"])
    func `a passwd-file that dovecot may not read any more works until a restart`(name: String) throws {
        let host = try LabHost(name).with("-rw------- 1 root root", for: "-rw-r----- 1 root dovecot", in: "runtime")
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.signature == "/etc/dovecot/users", "\(found.summary)")
        #expect(found.summary.contains("logins work until Dovecot restarts"))
        let inGroup = try host.with(
            "config", "sections", "service auth {\n  user = dovecot\n  extra_groups = root\n}", status: 0)
        #expect(try inGroup.judgement(check).verdict == .pass)
    }

    @Test func `a database that SQLite has made anew is empty`() throws {
        let host = try LabHost("d24-sql")
        let listing = try host.subject.output("runtime", "backends").joined(separator: "\n")
        let line = String(try #require(listing.split(separator: "\n").first { $0.contains("users.sqlite") }))
        let size = try #require(line.split(separator: " ").dropFirst(4).first)
        let empty = try host.with(line.replacing(" \(size) ", with: " 0 "), for: line, in: "runtime")
        let found = try empty.judgement(check)
        #expect(found.verdict == .fail && found.summary.contains("/etc/dovecot/users.sqlite"))
        #expect(found.summary.contains("SQLite creates a missing file again"))
    }

    @Test func `a server that does not answer fails with what was logged`() throws {
        let logged =
            "Nov 23 16:00:00\tauth-worker(9)\tError\tmysql(db1): Connect failed to database (mail): Can't"
            + " connect to server"
        let host = try LabHost("d23-vmail").with(
            "account", "user", "field\tvalue\nError: Auth USER lookup failed", status: 75
        )
        .with("logs", "errors", logged, status: 0)
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.summary.contains("mysql(db1)"))
        #expect(found.remedy?.script.hasPrefix("# Start the database") == true)
    }

    /// What the end of our own question made the auth process log may be the last line of all.
    @Test func `that the agent gave up its question is no complaint`() throws {
        let host = try LabHost("d23-mysql-down")
        let lines = try host.subject.part("logs", "errors").lines
        let last = try #require(lines.firstIndex { $0.contains("pending requests: EOF") })
        let found = try host.with("logs", "errors", lines[...last].joined(separator: "\n"), status: 0).judgement(check)
        #expect(found.verdict == .fail && found.summary.contains("mysql(127.0.0.1)"))
        #expect(found.remedy?.script.contains("systemctl start mariadb") == true)
    }

    @Test func `a lookup that hangs fails where the log says on what`() throws {
        let logged = "Nov 23 16:00:00\tauth\tError\tldap(ldap://d1): Can't connect to server: ldap://d1"
        var host = try LabHost("d23-vmail").with("logs", "errors", logged, status: 0)
        let index = try #require(host.record.evidence.firstIndex { $0.probe == "account" })
        host.record.evidence[index] = Evidence("account", ending: .timedOut)
        #expect(try host.judgement(check).summary.contains("Can't connect to server: ldap://d1"))
        let silent = try host.with("logs", "errors", "", status: 0)
        #expect(throws: MissingFact.self) { try silent.judgement(check) }
    }

    @Test func `a database that takes a question and does not answer it fails`() throws {
        var host = try LabHost("d23-vmail").with { if $0.talk?.greeting != nil { $0.talk?.loginProven = false } }
        host = try host.with("logs", "errors", "", status: 0)
        for (probe, isEnough) in [("account", false), ("password", true)] as [(ProbeName, Bool)] {
            let index = try #require(host.record.evidence.firstIndex { $0.probe == probe })
            host.record.evidence[index] = Evidence(probe, ending: .timedOut)
            if !isEnough { #expect(throws: MissingFact.self) { try host.judgement(check) } }
        }
        let found = try host.judgement(check)
        #expect(found.verdict == .fail && found.summary.hasSuffix(HostFacts.silence))
    }

    @Test func `trouble that is over is no symptom`() throws {
        let logged =
            "Nov 23 16:00:00\tauth-worker(9)\tError\tmysql(db1): Connect failed to database (mail): Can't connect"
        #expect(try LabHost("d23-vmail").with("logs", "errors", logged, status: 0).judgement(check).verdict == .pass)
    }

    @Test func `a static userdb over PAM cannot be asked, and is no fault`() throws {
        #expect(try LabHost("d23-static-userdb").judgement(check).verdict == .pass)
    }

    @Test func `a configuration without a passdb fails`() throws {
        let host = try LabHost("d23-pam").with("config", "written", "userdb {\n  driver = passwd\n}", status: 0)
        #expect(try host.judgement(check).signature == "no passdb")
    }

    @Test func `PAM without a service file fails`() throws {
        let words = "ls: cannot access '/etc/pam.d/dovecot': No such file or directory"
        #expect(try LabHost("d23-pam").with("runtime", "pam", words, status: 2).judgement(check).signature == "pam")
    }

    @Test func `without an account a database that must be asked is skipped`() throws {
        var host = try LabHost("d24-sql")
        host.record.host.probe = nil
        host.record.evidence.removeAll { ["account", "password"].contains($0.probe) }
        #expect(try host.judgement(check).verdict == .skipped)
    }

    @Test func `a file of master users that is gone touches no ordinary login`() throws {
        let found = try LabHost("d23-no-master-users").judgement(check)
        #expect(found.verdict == .warn && found.signature == "/etc/dovecot/master-users")
    }

    /// The same host, swept twice: of several logins in one second one is let in.
    @Test(arguments: [("no-deny-users", Verdict.warn), ("no-deny-users-failing", .fail)])
    func `a file of denied accounts that is gone fails where a login did`(name: String, verdict: Verdict) throws {
        let host = try LabHost(
            name, transcript: "variants/\(name).txt", seen: "variants/\(name).json", authority: "hosts/ca.pem")
        let found = try host.judgement(check)
        #expect(found.verdict == verdict && found.signature == "/etc/dovecot/deny-users")
    }

    @Test func `a prefetch userdb serves logins, and warns of what it does not serve`() throws {
        let host = try LabHost("d23-prefetch")
        #expect(try host.judgement(check).verdict == .warn && host.judgement(check).signature == "prefetch")
        #expect(try host.judgement(MailPermissions()).verdict == .pass)
        let unseen = try host.with("account", "stored", "", status: 0).judged()
        #expect(unseen.findings.first { $0.check == "permissions.mail" }?.verdict == .unknown && unseen.cause == nil)
    }

    @Test(arguments: ["d24-mechanisms-filter", "d23-checkpassword", "d23-by-service"])
    func `a database that serves logins need not serve lookups`(name: String) throws {
        let host = try LabHost(name)
        #expect(try host.judgement(check).verdict == .pass && host.judged().cause == nil)
        #expect(try host.judgement(UserInPassdb()).verdict != .fail)
    }

    @Test func `a lookup that a server does not answer is no matter of a login that was cached`() throws {
        let host = try LabHost("d24-mysql").with(
            "account", "user", "field\tvalue\nError: Auth USER lookup failed", status: 75)
        #expect(host.subject.loginProven)
        #expect(try host.judgement(check).verdict == .fail)
    }

    @Test func `a passwd-file that is empty or a directory knows no account`() throws {
        let host = try LabHost("d23-empty-users")
        #expect(
            try host.judgement(AuthBackends()).summary.contains(
                "/etc/dovecot/users, which lists the accounts, is empty"))
        #expect(host.judged().cause?.check == "auth.backends")
        let directory = "drwxr-xr-x 2 root root 4096 Nov 30 15:11 /etc/dovecot/users"
        let other = try host.with("runtime", "backends", directory, status: 0)
        #expect(try other.judgement(AuthBackends()).summary.contains("is a directory"))
        #expect(try other.judgement(SecretPermissions()).verdict == .pass)
        // Beside another passdb it may be meant.
        let full = "-rw-r----- 1 root dovecot 90 Nov 30 15:11 /etc/dovecot/users"
        #expect(try host.with("runtime", "backends", full, status: 0).judgement(AuthBackends()).verdict == .pass)
    }
}
