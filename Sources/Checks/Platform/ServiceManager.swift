import Fleet

/// What starts Dovecot.
enum ServiceManager: Sendable, Equatable {
    /// The unit's name is that which runs Dovecot.
    case systemd(unit: String)
    /// Alpine's and Gentoo's.
    case openRC
    /// FreeBSD's.
    case rcConf
    /// A container's engine, a supervisor, or what is not known.
    case unknown

    func steps(for act: Act) -> [Remedy.Step] {
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
        case .unknown: [.note("Start it, and have it started at each boot, as this host starts its services.")]
        }
    }
}

extension ServiceManager {
    private static func onOpenRC(_ act: Act) -> [Remedy.Step] {
        switch act {
        case .restart: [.run("doveconf -xn >/dev/null && rc-service dovecot restart")]
        case .start: [.run("rc-service dovecot start")]
        case .enable: [.run("rc-update add dovecot default")]
        case .enableNow: [.run("rc-update add dovecot default"), .run("rc-service dovecot start")]
        case .showState: [.run("rc-service dovecot status")]
        case .showBoot: [.run("rc-update show")]
        case .showUnit: [.run("cat /etc/init.d/dovecot /etc/conf.d/dovecot")]
        case .changeUnit(let note): [.note("\(note) Here that is done in /etc/conf.d/dovecot: limits by rc_ulimit.")]
        case .forgetFailures: [.run("rc-service dovecot zap")]
        case .showFailedNeeds: [.run("rc-status --crashed")]
        default: fromFiles(act, log: "/var/log/messages")
        }
    }

    private static func onFreeBSD(_ act: Act) -> [Remedy.Step] {
        switch act {
        case .restart: [.run("doveconf -xn >/dev/null && service dovecot restart")]
        case .start: [.run("service dovecot start")]
        case .enable: [.run("sysrc dovecot_enable=YES")]
        case .enableNow: [.run("sysrc dovecot_enable=YES"), .run("service dovecot start")]
        case .showState: [.run("service dovecot status")]
        case .showBoot: [.run("sysrc dovecot_enable")]
        case .showUnit: [.run("cat /usr/local/etc/rc.d/dovecot; sysrc -a | grep dovecot")]
        case .changeUnit(let note):
            [.note("\(note) Here that is done in /etc/rc.conf, and limits are set by dovecot_limits: rc.subr(8).")]
        case .showFailedNeeds: [.run("service -e")]
        default: fromFiles(act, log: "/var/log/maillog")
        }
    }

    private static func byHand(_ act: Act) -> [Remedy.Step] {
        switch act {
        case .restart:
            [
                .run("doveconf -xn >/dev/null"),
                .note("If that is silent, restart Dovecot by this host's own means, such as its container's engine."),
            ]
        case .start: [.note("Start Dovecot by this host's own means, such as its container's engine or supervisor.")]
        case .enable: [.note("Have Dovecot started at each boot by this host's own means.")]
        case .enableNow: [.note("Start Dovecot, now and at each boot, by this host's own means.")]
        case .changeUnit(let note): [.note("\(note) Here that is done where the host starts Dovecot.")]
        case .showState: [.run("doveadm service status")]
        case .showLog: [.note("Look at what Dovecot logged last: doveadm log find names its log.")]
        default: fromFiles(act, log: "/var/log/mail.log")
        }
    }

    /// Acts that without systemd are the same, or nothing.
    private static func fromFiles(_ act: Act, log: String) -> [Remedy.Step] {
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
