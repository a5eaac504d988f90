/// Parses ASCII digits of `radix` 2 to 16, after a sign where `isSigned`; nil for other text. The range prevents
/// overflow in later arithmetic, which would end the program.
package func number<Number: FixedWidthInteger>(
    _ text: some StringProtocol, in range: ClosedRange<Number>, radix: Number = 10, isSigned: Bool = false
) -> Number? {
    var bytes = text.utf8.makeIterator()
    var next = bytes.next()
    let isNegative = next == UInt8(ascii: "-")
    if isSigned, isNegative || next == UInt8(ascii: "+") { next = bytes.next() }
    guard next != nil else { return nil }
    var value: Number = 0
    while let byte = next {
        guard let digit = digitValue(byte).flatMap(Number.init(exactly:)), digit < radix else { return nil }
        let (product, isTooLarge) = value.multipliedReportingOverflow(by: radix)
        let (sum, overflows) =
            isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
        if isTooLarge || overflows { return nil }
        value = sum
        next = bytes.next()
    }
    return range.contains(value) ? value : nil
}

/// Of an ASCII digit, hexadecimal ones included.
private func digitValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}

/// Parses `103.10`, `-0.5` or `1e3`; nil for `nan`, `inf` and other text.
package func decimal(_ text: some StringProtocol, in range: ClosedRange<Double>, isSigned: Bool = false) -> Double? {
    var digits = Decimal()
    guard text.utf8.count <= 64, digits.read(Array(text.utf8)[...], isSigned: isSigned) else { return nil }
    return range.contains(digits.value) ? digits.value : nil
}

/// Rounds and clamps a number, which may be infinite. NaN gives the lower bound.
package func whole(_ value: Double, in range: ClosedRange<Int>) -> Int {
    if let exact = Int(exactly: value.rounded()) { return min(max(exact, range.lowerBound), range.upperBound) }
    return value > 0 ? range.upperBound : range.lowerBound
}

/// 4,294,967,295 means no id (chown(2)).
package let userIDs: ClosedRange<UInt32> = 0...4_294_967_294
/// With set-user-ID, set-group-ID and sticky.
package let fileModes = 0...0o7777
package let exitStatuses = 0...255
/// Unix seconds, 1970 to 9999.
package let unixTimes: ClosedRange<Int64> = 0...253_402_300_799

extension KeyedDecodingContainer {
    package func decode<Number: FixedWidthInteger & Decodable>(
        _ key: Key, in range: ClosedRange<Number>
    ) throws -> Number {
        let number = try decode(Number.self, forKey: key)
        guard range.contains(number) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self,
                debugDescription: "\(number) is not from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    package func decodeIfPresent<Number: FixedWidthInteger & Decodable>(
        _ key: Key, in range: ClosedRange<Number>
    ) throws -> Number? {
        guard try contains(key) && !decodeNil(forKey: key) else { return nil }
        return try decode(key, in: range)
    }
}

private struct Decimal {
    private var isNegative = false
    private var digits: UInt64 = 0
    private var exponent = 0

    /// More digits exceed the precision of `Double`.
    private static let most: UInt64 = 100_000_000_000_000_000

    var value: Double {
        var value = Double(digits)
        for _ in 0..<abs(exponent).quotientAndRemainder(dividingBy: 16).quotient { scale(&value, by: 1e16) }
        for _ in 0..<abs(exponent) % 16 { scale(&value, by: 10) }
        return isNegative ? -value : value
    }

    private func scale(_ value: inout Double, by power: Double) { value = exponent < 0 ? value / power : value * power }

    mutating func read(_ text: ArraySlice<UInt8>, isSigned: Bool) -> Bool {
        var rest = text
        if isSigned, let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest.removeFirst()
        }
        var count = take(&rest, isFraction: false)
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            count += take(&rest, isFraction: true)
        }
        guard count > 0 else { return false }
        guard let mark = rest.popFirst() else { return true }
        guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E"),
            let shift = number(String(decoding: rest, as: UTF8.self), in: -400...400, isSigned: true)
        else { return false }
        exponent += shift
        return true
    }

    private mutating func take(_ rest: inout ArraySlice<UInt8>, isFraction: Bool) -> Int {
        let found = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        for digit in found {
            if digits < Self.most {
                digits = digits * 10 + UInt64(digit & 15)
                if isFraction { exponent -= 1 }
            } else if !isFraction {
                exponent += 1
            }
        }
        rest = rest.dropFirst(found.count)
        return found.count
    }
}
