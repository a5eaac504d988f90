/// String functions that compare bytes, as `ssh` does: a `Character` can join a sign with a combining mark.
extension StringProtocol where SubSequence == Substring {
    package func begins(with text: String) -> Bool { utf8.starts(with: text.utf8) }

    package func ends(with text: String) -> Bool { utf8.suffix(text.utf8.count).elementsEqual(text.utf8) }

    package func hasAny(of signs: String) -> Bool { utf8.contains { signs.utf8.contains($0) } }

    /// Keeps empty parts.
    package func parts(at sign: Unicode.Scalar) -> [Substring] {
        self[...].utf8.split(separator: UInt8(ascii: sign), omittingEmptySubsequences: false).map { Substring($0) }
    }

    package func trimmingStart(_ signs: String) -> Substring {
        Substring(self[...].utf8.drop { signs.utf8.contains($0) })
    }

    /// The prefix before the first of these signs.
    package func upTo(anyOf signs: String) -> Substring {
        Substring(self[...].utf8.prefix { !signs.utf8.contains($0) })
    }

    /// The text before and after the first sign; nil if there is none.
    package func halves(at sign: Unicode.Scalar) -> (before: Substring, behind: Substring)? {
        utf8.firstIndex(of: UInt8(ascii: sign)).map { (self[..<$0], self[utf8.index(after: $0)...]) }
    }

    package func halves(atLast sign: Unicode.Scalar) -> (before: Substring, behind: Substring)? {
        self[...].utf8.lastIndex(of: UInt8(ascii: sign)).map { (self[..<$0], self[utf8.index(after: $0)...]) }
    }
}
