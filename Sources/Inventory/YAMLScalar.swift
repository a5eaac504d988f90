/// Types a plain scalar of YAML as Ansible's loader does, which is YAML 1.1: `yes` is true, `010` is 8, `1:30` is 90.
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
        return integer(text).map(Value.integer) ?? number(text).map(Value.number) ?? .string(text)
    }

    private static func integer(_ text: String) -> Int? {
        let (sign, body) = signed(text)
        let digits = body.filter { $0 != "_" }
        if digits.hasPrefix("0b") { return Int(digits: digits.dropFirst(2), radix: 2).map { sign * $0 } }
        if digits.hasPrefix("0x") { return Int(digits: digits.dropFirst(2), radix: 16).map { sign * $0 } }
        if digits.hasPrefix("0"), digits.count > 1 { return Int(digits: digits, radix: 8).map { sign * $0 } }
        guard body.contains(":") else { return body.hasPrefix("_") ? nil : Int(digits: digits).map { sign * $0 } }
        return sexagesimal(digits).map { sign * $0 }
    }

    /// `1:30` is 90: a number above 0, then minutes or seconds.
    private static func sexagesimal(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = parts.first, first.first != "0", parts.dropFirst().allSatisfy({ $0.count <= 2 }) else {
            return nil
        }
        var total = 0
        for (index, part) in parts.enumerated() {
            guard let number = Int(digits: part), index == 0 || number < 60, total < Int.max / 128 else { return nil }
            total = total * 60 + number
        }
        return total
    }

    /// Only with a point; an exponent needs its sign, and a number that begins with its point has none.
    private static func number(_ text: String) -> Double? {
        let (sign, body) = signed(text)
        switch body.lowercased() {
        case ".inf": return Double(sign) * .infinity
        case ".nan": return text == body ? .nan : nil
        default: break
        }
        let digits = body.filter { $0 != "_" }
        guard let point = digits.firstIndex(of: "."), digits.count > 1, !body.hasPrefix("_") else { return nil }
        let tail = digits[digits.index(after: point)...]
        let fraction = tail.prefix { $0.isASCII && $0.isNumber }
        let exponent = tail[fraction.endIndex...]
        let isWhole = digits[..<point].isEmpty ? body == text[...] : Int(digits: digits[..<point]) != nil
        guard isWhole, isExponent(exponent) else { return nil }
        let whole = digits[..<point].isEmpty ? "0" : digits[..<point]
        return Double("\(whole).\(fraction.isEmpty ? "0" : fraction)\(exponent)").map { Double(sign) * $0 }
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

extension Int {
    /// Digits alone, as `init?(digits:)`, to another base.
    init?(digits text: some StringProtocol, radix: Int) {
        guard let first = text.first, first.isHexDigit else { return nil }
        self.init(text, radix: radix)
    }
}
