/// The first column of a known_hosts line: the names that it is for (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
enum HostPatterns: Sendable, Equatable {
    /// One name, hidden: `|1|salt|hash`.
    case hashed(salt: [UInt8], hash: [UInt8])
    /// Names and globs, in lower case; those with `!` exclude.
    case list([String])

    /// Nil when it is of a form that OpenSSH does not have.
    init?(_ text: String) {
        guard text.hasPrefix("|") else {
            // ssh takes no offence at an empty name.
            self = .list(text.split(separator: ",").map { $0.lowercased() }.filter { $0 != "!" })
            return
        }
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[1] == "1", let salt = decodeBase64(parts[2].utf8), salt.count == 20,
            let hash = decodeBase64(parts[3].utf8), hash.count == 20
        else { return nil }
        self = .hashed(salt: salt, hash: hash)
    }

    /// Whether the line is for this name, given in lower case: `mx1.example.net`, `[mx1.example.net]:2222`.
    func matches(_ name: String) -> Bool {
        switch self {
        case .hashed(let salt, let hash): return hmacSHA1(key: salt, name) == hash
        case .list(let patterns):
            let name = Array(name.utf8)
            let excluded = patterns.contains { $0.hasPrefix("!") && glob(Array($0.utf8.dropFirst()), name) }
            return !excluded && patterns.contains { glob(Array($0.utf8), name) }
        }
    }

    /// The names, when no glob is among them, under which the line can be found without trying each line.
    var plainNames: [String]? {
        guard case .list(let patterns) = self else { return nil }
        let isPlain = patterns.allSatisfy { !$0.hasPrefix("!") && !$0.contains("*") && !$0.contains("?") }
        return isPlain ? patterns : nil
    }
}

/// OpenSSH's globs: `*` stands for any text, `?` for any one character.
///
/// On a mismatch only the last `*` takes one more character: that is enough, and takes no exponential time.
func glob(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var (p, t) = (0, 0)
    var retry: (p: Int, t: Int)?
    while t < text.count {
        if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
            p += 1
            retry = (p, t)
        } else if p < pattern.count, pattern[p] == UInt8(ascii: "?") || pattern[p] == text[t] {
            p += 1
            t += 1
        } else if let last = retry {
            retry = (last.p, last.t + 1)
            (p, t) = (last.p, last.t + 1)
        } else {
            return false
        }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
}
