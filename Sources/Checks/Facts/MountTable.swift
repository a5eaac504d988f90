/// A host's mounts (`/proc/self/mounts`) and its fstab(5).
struct MountTable: Sendable {
    /// A later mount hides an earlier one.
    private var mounts: [String: Mount] {
        known.value {
            Dictionary(
                lines(of: table).compactMap(Mount.init).map { ($0.directory, $0) }, uniquingKeysWith: { $1 })
        }
    }
    /// Parsed on first use: few hosts need it.
    private let table: Substring
    private let known = Once<[String: Mount]>()
    /// Directories that fstab mounts at boot.
    private let wanted: Set<String>
    private let fstab: [Mount]

    /// Mounts that exist only in the namespace of Dovecot's unit.
    private let own: Set<String>

    init(mounts table: Substring, fstab: [Substring], own: [Substring] = []) {
        self.table = table
        self.own = Set(own.compactMap(Mount.init).map(\.directory))
        self.fstab = fstab.compactMap(Mount.init).filter { $0.directory.hasPrefix("/") }
        wanted = Set(self.fstab.filter { !$0.options.contains("noauto") }.map(\.directory))
    }

    /// The deepest directory on the path that fstab should have mounted.
    func missing(for path: String) -> String? {
        ancestors(of: path).dropFirst().last { wanted.contains($0) && mounts[$0] == nil }
    }

    /// The mount point of a path, if read-only.
    func readOnly(for path: String) -> String? {
        guard let mount = mount(of: path), mount.options.contains("ro") else { return nil }
        return mount.directory
    }

    /// The mount point, if Dovecot's unit makes it (systemd.exec(5), Sandboxing).
    func sandbox(for path: String) -> String? {
        mount(of: path).flatMap { own.contains($0.directory) ? $0.directory : nil }
    }

    /// Whether Dovecot's unit hides what the host has there (TemporaryFileSystem=).
    func isHidden(_ path: String) -> Bool {
        mount(of: path).map { own.contains($0.directory) && $0.type == "tmpfs" } ?? false
    }

    func isInFstab(_ mount: Mount) -> Bool { fstab.contains { $0.directory == mount.directory } }

    func mount(of path: String) -> Mount? {
        ancestors(of: path).reversed().lazy.compactMap { mounts[$0] }.first
    }

    struct Mount: Sendable, Equatable {
        let directory: String
        let type: Substring
        let options: [Substring]

        /// Whether only fstab or a unit mounts it at boot. ZFS mounts itself; the kernel mounts the root.
        var isVolume: Bool { directory != "/" && Self.volumes.contains(type) }

        private static let volumes: Set<Substring> = [
            "ext2", "ext3", "ext4", "xfs", "btrfs", "jfs", "f2fs", "reiserfs", "bcachefs", "nfs", "nfs4", "cifs",
        ]

        init?(_ line: Substring) {
            let columns = words(of: line)
            guard columns.count >= 4, !columns[0].hasPrefix("#"), PathLimits.hold(columns[1]) else { return nil }
            // `\040` is a blank.
            let name = columns[1].contains("\\040") ? columns[1].replacing("\\040", with: " ") : columns[1]
            directory =
                name.utf8.count > 1 && name.utf8.last == UInt8(ascii: "/") ? String(name.dropLast()) : String(name)
            type = columns[2]
            options = columns[3].utf8.split(separator: UInt8(ascii: ",")).map { Substring($0) }
        }
    }
}
