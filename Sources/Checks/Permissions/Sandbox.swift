import Fleet

/// What Dovecot's unit keeps it from, though the host's own rights allow it.
struct Sandbox {
    /// Where the mount is that Dovecot alone has.
    let mount: String
    let mail: String

    /// ProtectHome= closes these three, and nothing else (systemd.exec(5)).
    private var isOfHomes: Bool { ["/home", "/root", "/run/user"].contains(mount) }

    var words: String {
        isOfHomes ? "to Dovecot alone \(mount) is closed (ProtectHome)" : "to Dovecot alone \(mount) is read-only"
    }

    var remedy: Advice {
        [
            .act(.showLimits("ProtectHome,ProtectSystem,ReadWritePaths,ReadOnlyPaths,InaccessiblePaths")),
            .act(
                .changeUnit(
                    isOfHomes
                        ? "The unit of Dovecot has ProtectHome: set it to no, as the mail is below \(setting: mount)."
                        : "The unit of Dovecot allows no writing below \(setting: mount): add \(setting: mail) to ReadWritePaths."
                )), .restart,
        ]
    }
}

extension Subject {
    /// nil where Dovecot sees what the host sees.
    func sandbox(for path: String) -> Sandbox? {
        guard let mount = mountTable?.sandbox(for: path) else { return nil }
        let trail = try? bareTrail()
        let mail = ancestors(of: (try? mailPath()) ?? path)
        // The volume of the mail, and not the directory of one account.
        let volume = mail.dropFirst(2).first { trail?.exists($0) != false } ?? path
        return Sandbox(mount: mount, mail: volume)
    }
}
