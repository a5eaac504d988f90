internal import TextFiles

/// Types plain scalars by YAML 1.1, as Ansible does: `yes` is true, `010` is 8, `1:30` is 90.
enum YAMLScalar {
    static func value(of text: String) -> Value {
        guard let first = text.utf8.first else { return .null }
        switch text {
        case "~", "null", "Null", "NULL": return .null
        case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return .bool(true)
        case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return .bool(false)
        default: break
        }
        let mayBeNumber =
            ByteCursor.isDigit(first) || [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(first)
        guard mayBeNumber else { return .string(text) }
        return integer(text) ?? number(text).map(Value.number) ?? YAMLTimestamp.iso(text).map(Value.timestamp)
            ?? .string(text)
    }

    /// No underscore may be at the start or after a colon.
    private static func integer(_ text: String) -> Value? {
        let (sign, body) = signed(text)
        guard let first = body.first, first != "_" else { return nil }
        let digits = body.filter { $0 != "_" }
        let isNegative = sign < 0
        return switch body.prefix(2) {
        case "0b": .wholeNumber(digits.dropFirst(2), radix: 2, isNegative: isNegative)
        case "0x": .wholeNumber(digits.dropFirst(2), radix: 16, isNegative: isNegative)
        case _ where body.contains(":"): first == "0" ? nil : sexagesimal(body).map { .integer(sign * $0) }
        case _ where first == "0": .wholeNumber(digits, radix: 8, isNegative: isNegative)
        default: .wholeNumber(digits, isNegative: isNegative)
        }
    }

    private static func sexagesimal(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = parts.first, let start = Int(digits: first.filter { $0 != "_" }) else { return nil }
        var total = start
        for part in parts.dropFirst() {
            guard let number = Int(digits: part), part.count <= 2, number < 60, total < Int.max / 128 else {
                return nil
            }
            total = total * 60 + number
        }
        return total
    }

    /// A point is required. An exponent needs a sign; a leading point forbids one.
    private static func number(_ text: String) -> Double? {
        let (sign, body) = signed(text)
        if [".inf", ".Inf", ".INF"].contains(body) { return Double(sign) * .infinity }
        if [".nan", ".NaN", ".NAN"].contains(text) { return .nan }
        guard let point = body.firstIndex(of: "."), let first = body.first, first != "_" else { return nil }
        let whole = body[..<point]
        let tail = body[body.index(after: point)...]
        if whole.isEmpty, body != text[...] || !ByteCursor.isDigit(tail.utf8.first ?? 0) { return nil }
        let fraction = tail.prefix { $0 == "_" || ($0.isASCII && $0.isNumber) }
        let exponent = tail[fraction.endIndex...]
        guard let start = whole.isEmpty ? 0 : sexagesimal(whole), isExponent(exponent) else { return nil }
        guard exponent.isEmpty || !whole.contains(":") else { return nil }
        let digits = whole.isEmpty || whole.contains(":") ? String(start) : whole.filter { $0 != "_" }
        return Double("\(digits).\(fraction.filter { $0 != "_" })0\(exponent)").map { Double(sign) * $0 }
    }

    private static func isExponent(_ text: Substring) -> Bool {
        guard !text.isEmpty else { return true }
        let rest = text.dropFirst(2)
        return text.lowercased().hasPrefix("e") && "+-".contains(text.dropFirst().first ?? " ")
            && Int(digits: rest) != nil
    }

    private static func signed(_ text: String) -> (sign: Int, body: Substring) {
        switch text.first {
        case "-": (-1, text.dropFirst())
        case "+": (1, text.dropFirst())
        default: (1, text[...])
        }
    }
}
