/// The lines of a text, split at line feeds as bytes: a Swift `Character` would swallow a carriage return with them.
func lines(of text: some StringProtocol) -> [Substring] {
    Substring(text).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
}

/// The words of a line, split at blanks and tabs.
func words(of text: some StringProtocol) -> [Substring] {
    Substring(text).utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.map { Substring($0) }
}

extension StringProtocol {
    /// What is left when blanks are taken from both ends.
    var trimmed: Substring {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard let first = firstIndex(where: { !blank($0) }), let last = lastIndex(where: { !blank($0) }) else {
            return ""
        }
        return Substring(self[first...last])
    }

    /// What stands between two marks; nil where either is missing.
    func between(_ opening: String, _ closing: String) -> Substring? {
        guard let start = firstRange(of: opening)?.upperBound else { return nil }
        guard let end = self[start...].firstRange(of: closing)?.lowerBound else { return nil }
        return Substring(self[start..<end])
    }

    /// What follows a mark to the end; nil where there is none.
    func after(_ mark: String) -> Substring? {
        firstRange(of: mark).map { Substring(self[$0.upperBound...]) }
    }
}
