/// Whether what stands beside a word makes it a name.
enum NameContext {
    static func isVersion(after text: String) -> Bool {
        text.utf8.suffix(8).elementsEqual("dovecot ".utf8) { $0 | 0x20 == $1 }
    }

    /// Whether a common word is a name here: in a path, in the prefix of a log line, or after one of these words.
    static func isName(after before: (word: String, scalar: Unicode.Scalar?), in text: String) -> Bool {
        if isOwner(after: text) { return true }
        return switch before.scalar {
        case "/", "<", "(", "=", "“", "\"", "'": true
        case " ":
            [
                "user", "account", "-u", "of", "for", "know", "knows", "refuses", "lets", "let", "add", "has", "uid",
                "gid", "passdb", "to",
            ]
            .contains(before.word.lowercased())
        default: false
        }
    }

    /// Whether the owner or group follows, in a line of ls: `drwx------ 1 joe `.
    static func isOwner(after text: String) -> Bool {
        let line = Substring(text).utf8.suffix(80).split(separator: UInt8(ascii: "\n")).last ?? [][...]
        guard line.last == UInt8(ascii: " ") else { return false }
        let words = line.split(separator: UInt8(ascii: " "))
        // In a sentence: `(drwx------ joe:users)`.
        if let last = words.last, last.first == UInt8(ascii: "("), last.count == 11 { return isMode(last.dropFirst()) }
        guard (2...3).contains(words.count), let mode = words.first, mode.count >= 10 else { return false }
        return isMode(mode) && words[1].allSatisfy { (0x30...0x39).contains($0) }
    }

    static func isMode(_ mode: some Sequence<UInt8>) -> Bool {
        mode.allSatisfy { "dlbcps-rwxStT+.@".utf8.contains($0) }
    }

    /// Whether a common word is an account here, by what follows.
    static func isSubject(before rest: Substring.UnicodeScalarView) -> Bool {
        let deeds = [" is uid ", " is in the passdb", " logs in", " auth "]
        return deeds.contains { rest.starts(with: $0.unicodeScalars) }
    }

    /// The owners in lines of ls, and in sentences: `drwx------ 1 joe users`, `(drwx------ joe:users)`.
    static func owners(in text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n")).flatMap { line -> [String] in
            let words = line.split(separator: UInt8(ascii: " "))
            return words.indices.compactMap { place -> String? in
                let mode = words[place].drop { $0 == UInt8(ascii: "(") }
                guard (10...11).contains(mode.count), isMode(mode), place + 1 < words.count else { return nil }
                let next = words[place + 1]
                if next.contains(UInt8(ascii: ":")) {
                    return String(Substring(next.prefix { $0 != UInt8(ascii: ":") }))
                }
                guard place + 2 < words.count, next.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
                return String(Substring(words[place + 2]))
            }
        }
        .filter { owner in !owner.isEmpty && !owner.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }
}
