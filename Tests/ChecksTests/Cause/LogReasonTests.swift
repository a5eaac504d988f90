import Fleet
import Testing

@testable import Checks

/// What Dovecot's log says of an attempt that failed, on hosts of the lab.
@Suite struct DovecotsWordsTests {
    @Test(arguments: [
        ("d23-listen-families", "service.running", "Address family not supported", "'listen = *'"),
        ("d23-no-log-directory", "service.running", "Can't open log file", "mkdir -p /var/log/dovecot"),
        ("d23-small-dh", "tls.handshake", "dh key too small", "openssl dhparam"),
        ("d24-encrypted-key", "tls.key", "bad decrypt", "passphrase"),
        ("d23-pam-worker", "auth.backends", "euid=102", "service auth-worker"),
        ("d24-imap-quota-alone", "config.plugins", "Plugin quota must be loaded", "mail_plugins quota"),
        (
            "d24-post-login-absent", "password.tunnel", "execvp(/usr/local/bin/post-login) failed",
            "/usr/local/bin/post-login"
        ),
        ("d24-vsz-limit", "password.tunnel", "failed to map segment", "vsz_limit"),
    ])
    func `the line that says why is quoted, and mended`(
        name: String, check: String, said: String, remedy: String
    ) throws {
        let cause = try #require(LabHost(name).judged().cause)
        #expect(cause.check == check)
        let quoted = try #require(cause.said.first)
        #expect(cause.said.count == 1 && quoted.contains(said), "\(quoted)")
        #expect(cause.summary.contains(quoted) && cause.remedy.script.contains(remedy), "\(cause.remedy.script)")
    }

    @Test func `a line that nobody knows is quoted all the same`() throws {
        let log = try log("Nov 29 12:00:00 imap-login: Error: the moon is in the wrong house")
        let words = try #require(LogReason(of: .login, after: .sweep, in: log))
        #expect(words.known == nil && words.quoted == "imap-login: Error: the moon is in the wrong house")
    }

    @Test func `a line about something else is not taken for the reason`() throws {
        let log = try log("Nov 29 12:00:00 imap(joe)<1><x>: Error: open(/mail/joe/x) failed: No space left on device")
        #expect(LogReason(of: .tls, after: .sweep, in: log) == nil)
    }

    @Test func `what says more is preferred to what came first, and a consequence to nothing`() throws {
        let log = try log(
            "Nov 29 12:00:00 master: Fatal: Failed to start listeners",
            "Nov 29 12:00:00 master: Error: service(imap-login): listen(*, 143) failed: Address already in use",
            part: "start")
        #expect(LogReason(of: .service, after: .start, in: log)?.known?.condition == .freePorts)
        let other = try self.log("Nov 29 12:00:00 master: Fatal: Failed to start listeners", part: "start")
        #expect(LogReason(of: .service, after: .start, in: other)?.isReason == false)
    }

    /// A host whose logs cannot be read is judged as it would be without them.
    @Test(arguments: ["d23-small-dh", "d23-pam-worker", "d24-vsz-limit"])
    func `without a log the verdict is what was seen`(name: String) throws {
        var host = try LabHost(name)
        host.record.evidence.removeAll { $0.probe == "attempts" }
        let result = host.judged()
        #expect(result.cause != nil && result.cause?.said == [])
        #expect(result.findings.allSatisfy { $0.said.isEmpty })
    }

    @Test func `where no log can be read, that is said`() throws {
        var host = try LabHost("d23-small-dh")
        let place = try #require(host.record.evidence.firstIndex { $0.probe == "attempts" })
        host.record.evidence[place].output = Array("== journal\nNo journal files were found.\n\n== status 1\n".utf8)
        #expect(host.judged().cause?.summary.hasSuffix("; no log of this host could be read") == true)
    }

    /// Such a sum once ended the program.
    @Test func `a count of other accounts' lines never overflows`() throws {
        let log = try log("others 9223372036854775807", "others 9223372036854775807", "others 3")
        #expect(log.others == 5)
    }

    @Test func `what is quoted from a log keeps within what a report shows`() throws {
        let path = "/" + String(repeating: "ö", count: 60_000)
        let line = "1795987860.7 h dovecot[3]: imap-login: Error: Can't load SSL certificate: open(\(path)) failed"
        var host = try LabHost("d23-small-dh")
        let place = try #require(host.record.evidence.firstIndex { $0.probe == "attempts" })
        host.record.evidence[place].output = Array("== journal\n\(line)\n\n== status 0\n".utf8)
        #expect(host.judged().findings.allSatisfy { $0.summary.utf8.count < 9_000 })
    }

    private func log(_ lines: String..., part: String = "files") throws -> AttemptLog {
        AttemptLog(
            ProbeOutput(Array("== \(part)\n\(lines.joined(separator: "\n"))\nothers 2\n\n== status 0\n".utf8)).parts)
    }
}
