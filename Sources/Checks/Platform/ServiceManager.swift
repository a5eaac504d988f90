import Fleet

enum ServiceManager: Sendable, Equatable {
    case systemd(unit: String)
    /// Alpine and Gentoo.
    case openRC
    /// FreeBSD.
    case rcConf
    /// A container engine, a supervisor, or not known.
    case unknown

    func steps(for act: PlatformAction) -> [Remedy.Step] {
        switch self {
        case .systemd(let unit): Systemd(unit: unit).steps(for: act)
        case .openRC: Self.onOpenRC(act)
        case .rcConf: Self.onFreeBSD(act)
        case .unknown: Self.byHand(act)
        }
    }

    func start(_ server: Server) -> [Remedy.Step] {
        switch self {
        case .systemd: Systemd.start(server)
        case .openRC:
            switch server {
            case .mysql: [.run("rc-update add mariadb default"), .run("rc-service mariadb start")]
            case .postgresql: [.run("rc-update add postgresql default"), .run("rc-service postgresql start")]
            case .ldap: [.run("rc-update add slapd default"), .run("rc-service slapd start")]
            }
        case .rcConf:
            switch server {
            case .mysql: [.run("sysrc mysql_enable=YES"), .run("service mysql-server start")]
            case .postgresql: [.run("sysrc postgresql_enable=YES"), .run("service postgresql start")]
            case .ldap: [.run("sysrc slapd_enable=YES"), .run("service slapd start")]
            }
        case .unknown: [.note("Start it, and enable it at boot, with this host's own tools.")]
        }
    }
}

extension ServiceManager {
    private static func onOpenRC(_ act: PlatformAction) -> [Remedy.Step] {
        switch act {
        case .restart: [.run("doveconf -xn >/dev/null && rc-service dovecot restart")]
        case .start: [.run("rc-service dovecot start")]
        case .enable: [.run("rc-update add dovecot default")]
        case .enableNow: [.run("rc-update add dovecot default"), .run("rc-service dovecot start")]
        case .showState: [.run("rc-service dovecot status")]
        case .showBoot: [.run("rc-update show")]
        case .showUnit: [.run("cat /etc/init.d/dovecot /etc/conf.d/dovecot")]
        case .changeUnit(let note):
            [.note("\(note) On this host, do it in /etc/conf.d/dovecot: rc_ulimit sets limits.")]
        case .forgetFailures: [.run("rc-service dovecot zap")]
        case .showFailedNeeds: [.run("rc-status --crashed")]
        default: fromFiles(act, log: "/var/log/messages")
        }
    }

    private static func onFreeBSD(_ act: PlatformAction) -> [Remedy.Step] {
        switch act {
        case .restart: [.run("doveconf -xn >/dev/null && service dovecot restart")]
        case .start: [.run("service dovecot start")]
        case .enable: [.run("sysrc dovecot_enable=YES")]
        case .enableNow: [.run("sysrc dovecot_enable=YES"), .run("service dovecot start")]
        case .showState: [.run("service dovecot status")]
        case .showBoot: [.run("sysrc dovecot_enable")]
        case .showUnit: [.run("cat /usr/local/etc/rc.d/dovecot; sysrc -a | grep dovecot")]
        case .changeUnit(let note):
            [
                .note(
                    "\(note) On this host, do it in /etc/rc.conf: dovecot_limits sets limits, see the manual page rc.subr."
                )
            ]
        case .showFailedNeeds: [.run("service -e")]
        default: fromFiles(act, log: "/var/log/maillog")
        }
    }

    private static func byHand(_ act: PlatformAction) -> [Remedy.Step] {
        switch act {
        case .restart:
            [
                .run("doveconf -xn >/dev/null"),
                .note(
                    "If that prints nothing, restart Dovecot with this host's own tools, such as its container engine."),
            ]
        case .start: [.note("Start Dovecot with this host's own tools, such as its container engine or supervisor.")]
        case .enable: [.note("Enable Dovecot at boot with this host's own tools.")]
        case .enableNow: [.note("Start Dovecot, now and at each boot, with this host's own tools.")]
        case .changeUnit(let note): [.note("\(note) On this host, do it where Dovecot is started.")]
        case .showState: [.run("doveadm service status")]
        case .showLog: [.note("Read the last lines of Dovecot's log: doveadm log find names it.")]
        default: fromFiles(act, log: "/var/log/mail.log")
        }
    }

    /// Acts that need no service manager.
    private static func fromFiles(_ act: PlatformAction, log: String) -> [Remedy.Step] {
        switch act {
        case .showLog(let count, let pattern?): [.run("grep -E \(argument: pattern) \(log) | tail -n \(count)")]
        case .showLog(let count, nil): [.run("grep dovecot \(log) | tail -n \(count)")]
        case .showKernelLog(let count, let pattern?): [.run("dmesg | grep -E \(argument: pattern) | tail -n \(count)")]
        case .showKernelLog(let count, nil): [.run("dmesg | tail -n \(count)")]
        case .showClock: [.run("date -u")]
        default: []
        }
    }
}
