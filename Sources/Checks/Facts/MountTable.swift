/// What is mounted where on a host, and what should be: lines of `/proc/self/mounts` and of `/etc/fstab` (fstab(5)).
struct MountTable: Sendable, Equatable {
    /// In the order of the table: of two mounts on one directory the later one is seen.
    var mounts: some BidirectionalCollection<Mount> { lines(of: table).lazy.compactMap(Mount.init) }
    /// It is read when it is asked for, which for nearly every host is never.
    private let table: Substring
    /// Directories on which fstab mounts a volume at boot.
    let wanted: [String]

    init(mounts table: Substring, fstab: [Substring]) {
        self.table = table
        wanted = fstab.compactMap(Mount.init)
            .filter { $0.directory.hasPrefix("/") && !$0.options.contains("noauto") }
            .map(\.directory)
    }

    /// A directory on the way to a path on which fstab mounts a volume, and nothing is mounted.
    func missing(for path: String) -> String? {
        ancestors(of: path).dropFirst().last { step in
            wanted.contains(step) && !mounts.contains { $0.directory == step }
        }
    }

    /// The directory whose mount a path lies on, where that is read-only.
    func readOnly(for path: String) -> String? {
        let way = ancestors(of: path)
        guard let deepest = way.last(where: { step in mounts.contains { $0.directory == step } }),
            let mount = mounts.last(where: { $0.directory == deepest })
        else { return nil }
        return mount.options.contains("ro") ? deepest : nil
    }

    struct Mount: Sendable, Equatable {
        let directory: String
        let options: [Substring]

        init?(_ line: Substring) {
            let columns = words(of: line)
            guard columns.count >= 4, !columns[0].hasPrefix("#") else { return nil }
            // A blank would end the column.
            let name = columns[1].contains("\\040") ? columns[1].replacing("\\040", with: " ") : columns[1]
            directory =
                name.utf8.count > 1 && name.utf8.last == UInt8(ascii: "/") ? String(name.dropLast()) : String(name)
            options = columns[3].utf8.split(separator: UInt8(ascii: ",")).map { Substring($0) }
        }
    }
}
