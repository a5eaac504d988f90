internal import Fleet

/// The changes that a failure of the same host blocks.
package struct Explained: Sendable {
    private struct Key: Hashable {
        let host: String
        let check: String
    }

    private let failed: Set<Key>
    /// How many changes each failure blocks.
    private let counts: [Key: Int]

    init(_ changes: [Comparison.Change]) {
        let failed = Set(
            changes.filter { $0.after.verdict == .fail }.map { Key(host: $0.host, check: $0.after.check) })
        self.failed = failed
        counts = changes.compactMap(Self.blocking).filter(failed.contains).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    package func contains(_ change: Comparison.Change) -> Bool { Self.blocking(change).map(failed.contains) ?? false }

    package func count(by change: Comparison.Change) -> Int {
        change.after.verdict == .fail ? counts[Key(host: change.host, check: change.after.check)] ?? 0 : 0
    }

    private static func blocking(_ change: Comparison.Change) -> Key? {
        guard change.kind == .newlyUnknown, change.after.verdict == .blocked else { return nil }
        return change.after.blockedBy.map { Key(host: change.host, check: $0) }
    }
}
