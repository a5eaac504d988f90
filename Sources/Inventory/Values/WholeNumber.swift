extension Value {
    /// Python's default limit on the digits of an integer.
    private static let longestNumber = 4300

    /// ASCII digits of any length; nil for other text.
    static func wholeNumber(_ digits: some StringProtocol, radix: Int = 10, isNegative: Bool) -> Value? {
        guard !digits.isEmpty, digits.utf8.count <= longestNumber, let values = values(of: digits, radix) else {
            return nil
        }
        let sign = isNegative ? "-" : ""
        if let number = Int(sign + digits, radix: radix) { return .integer(number) }
        return .bigInteger(sign + decimal(values, radix: radix))
    }

    private static func values(of digits: some StringProtocol, _ radix: Int) -> [Int]? {
        var values: [Int] = []
        for byte in digits.utf8 {
            guard let value = Character(Unicode.Scalar(byte)).hexDigitValue, value < radix else { return nil }
            values.append(value)
        }
        return values
    }

    /// Uses limbs of 10⁹, lowest first.
    private static func decimal(_ digits: [Int], radix: Int) -> String {
        let place = 1_000_000_000
        var places = [0]
        for digit in digits {
            var carry = digit
            for index in places.indices {
                carry += places[index] * radix
                (carry, places[index]) = carry.quotientAndRemainder(dividingBy: place)
            }
            if carry > 0 { places.append(carry) }
        }
        return places.reversed().enumerated().map { index, value in
            let digits = String(value)
            return index == 0 ? digits : String(repeating: "0", count: 9 - digits.count) + digits
        }.joined()
    }
}
