import Fleet
import Testing

@testable import Checks

@Suite struct ServiceStableTests {
    private let check = ServiceStable()

    @Test func `a master that systemd had to start again warns`() throws {
        let found = try LabHost("d23-restarted").judgement(check)
        #expect(found.verdict == .warn && found.summary.contains("restarted Dovecot once"))
    }

    @Test func `processes that die at their start warn by the service's name, the auth process's apart`() throws {
        let host = try LabHost("d23-pam").with(
            "service", "status", "name: imap-login\nthrottle_secs: 60\n\u{c}\nname: imap\nthrottle_secs: 0", status: 0)
        #expect(try host.judgement(check).signature == "imap-login")
        #expect(try LabHost("d24-cram-md5").judgement(check).verdict == .pass)
    }

    @Test func `a loop of starts is no Dovecot that runs`() throws {
        let host = try LabHost("d24-restart-loop")
        #expect(try host.judgement(check).verdict == .skipped)
        let found = try host.judgement(ServiceRunning())
        #expect(found.summary.contains("again and again") && found.remedy?.script.contains("reset-failed") == true)
    }

    @Test(arguments: [
        ("lacks CAP_SETGID\nlacks CAP_SETUID", "CAP_SETGID, CAP_SETUID", "CapabilityBoundingSet"),
        ("LimitAS 62914560", "LimitAS=62914560", "Raise or remove"),
    ])
    func `what the unit withholds explains why no login works`(part: String, names: String, remedy: String) throws {
        let greeted = try LabHost("d23-wrong-password").with("service", "confined", part, status: 0)
        let host = greeted.with(dialogues: { $0.talk?.greeting = nil })
        let found = try host.judgement(ServiceStable())
        #expect(found.verdict == .fail && found.breaks == .service && found.summary.contains(names))
        #expect(found.remedy?.script.contains(remedy) == true)
        // A wrong password, or no account to try, is no fault of the unit.
        let harmless = part.replacing("lacks CAP_SETGID\nlacks CAP_SETUID", with: "lacks CAP_CHOWN")
        let other = try greeted.with("service", "confined", harmless, status: 0)
        #expect(try other.judgement(ServiceStable()).verdict == .pass)
        // Where logins work it is enough.
        let healthy = try LabHost("d24-vmail").with("service", "confined", part, status: 0)
        #expect(try healthy.judgement(ServiceStable()).verdict == .pass)
    }

    @Test func `a master that is stopped is told as that`() throws {
        let found = try LabHost("d24-vmail").with("service", "confined", "stopped", status: 0).judgement(
            ServiceStable())
        #expect(found.verdict == .fail && found.breaks == .service && found.summary.contains("state T"))
        #expect(found.remedy?.script.hasPrefix("pkill -CONT -o -x dovecot") == true)
    }
}
