import FoundationEssentials

/// What tells JSON from YAML, of which it is nearly a part: Ansible reads as JSON whatever is JSON.
enum JSONText {
    /// Whether all of it is one object or array of JSON.
    static func isJSON(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first(where: { !" \t\r\n".utf8.contains($0) }), "{[".utf8.contains(first) else {
            return false
        }
        return (try? JSONDecoder().decode(Anything.self, from: Data(bytes))) != nil
    }

    private struct Anything: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    /// What stands outside of quotes: a number with an exponent is one, which YAML takes for text.
    static func value(of text: String) -> Value {
        let value = YAMLScalar.value(of: text)
        guard case .string = value, let number = Double(text) else { return value }
        return .number(number)
    }

    /// Writes the pairs of surrogates, by which JSON escapes what lies beyond the first plane, as YAML escapes it.
    static func withoutSurrogates(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        var result: [UInt8] = []
        var cursor = ByteCursor(text)
        while let byte = cursor.next() {
            result.append(byte)
            guard byte == UInt8(ascii: "\\") else { continue }
            if let scalar = cursor.surrogates() {
                result += "U\(hex(scalar))".utf8
            } else if let escaped = cursor.next() {
                result.append(escaped)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func hex(_ number: UInt32) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

extension ByteCursor {
    /// A pair of surrogates that stands here behind its backslash: `ud83d\ude00`; nil, and nothing read, for anything else.
    fileprivate mutating func surrogates() -> UInt32? {
        let start = self
        if skip("u"), let high = take(4).flatMap({ UInt32($0, radix: 16) }), (0xD800..<0xDC00).contains(high),
            skip("\\u"), let low = take(4).flatMap({ UInt32($0, radix: 16) }), (0xDC00..<0xE000).contains(low)
        {
            return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
        }
        self = start
        return nil
    }
}
