import Fleet

/// Free space by `df -P` (KiB) or `df -Pi` (inodes).
struct FreeSpace: Sendable, Equatable {
    let total: Int
    let free: Int
    let mount: String

    init?(_ lines: [Substring]) {
        guard let line = lines.first(where: { $0.hasPrefix("Filesystem") == false && !$0.isEmpty }) else { return nil }
        let columns = words(of: line)
        guard columns.count >= 6, let total = number(columns[1], in: Self.sizes, isSigned: true),
            let free = number(columns[3], in: Self.sizes, isSigned: true)
        else { return nil }
        self.total = total
        self.free = free
        mount = columns[5...].joined(separator: " ")
    }

    /// 2^60 KiB, beyond any file system.
    private static let sizes = -1_152_921_504_606_846_976...1_152_921_504_606_846_976

    /// 0 to 100. Root's reserve may make `free` negative.
    var percentFree: Int {
        guard total > 0 else { return 100 }
        return whole((Double(min(max(free, 0), total)) / Double(total) * 100).rounded(.down), in: 0...100)
    }
}
