/// The lines of a text, split at line feeds as bytes: a Swift `Character` would swallow a carriage return with them.
func lines(of text: some StringProtocol) -> [Substring] {
    pieces(of: Substring(text), omittingEmpty: false) { $0 == UInt8(ascii: "\n") }
}

/// The words of a line, split at blanks and tabs.
func words(of text: some StringProtocol) -> [Substring] {
    pieces(of: Substring(text), omittingEmpty: true) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
}

/// What stands between separators. A loop over the bytes as they lie in memory: half of all judging was splitting lines.
@inline(__always)
private func pieces(
    of text: Substring, omittingEmpty: Bool, at isSeparator: (UInt8) -> Bool
) -> [Substring] {
    let utf8 = text.utf8
    let bytes = utf8.span
    var count = 1
    for place in bytes.indices where isSeparator(bytes[place]) { count += 1 }
    var pieces: [Substring] = []
    pieces.reserveCapacity(count)
    var start = 0
    var startIndex = utf8.startIndex
    for place in bytes.indices where isSeparator(bytes[place]) {
        let end = utf8.index(startIndex, offsetBy: place - start)
        if place > start || !omittingEmpty { pieces.append(Substring(utf8[startIndex..<end])) }
        start = place + 1
        startIndex = utf8.index(after: end)
    }
    if start < bytes.count || !omittingEmpty { pieces.append(Substring(utf8[startIndex...])) }
    return pieces
}

func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

extension Substring {
    /// The text that certain of its bytes are, counted from its start; both ends lie between characters.
    func text(_ bytes: Range<Int>) -> Substring {
        let start = utf8.index(startIndex, offsetBy: bytes.lowerBound)
        return Substring(utf8[start..<utf8.index(start, offsetBy: bytes.count)])
    }
}

/// What is left of a part of a text when blanks are taken from both ends.
func trimmed(_ range: Range<Int>, of bytes: borrowing Span<UInt8>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
}

/// Where the first byte of a kind stands in a part of a text; nil where there is none.
@inline(__always)
func place(in range: Range<Int>, of bytes: borrowing Span<UInt8>, where isWanted: (UInt8) -> Bool) -> Int? {
    var place = range.lowerBound
    while place < range.upperBound {
        if isWanted(bytes[place]) { return place }
        place += 1
    }
    return nil
}

/// Text of hosts is searched as bytes: what is looked for is ASCII, and whole lines of it are a hundred times a host.
extension StringProtocol {
    /// What is left when blanks are taken from both ends.
    var trimmed: Substring {
        let text = Substring(self)
        let bytes = text.utf8.span
        let left = Checks.trimmed(0..<bytes.count, of: bytes)
        return left.count == bytes.count ? text : text.text(left)
    }

    /// What stands before and after the first of a byte; nil where there is none.
    func cut(at separator: Character) -> (Substring, Substring)? {
        let text = Substring(self)
        let bytes = text.utf8.span
        guard let byte = separator.asciiValue else { return nil }
        for place in bytes.indices where bytes[place] == byte {
            let index = text.utf8.index(text.startIndex, offsetBy: place)
            return (Substring(text.utf8[..<index]), Substring(text.utf8[text.utf8.index(after: index)...]))
        }
        return nil
    }

    /// Whether it starts with a mark.
    func begins(with mark: String) -> Bool { utf8.starts(with: mark.utf8) }

    /// Where a text stands in it first.
    func range(of text: String) -> Range<String.Index>? {
        let (bytes, wanted) = (Substring(self).utf8, text.utf8)
        let (span, sought) = (bytes.span, wanted.span)
        guard sought.count > 0 else { return bytes.startIndex..<bytes.startIndex }
        guard span.count >= sought.count else { return nil }
        for start in 0...(span.count - sought.count) where span[start] == sought[0] {
            guard (1..<sought.count).allSatisfy({ span[start + $0] == sought[$0] }) else { continue }
            let index = bytes.index(bytes.startIndex, offsetBy: start)
            return index..<bytes.index(index, offsetBy: sought.count)
        }
        return nil
    }

    /// Whether a text stands in it anywhere; preferred here to the standard library's, which builds a searcher each time.
    func contains(_ text: String) -> Bool { range(of: text) != nil }

    /// What stands between two marks; nil where either is missing.
    func between(_ opening: String, _ closing: String) -> Substring? {
        guard let rest = after(opening), let end = rest.range(of: closing)?.lowerBound else { return nil }
        return Substring(rest.utf8[..<end])
    }

    /// What follows a mark to the end; nil where there is none.
    func after(_ mark: String) -> Substring? {
        range(of: mark).map { Substring(Substring(self).utf8[$0.upperBound...]) }
    }
}
