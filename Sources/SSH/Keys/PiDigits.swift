internal import COpenSSL

/// The fraction of pi, Blowfish's initial tables (Schneier, 1993).
///
/// Computed by Machin's formula, pi = 16 arctan(1/5) - 4 arctan(1/239), as a thousand constants are hard to check.
func piFraction(words: Int) -> [UInt32]? {
    // They absorb the rounding of a few thousand terms.
    let guardBits: Int32 = 64
    let bits = Int32(words * 32) + guardBits
    guard let sum = BN_new(), let second = arctangent(of: 239, bits: bits), let first = arctangent(of: 5, bits: bits)
    else { return nil }
    defer { for number in [sum, first, second] { BN_free(number) } }
    guard BN_mul_word(first, 16) == 1, BN_mul_word(second, 4) == 1, BN_sub(sum, first, second) == 1,
        BN_rshift(sum, sum, guardBits) == 1
    else { return nil }
    // The first byte is the integer part.
    let fraction = bigEndian(sum).dropFirst()
    guard fraction.count == words * 4 else { return nil }
    var reader = WireReader(fraction)
    return (0..<words).compactMap { _ in reader.number() }
}

/// Fixed point: 1/x - 1/3x³ + 1/5x⁵ - …
private func arctangent(of x: UInt, bits: Int32) -> OpaquePointer? {
    guard let sum = BN_new(), let power = BN_new(), let term = BN_new() else { return nil }
    defer { for number in [power, term] { BN_free(number) } }
    guard BN_set_bit(power, bits) == 1 else { return nil }
    BN_div_word(power, x)
    var divisor: UInt = 1
    while BN_is_zero(power) == 0 {
        guard BN_copy(term, power) != nil else { return nil }
        BN_div_word(term, divisor)
        let added = divisor % 4 == 1 ? BN_add(sum, sum, term) : BN_sub(sum, sum, term)
        guard added == 1 else { return nil }
        BN_div_word(power, x * x)
        divisor += 2
    }
    return sum
}
