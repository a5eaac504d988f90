import Fleet

/// Commands of systemctl(1), journalctl(1) and timedatectl(1).
struct Systemd {
    let unit: String

    func steps(for act: PlatformAction) -> [Remedy.Step] {
        switch act {
        // A failed restart leaves no mail service; -x also reads the files that settings name.
        case .restart: [.run("doveconf -xn >/dev/null && systemctl restart \(unit)")]
        case .start: [.run("systemctl start \(unit)")]
        case .enable: [.run("systemctl enable \(unit)")]
        case .enableNow: [.run("systemctl enable --now \(unit)")]
        case .unmask: [.run("systemctl unmask \(unit)")]
        case .disableSocket: [.run("systemctl disable --now dovecot.socket")]
        case .showState: [.run("systemctl status --no-pager \(unit)")]
        case .showBoot: [.run("systemctl is-enabled \(unit)")]
        case .showUnit: [.run("systemctl cat \(unit)")]
        case .verifyUnit: [.run("systemd-analyze verify \(unit)")]
        case .showLimits(let names): [.run("systemctl show \(unit) -p \(names)")]
        case .changeUnit(let note): [.note("\(note) On this host, use systemctl edit \(unit).")]
        case .loadUnits: [.run("systemctl daemon-reload")]
        case .forgetFailures: [.run("systemctl reset-failed \(unit)")]
        case .showFailedNeeds: [.run("systemctl list-dependencies --failed \(unit); systemctl --failed")]
        case .showLog(let count, nil): [.run("journalctl -u \(unit) -n \(count) --no-pager")]
        case .showLog(let count, let pattern?):
            [.run("journalctl -u \(unit) -g \(argument: pattern) -n \(count) --no-pager")]
        case .showKernelLog(let count, nil): [.run("journalctl -k -n \(count) --no-pager")]
        case .showKernelLog(let count, let pattern?):
            [.run("journalctl -k -g \(argument: pattern) -n \(count) --no-pager")]
        case .showClock: [.run("timedatectl; systemctl status chrony systemd-timesyncd")]
        default: []
        }
    }

    /// `enable --now` starts no unit from an init script, such as Debian 12's slapd.
    static func start(_ server: Server) -> [Remedy.Step] {
        switch server {
        case .mysql: [.run("systemctl enable mariadb"), .run("systemctl start mariadb")]
        case .postgresql: [.run("systemctl enable postgresql"), .run("systemctl start postgresql")]
        case .ldap: [.run("systemctl enable slapd"), .run("systemctl start slapd")]
        }
    }
}
