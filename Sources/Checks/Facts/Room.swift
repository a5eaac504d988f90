import Fleet

/// How much is left on a file system: one line of `df -P` (in KiB) or `df -Pi` (in inodes).
struct Room: Sendable, Equatable {
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

    /// In KiB, more than any file system has: 2^60.
    private static let sizes = -1_152_921_504_606_846_976...1_152_921_504_606_846_976

    /// 0 to 100, whatever numbers the host printed; what is reserved for root makes what is free negative.
    var percentFree: Int {
        guard total > 0 else { return 100 }
        return whole((Double(min(max(free, 0), total)) / Double(total) * 100).rounded(.down), in: 0...100)
    }
}
