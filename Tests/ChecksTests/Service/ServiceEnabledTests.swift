import Fleet
import Testing

@testable import Checks

@Suite struct ServiceEnabledTests {
    private let check = ServiceEnabled()

    @Test func `a service that no boot will start fails while it runs`() throws {
        let found = try LabHost("d24-not-at-boot").judgement(check)
        #expect(
            found.verdict == .fail && found.signature == "disabled"
                && found.remedy?.script == "systemctl enable dovecot")
    }

    @Test func `socket activation at boot is enough`() throws {
        let host = try LabHost("d24-not-at-boot").with(
            "service", "systemd",
            "Id=dovecot.service\nLoadState=loaded\nUnitFileState=disabled\n\nId=dovecot.socket\nUnitFileState=enabled",
            status: 0)
        #expect(try host.judgement(check).verdict == .pass)
    }

    @Test func `a container that systemd did not boot is skipped`() throws {
        let words = "System has not been booted with systemd as init system (PID 1). Can't operate."
        #expect(
            try LabHost("d24-pam").with("service", "systemd", words, status: 1).judgement(check).verdict == .skipped)
    }

    /// OpenRC's lines are a host's (`Evidence/variants/openrc.txt`); FreeBSD could not be booted: that is what others'
    /// hosts printed (`Evidence/published`), and `NO` is as rc.conf(5) has it.
    @Test(arguments: [
        (
            "openrc", "              dovecot |      default                 \n                  ssh |      default",
            Verdict.pass
        ),
        ("openrc", "                  ssh |      default                 \n              dovecot |", .fail),
        ("rcconf", "published/sysrc.value.txt", .pass), ("rcconf", "published/sysrc.unknown.txt", .fail),
        ("rcconf", "NO", .fail),
    ])
    func `OpenRC and FreeBSD's rc are asked where there is no systemd`(part: String, text: String, verdict: Verdict)
        throws
    {
        let isFile = text.hasPrefix("published/")
        let said = isFile ? String(decoding: try EvidenceFiles.bytes(text), as: UTF8.self) : text
        let host = try LabHost("d24-pam").with("service", "systemd", "sh: systemctl: not found", status: 127)
            .with("service", part, said.replacing("linprocfs_load", with: "dovecot_enable"), status: 0)
        let found = try host.judgement(check)
        #expect(found.verdict == verdict)
        if verdict == .fail {
            #expect(
                found.remedy?.script
                    == (part == "openrc" ? "rc-update add dovecot default" : "sysrc dovecot_enable=YES"))
        }
    }

    @Test(arguments: [("d23-other-unit", "dovecot2.service"), ("d24-supervised", "mailstack.service")])
    func `the unit that runs Dovecot is judged, whatever its name`(name: String, unit: String) throws {
        let host = try LabHost(name)
        #expect(try host.judgement(check).summary == "Dovecot starts at boot, by \(unit)")
        let off = try host.with(
            "service", "starter", "Id=\(unit)\nLoadState=loaded\nUnitFileState=disabled\nWantedBy=\nTriggeredBy=",
            status: 0)
        #expect(try off.judgement(check).remedy == [.run("systemctl enable \(unit)")])
        let timed = try host.with(
            "service", "starter", "Id=\(unit)\nLoadState=loaded\nUnitFileState=static\nTriggeredBy=x.timer", status: 0)
        #expect(try timed.judgement(check).verdict == .pass)
    }

    @Test func `what a login has started by hand no boot starts, and of a job that is not known`() throws {
        let host = try LabHost("d24-not-at-boot")
        func started(by unit: String) throws -> LabHost {
            try host.with(
                "service", "starter", "Id=\(unit)\nLoadState=loaded\nUnitFileState=enabled\nWantedBy=multi-user.target",
                status: 0)
        }
        #expect(try started(by: "ssh.service").judgement(check).signature == "disabled")
        #expect(throws: MissingFact.self) { try started(by: "cron.service").judgement(check) }
    }

    @Test func `remedies restart the unit that runs Dovecot`() throws {
        let host = try LabHost("d23-other-unit").with(":9993 ", for: ":993 ", in: "sockets").judged()
        #expect(
            host.cause?.remedy.steps.first
                == .run("doveconf -xn >/dev/null && systemctl restart dovecot2.service"))
    }

    @Test func `a Dovecot whose log has no directory works until it restarts`() throws {
        let gone = "ls: cannot access '/var/log/dovecot': No such file or directory"
        let found = try LabHost("d24-log-file").with("runtime", "logs", gone, status: 2).judgement(check)
        #expect(found.verdict == .fail && found.summary.contains("works until it restarts"))
        #expect(found.remedy?.script.hasPrefix("mkdir -p -- /var/log/dovecot\n") == true)
        let there = "drwxr-xr-x 1 root root 4096 Nov 30 00:33 /var/log/dovecot"
        #expect(try LabHost("d24-log-file").with("runtime", "logs", there, status: 0).judgement(check).verdict == .pass)
        // What does not run is judged by service.running.
        #expect(try LabHost("d23-stopped").with("runtime", "logs", gone, status: 2).judgement(check).verdict == .pass)
    }

    @Test(arguments: [("not-found", "does not exist"), ("masked", "is masked")])
    func `a unit that Dovecot's requires and that cannot start fails before it is missed`(state: String, words: String)
        throws
    {
        func needed(_ state: String, _ active: String) throws -> LabHost {
            try LabHost("d24-vmail").with(
                "service", "needed", "Id=vpn.service\nLoadState=\(state)\nActiveState=\(active)", status: 0)
        }
        let found = try needed(state, "inactive").judgement(ServiceEnabled())
        #expect(found.verdict == .fail && found.summary.contains("requires vpn.service, which \(words)"))
        for (state, active) in [("loaded", "inactive"), (state, "active")] {
            #expect(try needed(state, active).judgement(ServiceEnabled()).verdict == .pass)
        }
        let down = try LabHost("d23-stopped").with(
            "service", "needed", "Id=vpn.service\nLoadState=\(state)\nActiveState=inactive", status: 0)
        let stopped = try down.judgement(ServiceRunning())
        #expect(stopped.summary.contains("its unit requires vpn.service, which \(words)"))
        #expect(stopped.remedy?.script.contains("remove it from Requires") == true)
    }
}
