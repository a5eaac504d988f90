import Fleet

/// The boot-time service manager of a host without systemd: OpenRC, or FreeBSD's rc.conf.
struct BootManager: Sendable, Equatable {
    let name: String
    /// Its part in probe `service`.
    let part: String
    let startsDovecot: Bool
    let isRcConf: Bool

    /// Parses `rc-update show`.
    init(openRC lines: [Substring]) {
        name = "OpenRC"
        part = "openrc"
        startsDovecot = lines.contains { line in
            line.cut(at: "|").map { $0.trimmed == "dovecot" && words(of: $1).contains(where: Self.isOfBoot) } ?? false
        }
        isRcConf = false
    }

    /// Debian has `off` besides the runlevels of openrc(8).
    private static func isOfBoot(_ runlevel: Substring) -> Bool {
        !["off", "shutdown", "single", "recovery", "nonetwork"].contains(runlevel)
    }

    /// Parses `sysrc -n dovecot_enable` (rc.subr(8)).
    init(rcConf lines: [Substring]) {
        name = "rc.conf"
        part = "rcconf"
        startsDovecot = ["yes", "true", "on", "1"].contains(lines.first?.trimmed.lowercased() ?? "")
        isRcConf = true
    }
}

extension HostFacts {
    /// nil under systemd or an unknown manager.
    var boot: BootManager? {
        if let listing = try? part("service", "openrc"), listing.status == 0 {
            return BootManager(openRC: listing.lines)
        }
        return (try? part("service", "rcconf")).map { BootManager(rcConf: $0.lines) }
    }
}
