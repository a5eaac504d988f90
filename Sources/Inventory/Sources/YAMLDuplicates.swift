internal import Yams

/// Allows duplicate keys, which Yams refuses. In Ansible the last one counts.
///
/// Yams reports only the first duplicate. The first letter of its key is replaced, and the text is parsed again.
/// `original` restores the letter.
struct YAMLDuplicates {
    /// In a private use plane.
    private static let firstLetter: UInt32 = 0xF0000
    /// Each duplicate costs a parse of the file.
    private static let limit = 100
    private static let bytesLimit = 64 << 20

    private var letters: [Unicode.Scalar] = []

    var isEmpty: Bool { letters.isEmpty }

    /// nil if the key cannot be changed.
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

    func original(_ key: Node) -> (key: Node, isDuplicate: Bool) {
        guard !letters.isEmpty, var scalar = key.scalar, let letter = scalar.string.unicodeScalars.first,
            letter.value >= Self.firstLetter, case let place = Int(letter.value - Self.firstLetter),
            letters.indices.contains(place)
        else { return (key, false) }
        scalar.string = String(letters[place]) + scalar.string.unicodeScalars.dropFirst().map(String.init).joined()
        return (.scalar(scalar), true)
    }

    /// nil for keys with a tag or anchor, keys that begin with an escape, and keys that are no text.
    private static func place(of mark: Mark, in text: String.UnicodeScalarView) -> String.Index? {
        guard var place = index(of: mark, in: text) else { return nil }
        if text[place] == "\"" || text[place] == "'" { place = text.index(after: place) }
        guard place < text.endIndex, !"\"'\\&!*|>[{".unicodeScalars.contains(text[place]) else { return nil }
        return place
    }

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
