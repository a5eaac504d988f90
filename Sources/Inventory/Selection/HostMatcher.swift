package import Diagnostics
package import TextFiles
internal import SSHConfig

/// Matches hosts by name and groups, with patterns but no slices.
package struct HostMatcher: Sendable {
    private let patterns: [Pattern]

    /// Reads `mx07`, `eu:!mx9`, `mx*.example.net`, `~mx[0-4]`, `@hosts.txt`.
    package init(_ text: String, files: some FileSystem = DiskFiles()) throws(InputError) {
        patterns = try Pattern.list([text], files: files)
        guard !patterns.isEmpty else {
            throw InputError(.init("the pattern has no host", text: text, remedy: "Write a host, a group, or all."))
        }
        // A slice would select other hosts once the inventory changes.
        if let place = patterns.first(where: { $0.slice != nil }) {
            throw InputError(
                .init(
                    "index patterns cannot be used here, because they may match other hosts later", text: place.whole,
                    at: place.source, remedy: "Write the hosts, or a glob such as mx*."))
        }
        for pattern in patterns { _ = try pattern.matcher() }
    }

    /// A predicate to reuse for many hosts, because regular expressions are slow to compile.
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
    fileprivate var hostMatcher: (_ name: String, _ groups: [String]) -> Bool {
        // `init` has reported unreadable patterns.
        let matches = (try? matcher()) ?? { _ in false }
        return { [text] name, groups in
            text == "all" || text == name || matches(name) || groups.contains { $0 == text || matches($0) }
        }
    }

    /// A regular expression matches at the start, like Python's `re.match`.
    func matcher() throws(InputError) -> (String) -> Bool {
        if text.hasPrefix("~") {
            guard let expression = try? Regex(String(text.dropFirst())) else {
                throw InputError(
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
