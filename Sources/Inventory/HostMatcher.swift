package import Fleet

/// Tells which hosts of a run a pattern means, by their names and groups; the words of Ansible's patterns, without places.
package struct HostMatcher: Sendable {
    private let patterns: [Pattern]

    /// Reads `mx07`, `eu:!mx9`, `mx*.example.net`.
    package init(_ text: String) throws(InventoryError) {
        patterns = try Pattern.list([text], files: NoFiles())
        guard !patterns.isEmpty else {
            throw InventoryError(.init("it names no host", text: text, remedy: "Name a host or a group, or write all."))
        }
        if let expression = patterns.first(where: { $0.text.hasPrefix("~") }) {
            throw InventoryError(
                .init(
                    "regular expressions cannot be used here", text: expression.whole,
                    remedy: "Write a glob such as mx*."))
        }
        if let place = patterns.first(where: { $0.slice != nil }) {
            throw InventoryError(
                .init(
                    "places in a group cannot be used here", text: place.whole,
                    remedy: "Name the hosts, or write a glob such as mx*."))
        }
    }

    package func matches(_ host: Fleet.Host) -> Bool {
        let unions = patterns.filter { $0.role == .union }
        return (unions.isEmpty || unions.contains { Self.matches($0, host) })
            && patterns.allSatisfy { pattern in
                switch pattern.role {
                case .union: true
                case .intersection: Self.matches(pattern, host)
                case .exclusion: !Self.matches(pattern, host)
                }
            }
    }

    private static func matches(_ pattern: Pattern, _ host: Fleet.Host) -> Bool {
        if pattern.text == "all" || pattern.text == host.name || host.groups.contains(pattern.text) { return true }
        let glob = Glob(pattern.text)
        return glob.matches(host.name) || host.groups.contains(where: glob.matches)
    }
}

/// A pattern that stands in a file names no other.
private struct NoFiles: InventoryFiles {
    func kind(of path: String) -> FileKind? { nil }
    func contents(of path: String) -> [UInt8]? { nil }
    func entries(of folder: String) -> [String]? { nil }
    func mayBeRun(_ path: String) -> Bool { false }
    func absolute(_ path: String) -> String { path }
    func mayBeChanged(_ path: String, byOthersThan userID: UInt32) -> Bool { true }
}
