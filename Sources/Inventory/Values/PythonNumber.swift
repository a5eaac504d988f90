internal import TextFiles

extension ByteCursor {
    /// A Python number: `0o17`, `1_000` and `.5`, but not `022`.
    mutating func pythonNumber() -> Value? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        skipBlanks()
        guard let number = pythonNumber(isNegative: isNegative),
            peek.map({ !Self.isLetter($0) && !Self.isDigit($0) }) ?? true
        else { return nil }
        return number
    }

    private mutating func pythonNumber(isNegative: Bool) -> Value? {
        if peek == UInt8(ascii: "0"), let letter = peek(ahead: 1), let radix = Self.radix(of: letter) {
            advance(by: 2)
            if peek == UInt8(ascii: "_") { advance() }
            return Self.digits(word(), radix: radix, isNegative: isNegative)
        }
        let whole = take { Self.isDigit($0) || $0 == UInt8(ascii: "_") }
        let fraction = skip(".") ? take { Self.isDigit($0) || $0 == UInt8(ascii: "_") } : nil
        let exponent = pythonExponent()
        guard fraction != nil || exponent != nil else { return Self.decimal(whole, isNegative: isNegative) }
        let parts = [whole, fraction ?? ""]
        guard parts.contains(where: { !$0.isEmpty }), parts.allSatisfy({ $0.isEmpty || Self.isGrouped($0) }) else {
            return nil
        }
        let text =
            "\(whole.isEmpty ? "0" : whole).\(fraction.flatMap { $0.isEmpty ? nil : $0 } ?? "0")\(exponent ?? "")"
        return Double(text.filter { $0 != "_" }).map { .number(isNegative ? -$0 : $0) }
    }

    private mutating func pythonExponent() -> String? {
        guard peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") else { return nil }
        let isSigned = peek(ahead: 1) == UInt8(ascii: "-") || peek(ahead: 1) == UInt8(ascii: "+")
        guard let digit = peek(ahead: isSigned ? 2 : 1), Self.isDigit(digit) else { return nil }
        let sign = peek(ahead: 1) == UInt8(ascii: "-") ? "-" : ""
        advance(by: isSigned ? 2 : 1)
        return "e\(sign)\(take { Self.isDigit($0) })"
    }

    private static func decimal(_ text: String, isNegative: Bool) -> Value? {
        guard !text.hasPrefix("0") || text.allSatisfy({ $0 == "0" || $0 == "_" }) else { return nil }
        return digits(text, radix: 10, isNegative: isNegative)
    }

    private static func digits(_ text: String, radix: Int, isNegative: Bool) -> Value? {
        guard isGrouped(text) else { return nil }
        return .wholeNumber(text.filter { $0 != "_" }, radix: radix, isNegative: isNegative)
    }

    private static func isGrouped(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("_") && !text.hasSuffix("_") && !text.contains("__")
    }

    private static func radix(of letter: UInt8) -> Int? {
        switch letter {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): 16
        case UInt8(ascii: "o"), UInt8(ascii: "O"): 8
        case UInt8(ascii: "b"), UInt8(ascii: "B"): 2
        default: nil
        }
    }
}
