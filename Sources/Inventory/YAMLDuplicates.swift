internal import Yams

/// Keys that stand more than once in one mapping: Yams refuses them; Ansible warns, and the last one counts.
///
/// Yams tells of one at a time, by the place of the first. There the key's first letter is exchanged for one that no file
/// holds, which makes it another key, and the text is read again; whoever reads the pairs gets the letter back.
struct YAMLDuplicates {
    /// The letters stand in a plane for private use.
    private static let firstLetter: UInt32 = 0xF0000
    /// More than anybody writes by mistake. Since each costs a reading, large files get fewer.
    private static let limit = 100
    private static let bytesLimit = 64 << 20

    private var letters: [Unicode.Scalar] = []

    var isEmpty: Bool { letters.isEmpty }

    /// The text with the key at a mark made another one; nil where that cannot be done.
    mutating func part(_ text: String, at mark: Mark) -> String? {
        guard letters.count < Self.limit, letters.count * text.utf8.count < Self.bytesLimit,
            let letter = Unicode.Scalar(Self.firstLetter + UInt32(letters.count)),
            !text.unicodeScalars.contains(letter), let place = Self.place(of: mark, in: text.unicodeScalars)
        else { return nil }
        letters.append(text.unicodeScalars[place])
        var scalars = text.unicodeScalars
        scalars.replaceSubrange(place...place, with: [letter])
        return String(scalars)
    }

    /// The key as it is in the file, and whether it was made another one.
    func original(_ key: Node) -> (key: Node, isDuplicate: Bool) {
        guard !letters.isEmpty, var scalar = key.scalar, let letter = scalar.string.unicodeScalars.first,
            letter.value >= Self.firstLetter, case let place = Int(letter.value - Self.firstLetter),
            letters.indices.contains(place)
        else { return (key, false) }
        scalar.string = String(letters[place]) + scalar.string.unicodeScalars.dropFirst().map(String.init).joined()
        return (.scalar(scalar), true)
    }

    /// Where the text of a key begins: behind its quotation mark. nil for a key with a tag or an anchor, and for one that
    /// begins with an escape or is no text.
    private static func place(of mark: Mark, in text: String.UnicodeScalarView) -> String.Index? {
        guard var place = index(of: mark, in: text) else { return nil }
        if text[place] == "\"" || text[place] == "'" { place = text.index(after: place) }
        guard place < text.endIndex, !"\"'\\&!*|>[{".unicodeScalars.contains(text[place]) else { return nil }
        return place
    }

    /// Lines and columns as libyaml counts them.
    private static func index(of mark: Mark, in text: String.UnicodeScalarView) -> String.Index? {
        var (line, column) = (1, 1)
        var index = text.startIndex
        while index < text.endIndex, line < mark.line || column < mark.column {
            let scalar = text[index]
            index = text.index(after: index)
            switch scalar {
            case "\r" where index < text.endIndex && text[index] == "\n": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": (line, column) = (line + 1, 1)
            default: column += 1
            }
        }
        return index < text.endIndex && line == mark.line && column == mark.column ? index : nil
    }
}
