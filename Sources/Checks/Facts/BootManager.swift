import Fleet

/// What starts services at boot on a host without systemd, by what the agent found there.
struct BootManager: Sendable, Equatable {
    let name: String
    /// The part of the probe `service` that says so.
    let part: String
    let startsDovecot: Bool
    let isRcConf: Bool

    /// `rc-update show`: `             dovecot |      default      `.
    init(openRC lines: [Substring]) {
        name = "OpenRC"
        part = "openrc"
        startsDovecot = lines.contains { line in
            line.cut(at: "|").map { $0.trimmed == "dovecot" && words(of: $1).contains(where: Self.isOfBoot) } ?? false
        }
        isRcConf = false
    }

    /// Whether a boot comes to a runlevel: all but those for repairs and for the end (openrc(8); Debian has `off` too).
    private static func isOfBoot(_ runlevel: Substring) -> Bool {
        !["off", "shutdown", "single", "recovery", "nonetwork"].contains(runlevel)
    }

    /// `sysrc -n dovecot_enable`: the value, as rc.subr(8) reads it.
    init(rcConf lines: [Substring]) {
        name = "rc.conf"
        part = "rcconf"
        startsDovecot = ["yes", "true", "on", "1"].contains(lines.first?.trimmed.lowercased() ?? "")
        isRcConf = true
    }
}

extension Subject {
    /// nil where systemd runs the host, or nothing that is known does.
    var boot: BootManager? {
        if let listing = try? part("service", "openrc"), listing.status == 0 {
            return BootManager(openRC: listing.lines)
        }
        return (try? part("service", "rcconf")).map { BootManager(rcConf: $0.lines) }
    }
}
