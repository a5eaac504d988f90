import Fleet

/// A restriction by Dovecot's systemd unit.
struct Sandbox {
    /// A mount that only Dovecot sees.
    let mount: String
    let mail: String

    /// ProtectHome= closes exactly these (systemd.exec(5)).
    private var isOfHomes: Bool { ["/home", "/root", "/run/user"].contains(mount) }

    var words: String {
        isOfHomes
            ? "\(mount) is closed only to Dovecot, by its unit"
            : "\(mount) is read-only or closed only to Dovecot, by its unit"
    }

    var remedy: Advice {
        [
            .act(
                .showLimits(
                    "ProtectHome,ProtectSystem,ReadWritePaths,ReadOnlyPaths,InaccessiblePaths,TemporaryFileSystem")),
            .act(
                .changeUnit(
                    isOfHomes
                        ? "Set ProtectHome to no, and remove InaccessiblePaths, where the mail is below \(setting: mount)."
                        : "Remove \(setting: mount) from ReadOnlyPaths, InaccessiblePaths and TemporaryFileSystem, or add \(setting: mail) to ReadWritePaths."
                )), .restart,
        ]
    }
}

extension HostFacts {
    /// nil if Dovecot's mounts are the host's.
    func sandbox(for path: String) -> Sandbox? {
        guard let mount = mountTable?.sandbox(for: path) else { return nil }
        let trail = try? untestedPathPermissions()
        let mail = ancestors(of: (try? mailPath()) ?? path)
        // The mail's volume, not one account's directory.
        let volume = mail.dropFirst(2).first { trail?.exists($0) != false } ?? path
        return Sandbox(mount: mount, mail: volume)
    }
}
