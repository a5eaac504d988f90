import Fleet
import Testing

@testable import Checks

/// Remedies in the words of the host that they are for.
@Suite struct PlatformTests {
    /// Releases are quoted from the systems' own os-release files.
    static let alpine = "NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.21.0"
    static let rocky = "NAME=\"Rocky Linux\"\nID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.4\""
    static let leap = "NAME=\"openSUSE Leap\"\nID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\""
    static let freeBSD = "NAME=FreeBSD\nVERSION=\"14.1-RELEASE\"\nID=freebsd"

    @Test(arguments: [
        (alpine, "openrc", "doveconf -xn >/dev/null && rc-service dovecot restart"),
        (freeBSD, "rcconf", "doveconf -xn >/dev/null && service dovecot restart"),
        (rocky, nil, "doveconf -xn >/dev/null && systemctl restart dovecot"),
        (leap, "first", "doveconf -xn >/dev/null"),
    ])
    func `a restart is what the host's service manager calls it`(release: String, part: String?, words: String) throws {
        let host = try LabHost("d24-upgraded").on(release: release, services: part)
        let remedy = try #require(try host.judgement(ServiceUpgraded()).remedy)
        #expect(remedy.script.contains(words + "\n") || remedy.script.hasSuffix(words), "\(remedy.script)")
        #expect(remedy.script.contains("systemctl") == (part == nil), "\(remedy.script)")
    }

    @Test func `a unit of another name is restarted by that name`() throws {
        let platform = try LabHost("d23-other-unit").subject.platform
        #expect(
            Advice([.restart]).remedy(on: platform).script
                == "doveconf -xn >/dev/null && systemctl restart dovecot2.service")
    }

    @Test(arguments: [
        (alpine, "apk add dovecot-mysql"), (rocky, "dnf install dovecot-mysql"), (freeBSD, "mail/dovecot"),
        (leap, "zypper search dovecot"), ("ID=debian", "apt-get install dovecot-mysql"),
        ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"", "apt-get install dovecot-mysql"),
        ("ID=void", "# Install the Dovecot package"),
    ])
    func `a driver's package is installed as the distribution does`(release: String, words: String) throws {
        let platform = try LabHost("d24-pam").on(release: release).subject.platform
        #expect(Advice([.install(.driver(.mysql))]).remedy(on: platform).script.contains(words))
    }

    static let acts: [PlatformAction] =
        [
            .restart, .start, .enable, .enableNow, .unmask, .disableSocket, .showState, .showBoot, .showUnit,
            .showLimits("LimitNOFILE"), .changeUnit("Raise it."), .loadUnits, .forgetFailures, .showFailedNeeds,
            .showLog(5, holding: nil), .showLog(5, holding: "Fatal|Error"), .showKernelLog(5, holding: nil),
            .showKernelLog(5, holding: "oom"), .showClock, .restorePAMFile, .startServer(.mysql),
            .startServer(.postgresql), .startServer(.ldap), .addGroup(gid: 5000, name: "vmail"),
            .addMailUser(uid: 5000, gid: 5000, name: "vmail"), .addPerson("-anna"),
        ] + Package.Driver.allCases.map { .install(.driver($0)) }
        + Package.Service.allCases.map { .install(.service($0)) }

    static let platforms: [Platform] = [ServiceManager.systemd(unit: "dovecot"), .openRC, .rcConf, .unknown].flatMap {
        services in
        [PackageManager.apt, .dnf, .zypper, .apk, .pkg, .unknown].map { Platform(services: services, packages: $0) }
    }

    @Test func `every act is a script for a shell, and what mends says something everywhere`() throws {
        let silent = [
            PlatformAction.unmask, .disableSocket, .showBoot, .showUnit, .loadUnits, .forgetFailures, .showFailedNeeds,
            .showLimits("LimitNOFILE"),
        ]
        for platform in Self.platforms {
            for act in Self.acts {
                let steps = platform.steps(for: act)
                for step in steps { #expect(ShellSkeleton(step.line).isClosed, "\(step.line)") }
                #expect(!steps.isEmpty || silent.contains(act), "\(platform) \(act)")
            }
        }
    }

    /// What restarts checks the configuration first: a start that fails leaves the host without mail service.
    @Test func `no platform restarts without a look at the configuration`() {
        for platform in Self.platforms {
            #expect(platform.steps(for: .restart).first?.line.hasPrefix("doveconf -xn >/dev/null") == true)
        }
    }
}
