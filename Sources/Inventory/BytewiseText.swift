/// Text looked at byte by byte, as `ssh` and the shell look at it: to Swift's own functions a sign and a mark behind it are
/// one `Character`, and another than the sign.
extension StringProtocol where SubSequence == Substring {
    func begins(with text: String) -> Bool { utf8.starts(with: text.utf8) }

    func ends(with text: String) -> Bool { utf8.suffix(text.utf8.count).elementsEqual(text.utf8) }

    /// Whether one of some ASCII signs is in it.
    func hasAny(of signs: String) -> Bool { utf8.contains { signs.utf8.contains($0) } }

    /// What stands between the signs, empty parts too.
    func parts(at sign: Unicode.Scalar) -> [Substring] {
        self[...].utf8.split(separator: UInt8(ascii: sign), omittingEmptySubsequences: false).map { Substring($0) }
    }

    /// All from the first byte on that is none of some ASCII signs.
    func trimmingStart(_ signs: String) -> Substring { Substring(self[...].utf8.drop { signs.utf8.contains($0) }) }

    /// All up to the first of some ASCII signs.
    func upTo(anyOf signs: String) -> Substring { Substring(self[...].utf8.prefix { !signs.utf8.contains($0) }) }

    /// What stands before and behind the first of a sign; nil where there is none.
    func halves(at sign: Unicode.Scalar) -> (before: Substring, behind: Substring)? {
        utf8.firstIndex(of: UInt8(ascii: sign)).map { (self[..<$0], self[utf8.index(after: $0)...]) }
    }

    /// The same of the last one.
    func halves(atLast sign: Unicode.Scalar) -> (before: Substring, behind: Substring)? {
        self[...].utf8.lastIndex(of: UInt8(ascii: sign)).map { (self[..<$0], self[utf8.index(after: $0)...]) }
    }
}
