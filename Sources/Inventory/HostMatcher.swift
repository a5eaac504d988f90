/// Tells which hosts a pattern means, by their names and groups; as on the command line, but for places.
package struct HostMatcher: Sendable {
    private let patterns: [Pattern]

    /// Reads `mx07`, `eu:!mx9`, `mx*.example.net`, `~mx[0-4]`, `@hosts.txt`.
    ///
    /// - Parameters:
    ///   - text: a list of patterns.
    ///   - files: where the files are that `@` names.
    /// - Throws: where a pattern, or a line of such a file, cannot be read.
    package init(_ text: String, files: some InventoryFiles = DiskFiles()) throws(InventoryError) {
        patterns = try Pattern.list([text], files: files)
        guard !patterns.isEmpty else {
            throw InventoryError(.init("it names no host", text: text, remedy: "Name a host or a group, or write all."))
        }
        // Hosts come and go, and a place would then mean another one.
        if let place = patterns.first(where: { $0.slice != nil }) {
            throw InventoryError(
                .init(
                    "places in a group cannot be used here, as they are other hosts tomorrow", text: place.whole,
                    at: place.source, remedy: "Name the hosts, or write a glob such as mx*."))
        }
        for pattern in patterns { _ = try pattern.matcher() }
    }

    /// What tells of a host's name and groups whether it is meant; made once for many hosts, as an expression takes long
    /// to read.
    package func matcher() -> (_ name: String, _ groups: [String]) -> Bool {
        let all = patterns.map { (role: $0.role, means: $0.hostMatcher) }
        let unions = all.filter { $0.role == .union }
        return { name, groups in
            (unions.isEmpty || unions.contains { $0.means(name, groups) })
                && all.allSatisfy { pattern in
                    switch pattern.role {
                    case .union: true
                    case .intersection: pattern.means(name, groups)
                    case .exclusion: !pattern.means(name, groups)
                    }
                }
        }
    }
}

extension Pattern {
    /// Takes a host for meant by its name or by one of its groups.
    fileprivate var hostMatcher: (_ name: String, _ groups: [String]) -> Bool {
        // What cannot be read was told when the pattern was.
        let matches = (try? matcher()) ?? { _ in false }
        return { [text] name, groups in
            text == "all" || text == name || matches(name) || groups.contains { $0 == text || matches($0) }
        }
    }

    /// Compares names as they are where the pattern is no glob; a regular expression need match no more than how they
    /// begin.
    func matcher() throws(InventoryError) -> (String) -> Bool {
        if text.hasPrefix("~") {
            guard let expression = try? Regex(String(text.dropFirst())) else {
                throw InventoryError(
                    .init(
                        "the regular expression cannot be read", text: whole, at: source,
                        remedy: "Check its brackets, or write a glob such as mx*.example.net."))
            }
            return { (try? expression.prefixMatch(in: $0)) != nil }
        }
        guard text.contains(where: { "?*[".contains($0) }) else { return { [text] in $0 == text } }
        return Glob(text).matches
    }
}
