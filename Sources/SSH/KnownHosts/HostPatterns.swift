/// The host names of a known_hosts line (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
enum HostPatterns: Sendable, Equatable {
    /// `|1|salt|hash`.
    case hashed(salt: [UInt8], hash: [UInt8])
    /// In lower case.
    case list([String])

    init?(_ text: String) {
        guard text.hasPrefix("|") else {
            // ssh ignores empty names.
            self = .list(text.split(separator: ",").map { $0.lowercased() }.filter { $0 != "!" })
            return
        }
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[1] == "1", let salt = decodeBase64(parts[2].utf8), salt.count == 20,
            let hash = decodeBase64(parts[3].utf8), hash.count == 20
        else { return nil }
        self = .hashed(salt: salt, hash: hash)
    }

    /// `name` is in lower case: `mx1.example.net`, `[mx1.example.net]:2222`.
    func matches(_ name: String) -> Bool {
        switch self {
        case .hashed(let salt, let hash): return hmacSHA1(key: salt, name) == hash
        case .list(let patterns):
            let name = Array(name.utf8)
            let excluded = patterns.contains { $0.hasPrefix("!") && glob(Array($0.utf8.dropFirst()), name) }
            return !excluded && patterns.contains { glob(Array($0.utf8), name) }
        }
    }

    /// Nil if the line has globs or a hash.
    var plainNames: [String]? {
        guard case .list(let patterns) = self else { return nil }
        let isPlain = patterns.allSatisfy { !$0.hasPrefix("!") && !$0.contains("*") && !$0.contains("?") }
        return isPlain ? patterns : nil
    }
}

/// OpenSSH's globs `*` and `?`, in bytes.
///
/// Only the last `*` is extended on a mismatch, which avoids exponential time.
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
