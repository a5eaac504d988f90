/// How much is left on a file system: one line of `df -P` (in KiB) or `df -Pi` (in inodes).
struct Room: Sendable, Equatable {
    let total: Int
    let free: Int
    let mount: String

    init?(_ lines: [Substring]) {
        guard let line = lines.first(where: { $0.hasPrefix("Filesystem") == false && !$0.isEmpty }) else { return nil }
        let columns = words(of: line)
        guard columns.count >= 6, let total = Int(columns[1]), let free = Int(columns[3]) else { return nil }
        self.total = total
        self.free = free
        mount = columns[5...].joined(separator: " ")
    }

    var percentFree: Int { total > 0 ? free * 100 / total : 100 }
}
