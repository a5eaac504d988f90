/// What is mounted where on a host, and what should be: lines of `/proc/self/mounts` and of `/etc/fstab` (fstab(5)).
struct MountTable: Sendable {
    /// By directory: of two mounts on one the later one is seen.
    private var mounts: [String: Mount] {
        known.value {
            Dictionary(
                lines(of: table).compactMap(Mount.init).map { ($0.directory, $0) }, uniquingKeysWith: { $1 })
        }
    }
    /// It is read when it is asked for, which for nearly every host is never, and then once.
    private let table: Substring
    private let known = Once<[String: Mount]>()
    /// Directories on which fstab mounts a volume at boot.
    private let wanted: Set<String>
    private let fstab: [Mount]

    /// Directories that Dovecot alone sees mounted as they are: its unit has them so.
    private let own: Set<String>

    init(mounts table: Substring, fstab: [Substring], own: [Substring] = []) {
        self.table = table
        self.own = Set(own.compactMap(Mount.init).map(\.directory))
        self.fstab = fstab.compactMap(Mount.init).filter { $0.directory.hasPrefix("/") }
        wanted = Set(self.fstab.filter { !$0.options.contains("noauto") }.map(\.directory))
    }

    /// A directory on the way to a path on which fstab mounts a volume, and nothing is mounted.
    func missing(for path: String) -> String? {
        ancestors(of: path).dropFirst().last { wanted.contains($0) && mounts[$0] == nil }
    }

    /// The directory whose mount a path lies on, where that is read-only.
    func readOnly(for path: String) -> String? {
        guard let mount = mount(of: path), mount.options.contains("ro") else { return nil }
        return mount.directory
    }

    /// Where the mount of a path is, if only Dovecot sees that mount: its unit makes it (systemd.exec(5), Sandboxing).
    func sandbox(for path: String) -> String? {
        mount(of: path).flatMap { own.contains($0.directory) ? $0.directory : nil }
    }

    /// Whether fstab mounts it, at boot or when it is asked for.
    func isInFstab(_ mount: Mount) -> Bool { fstab.contains { $0.directory == mount.directory } }

    func mount(of path: String) -> Mount? {
        ancestors(of: path).reversed().lazy.compactMap { mounts[$0] }.first
    }

    struct Mount: Sendable, Equatable {
        let directory: String
        let type: Substring
        let options: [Substring]

        /// Whether it must be in fstab or in a unit to be mounted at boot. ZFS mounts by itself, the kernel mounts the root.
        var isVolume: Bool { directory != "/" && Self.volumes.contains(type) }

        private static let volumes: Set<Substring> = [
            "ext2", "ext3", "ext4", "xfs", "btrfs", "jfs", "f2fs", "reiserfs", "bcachefs", "nfs", "nfs4", "cifs",
        ]

        /// nil for a comment, and for what is no path.
        init?(_ line: Substring) {
            let columns = words(of: line)
            guard columns.count >= 4, !columns[0].hasPrefix("#"), PathLimits.hold(columns[1]) else { return nil }
            // A blank would end the column.
            let name = columns[1].contains("\\040") ? columns[1].replacing("\\040", with: " ") : columns[1]
            directory =
                name.utf8.count > 1 && name.utf8.last == UInt8(ascii: "/") ? String(name.dropLast()) : String(name)
            type = columns[2]
            options = columns[3].utf8.split(separator: UInt8(ascii: ",")).map { Substring($0) }
        }
    }
}
