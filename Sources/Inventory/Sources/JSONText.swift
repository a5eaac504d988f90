import FoundationEssentials
internal import TextFiles

/// Detects JSON, because Ansible tries JSON before YAML.
enum JSONText {
    static func isJSON(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first(where: { !" \t\r\n".utf8.contains($0) }), "{[".utf8.contains(first) else {
            return false
        }
        return (try? JSONDecoder().decode(Anything.self, from: Data(bytes))) != nil
    }

    private struct Anything: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    /// `1e3` is a number in JSON, but text in YAML 1.1.
    static func value(of text: String) -> Value {
        let value = YAMLScalar.value(of: text)
        guard case .string = value, let number = Double(text) else { return value }
        return .number(number)
    }

    /// Rewrites surrogate pairs as YAML's `\U` escapes.
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
    /// Reads `ud83d\ude00`, or nothing.
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
