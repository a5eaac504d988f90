/// What lies on the way to the probe account's mail, and what its owner may do at each step.
struct MailTrail: Sendable, Equatable {
    /// Every component that exists, as `ls` sees it.
    let entries: [String: FileEntry]
    /// What the mail user may do with each, asked as that user: `rwx`, `rx`, nothing.
    let access: [String: String]
    /// The components that are symbolic links, but for those that root owns.
    let links: Set<String>

    init(trail: [Substring], access lines: [Substring], links: [Substring] = []) {
        self.links = Set(links.filter { $0.utf8.first == UInt8(ascii: "/") }.map(String.init))
        let found = trail.compactMap(FileEntry.init)
        entries = Dictionary(found.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
        let granted = lines.compactMap { line -> (String, String)? in
            line.cut(at: " ").map { granted, path in (String(path), granted == "-" ? "" : String(granted)) }
        }
        access = Dictionary(granted, uniquingKeysWith: { $1 })
    }

    func exists(_ path: String) -> Bool { entries[path] != nil }

    /// The path itself where it exists, else the deepest directory above it that does.
    func deepestExisting(of path: String) -> String {
        ancestors(of: path).last(where: exists) ?? "/"
    }

    func mayUse(_ path: String, _ permissions: String) -> Bool {
        let granted = access[path] ?? ""
        return permissions.allSatisfy(granted.contains)
    }
}

/// `/`, `/srv`, `/srv/vmail`: every directory on the way to a path, and the path itself. Of what is no path there are none.
func ancestors(of path: String) -> [String] {
    var result = ["/"]
    guard PathLimits.hold(path) else { return result }
    for name in path.utf8.split(separator: UInt8(ascii: "/")) {
        result.append((result.count == 1 ? "" : result[result.count - 1]) + "/" + Substring(name))
    }
    return result
}

/// What a path may have: Linux takes no longer one (PATH_MAX), and no mail is deeper.
enum PathLimits {
    static let bytes = 4_096
    static let components = 64

    static func hold(_ path: some StringProtocol) -> Bool {
        guard path.utf8.count <= bytes else { return false }
        return path.utf8.split(separator: UInt8(ascii: "/")).count <= components
    }
}

/// A path as a host gives it; what is longer or deeper than any path makes unknown what is asked about it.
func checkedPath(_ text: some StringProtocol) throws(Unjudgeable) -> String {
    guard PathLimits.hold(text) else { throw Unjudgeable("it is no path: “\(text.prefix(60))…”") }
    return String(text)
}
