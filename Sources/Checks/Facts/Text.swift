/// Splits at line feeds. As a `Character`, `\r\n` would not match.
func lines(of text: some StringProtocol) -> [Substring] {
    pieces(of: Substring(text), usually: 24, omittingEmpty: false) { $0 == UInt8(ascii: "\n") }
}

func words(of text: some StringProtocol) -> [Substring] {
    pieces(of: Substring(text), usually: 6, omittingEmpty: true) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
}

/// Scans memory, as splitting dominated judging. `length`: usual bytes of a piece.
@inline(__always)
private func pieces(
    of text: Substring, usually length: Int, omittingEmpty: Bool, at isSeparator: (UInt8) -> Bool
) -> [Substring] {
    let utf8 = text.utf8
    let bytes = utf8.span
    var pieces: [Substring] = []
    pieces.reserveCapacity(bytes.count / length + 1)
    var (start, startIndex) = (0, utf8.startIndex)
    while let place = place(in: start..<bytes.count, of: bytes, where: isSeparator) {
        let end = utf8.index(startIndex, offsetBy: place - start)
        if place > start || !omittingEmpty { pieces.append(Substring(utf8[startIndex..<end])) }
        (start, startIndex) = (place + 1, utf8.index(after: end))
    }
    if start < bytes.count || !omittingEmpty { pieces.append(Substring(utf8[startIndex...])) }
    return pieces
}

func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

extension Substring {
    /// A slice by byte offsets, which must fall between characters.
    func text(_ bytes: Range<Int>) -> Substring {
        let start = utf8.index(startIndex, offsetBy: bytes.lowerBound)
        return Substring(utf8[start..<utf8.index(start, offsetBy: bytes.count)])
    }
}

/// Empty if not UTF-8. Faster than through a `Substring`.
func text(_ range: Range<Int>, of bytes: borrowing Span<UInt8>) -> String {
    guard let valid = try? UTF8Span(validating: bytes.extracting(range)) else { return "" }
    return String(copying: valid)
}

/// Cuts between scalars.
func cut(_ text: Substring, to bytes: Int) -> Substring {
    let utf8 = text.utf8
    guard utf8.count > bytes else { return text }
    var end = utf8.index(utf8.startIndex, offsetBy: bytes)
    // Continuation bytes (RFC 3629).
    while end > utf8.startIndex, utf8[end] & 0b1100_0000 == 0b1000_0000 { end = utf8.index(before: end) }
    return Substring(utf8[..<end])
}

func trimmed(_ range: Range<Int>, of bytes: borrowing Span<UInt8>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
}

@inline(__always)
func place(in range: Range<Int>, of bytes: borrowing Span<UInt8>, where isWanted: (UInt8) -> Bool) -> Int? {
    let part = bytes.extracting(range)
    for place in part.indices where isWanted(part[place]) { return range.lowerBound + place }
    return nil
}

/// Searches bytes: marks are ASCII, and hosts send much text.
extension StringProtocol {
    var trimmed: Substring {
        let text = Substring(self)
        let bytes = text.utf8.span
        let left = Checks.trimmed(0..<bytes.count, of: bytes)
        return left.count == bytes.count ? text : text.text(left)
    }

    /// Splits at the first separator; nil without one.
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

    func begins(with mark: String) -> Bool {
        guard utf8.first == mark.utf8.first else { return mark.isEmpty }
        let text = Substring(self)
        let (bytes, wanted) = (text.utf8.span, mark.utf8.span)
        return bytes.count >= wanted.count && bytes.holds(wanted, at: 0)
    }

    func ends(with text: String) -> Bool {
        let whole = Substring(self)
        let (bytes, wanted) = (whole.utf8.span, text.utf8.span)
        return bytes.count >= wanted.count && bytes.holds(wanted, at: bytes.count - wanted.count)
    }

    func range(of text: String) -> Range<String.Index>? {
        let bytes = Substring(self).utf8
        guard let start = bytes.span.place(of: text) else { return nil }
        let index = bytes.index(bytes.startIndex, offsetBy: start)
        return index..<bytes.index(index, offsetBy: text.utf8.count)
    }

    /// The standard library's builds a searcher at each call.
    func contains(_ text: String) -> Bool { Substring(self).utf8.span.place(of: text) != nil }

    /// The text between two marks; nil without both.
    func between(_ opening: String, _ closing: String) -> Substring? {
        guard let rest = after(opening), let end = rest.range(of: closing)?.lowerBound else { return nil }
        return Substring(rest.utf8[..<end])
    }

    /// The text after a mark; nil without it.
    func after(_ mark: String) -> Substring? {
        range(of: mark).map { Substring(Substring(self).utf8[$0.upperBound...]) }
    }
}

extension Span<UInt8> {
    func starts(with mark: [UInt8]) -> Bool { count >= mark.count && holds(mark.span, at: 0) }

    fileprivate func place(of text: String) -> Int? {
        let sought = text.utf8.span
        guard let first = sought.indices.first.map({ sought[$0] }) else { return 0 }
        var start = 0
        while start <= count - sought.count {
            if self[start] == first, holds(sought, at: start) { return start }
            start += 1
        }
        return nil
    }

    fileprivate func holds(_ sought: borrowing Span<UInt8>, at start: Int) -> Bool {
        for place in sought.indices where self[start + place] != sought[place] { return false }
        return true
    }
}
