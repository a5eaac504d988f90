/// The directories on the path to the probe account's mail, and the mail user's access.
struct PathPermissions: Sendable, Equatable {
    let entries: [String: FileEntry]
    /// `rwx`, `rx` or empty, tested as the mail user.
    let access: [String: String]
    /// Symbolic links, except root's.
    let links: Set<String>
    /// All symbolic links; chown(1) needs -H to follow one.
    let linked: Set<String>
    /// What links on the way lead to.
    private let targets: [String: String]

    init(
        trail: [Substring], access lines: [Substring], links: [Substring] = [], linked: [Substring] = [],
        targets: [Substring] = []
    ) {
        self.linked = Set(linked.map(String.init))
        let led = targets.compactMap { line in
            line.range(of: " -> ").map { (String(line[..<$0.lowerBound]), String(line[$0.upperBound...])) }
        }
        self.targets = Dictionary(led, uniquingKeysWith: { $1 })
        self.links = Set(links.filter { $0.utf8.first == UInt8(ascii: "/") }.map(String.init))
        let found = trail.compactMap(FileEntry.init)
        entries = Dictionary(found.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
        let granted = lines.compactMap { line -> (String, String)? in
            line.cut(at: " ").map { granted, path in (String(path), granted == "-" ? "" : String(granted)) }
        }
        access = Dictionary(granted, uniquingKeysWith: { $1 })
    }

    func exists(_ path: String) -> Bool { entries[path] != nil }

    /// The directories that lead to a path, in order, also those that links on the way lead through.
    func way(to path: String) -> [String] {
        var way: [String] = []
        for place in ancestors(of: path) {
            if let target = targets[place] { way += ancestors(of: target).dropLast() }
            if place != path { way.append(place) }
        }
        return way
    }

    func deepestExisting(of path: String) -> String {
        ancestors(of: path).last(where: exists) ?? "/"
    }

    func mayUse(_ path: String, _ permissions: String) -> Bool {
        let granted = access[path] ?? ""
        return permissions.allSatisfy(granted.contains)
    }
}

/// `/`, `/srv`, `/srv/vmail`: parents and the path itself; only `/` beyond `PathLimits`.
func ancestors(of path: String) -> [String] {
    var result = ["/"]
    guard PathLimits.hold(path) else { return result }
    for name in path.utf8.split(separator: UInt8(ascii: "/")) {
        result.append((result.count == 1 ? "" : result[result.count - 1]) + "/" + Substring(name))
    }
    return result
}

/// Linux's PATH_MAX, and a depth beyond any real mail path.
enum PathLimits {
    static let bytes = 4_096
    static let components = 64

    static func hold(_ path: some StringProtocol) -> Bool {
        guard path.utf8.count <= bytes else { return false }
        return path.utf8.split(separator: UInt8(ascii: "/")).count <= components
    }
}

/// Throws beyond `PathLimits`.
func checkedPath(_ text: some StringProtocol) throws(MissingFact) -> String {
    guard PathLimits.hold(text) else { throw MissingFact("not a path: “\(text.prefix(60))…”") }
    return String(text)
}
