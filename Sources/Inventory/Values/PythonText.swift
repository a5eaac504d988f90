internal import TextFiles

extension ByteCursor {
    /// Adjacent Python string literals, joined; nil, and reads nothing, if there is none.
    mutating func pythonText() -> String? {
        let start = self
        var result: [UInt8]?
        while let part = pythonTextPart() {
            result = (result ?? []) + part
            skipBlanks()
        }
        guard let result else {
            self = start
            return nil
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func pythonTextPart() -> [UInt8]? {
        let start = self
        let prefix = word().lowercased()
        guard ["", "r", "b", "u", "rb", "br"].contains(prefix), let quote = next(),
            quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
        else {
            self = start
            return nil
        }
        let mark = String(decoding: [quote], as: UTF8.self)
        let close = skip(mark + mark) ? mark + mark + mark : mark
        guard let text = pythonTextBody(until: close, isRaw: prefix.contains("r")) else {
            self = start
            return nil
        }
        return text
    }

    private mutating func pythonTextBody(until close: String, isRaw: Bool) -> [UInt8]? {
        var text: [UInt8] = []
        while !skip(close) {
            guard let byte = next() else { return nil }
            if byte != UInt8(ascii: "\\") {
                text.append(byte)
            } else if isRaw {
                guard let escaped = next() else { return nil }
                text += [byte, escaped]
            } else {
                guard let escaped = pythonEscape() else { return nil }
                text += escaped
            }
        }
        return text
    }

    /// An unknown escape keeps its backslash.
    private mutating func pythonEscape() -> [UInt8]? {
        guard let byte = next() else { return nil }
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): return [byte]
        case UInt8(ascii: "a"): return [7]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "v"): return [11]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "x"): return take(2).flatMap { Self.character($0, radix: 16) }
        case UInt8(ascii: "u"): return take(4).flatMap { Self.character($0, radix: 16) }
        case UInt8(ascii: "U"): return take(8).flatMap { Self.character($0, radix: 16) }
        case UInt8(ascii: "N"): return nil
        case UInt8(ascii: "0")...UInt8(ascii: "7"): return pythonOctal(first: byte)
        default: return [UInt8(ascii: "\\"), byte]
        }
    }

    private mutating func pythonOctal(first: UInt8) -> [UInt8]? {
        var digits = [first]
        while digits.count < 3, let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) {
            digits.append(byte)
            advance()
        }
        return Self.character(String(decoding: digits, as: UTF8.self), radix: 8)
    }

    private static func character(_ digits: String, radix: Int) -> [UInt8]? {
        UInt32(digits, radix: radix).flatMap(Unicode.Scalar.init).map { Array(String(Character($0)).utf8) }
    }
}
