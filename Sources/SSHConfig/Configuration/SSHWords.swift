/// Splits the arguments of a configuration line as OpenSSH does.
enum SSHWords {
    /// A `#` at the start of a word ends the line. nil if a quotation is not closed.
    static func split(_ text: ArraySlice<UInt8>) -> [String]? {
        var words: [String] = []
        var rest = text
        while true {
            rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard let first = rest.first, first != UInt8(ascii: "#") else { return words }
            guard let word = takeWord(from: &rest) else { return nil }
            words.append(word)
        }
    }

    /// Escapes a value for double quotes.
    static func escaped(_ text: String) -> String {
        let backslash = UInt8(ascii: "\\")
        let bytes = text.utf8.flatMap { $0 == UInt8(ascii: "\"") || $0 == backslash ? [backslash, $0] : [$0] }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func takeWord(from rest: inout ArraySlice<UInt8>) -> String? {
        var word: [UInt8] = []
        var quote: UInt8?
        while let byte = rest.first {
            let isQuote = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
            if byte == UInt8(ascii: "\\"), let next = rest.dropFirst().first, isEscapable(next, in: quote) {
                word.append(next)
                rest = rest.dropFirst()
            } else if quote == nil, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
                break
            } else if quote == nil, isQuote {
                quote = byte
            } else if byte == quote {
                quote = nil
            } else {
                word.append(byte)
            }
            rest = rest.dropFirst()
        }
        return quote == nil ? String(decoding: word, as: UTF8.self) : nil
    }

    private static func isEscapable(_ byte: UInt8, in quote: UInt8?) -> Bool {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"): true
        case UInt8(ascii: " "): quote == nil
        default: false
        }
    }
}

/// Splits as OpenSSH does for keywords and `Match`: at blanks or one `=`, with double quotes, without escapes.
struct SSHWordCursor {
    /// nil after the last word; empty if only blanks followed it.
    private(set) var rest: ArraySlice<UInt8>?

    init(_ text: ArraySlice<UInt8>) {
        rest = text
    }

    /// nil also if a quotation is not closed.
    mutating func next() -> String? {
        guard let text = rest else { return nil }
        let isEnd = { (byte: UInt8) in Self.isBlank(byte) || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "=") }
        guard let end = text.firstIndex(where: isEnd) else {
            rest = nil
            return String(decoding: text, as: UTF8.self)
        }
        let after = text[(end + 1)...]
        guard text[end] != UInt8(ascii: "\"") else { return quotation(after: text[..<end], after) }
        var next = after.drop(while: Self.isBlank)
        if text[end] != UInt8(ascii: "="), next.first == UInt8(ascii: "=") {
            next = next.dropFirst().drop(while: Self.isBlank)
        }
        rest = next
        return String(decoding: text[..<end], as: UTF8.self)
    }

    /// Text before a quotation belongs to the word; text after it does not.
    private mutating func quotation(after prefix: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> String? {
        guard let close = text.firstIndex(of: UInt8(ascii: "\"")) else {
            rest = nil
            return nil
        }
        rest = text[(close + 1)...].drop(while: Self.isBlank)
        return String(decoding: prefix + text[..<close], as: UTF8.self)
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\n")
    }
}
