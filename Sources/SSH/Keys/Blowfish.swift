/// Blowfish with bcrypt's key schedule (Provos and Mazières, 1999).
///
/// The table holds 18 subkeys, then four S-boxes of 256 words.
struct Blowfish: ~Copyable {
    private static let subkeys = 18
    private static let words = subkeys + 4 * 256
    private static let initial = piFraction(words: words)

    private let table: UnsafeMutablePointer<UInt32>

    init?() {
        guard let initial = Self.initial else { return nil }
        table = .allocate(capacity: Self.words)
        table.initialize(from: initial, count: Self.words)
    }

    deinit {
        table.update(repeating: 0, count: Self.words)
        table.deallocate()
    }

    /// The salt may be empty.
    func expand(key: [UInt32], salt: [UInt32]) {
        for index in 0..<Self.subkeys { table[index] ^= key[index % key.count] }
        var (left, right): (UInt32, UInt32) = (0, 0)
        var next = 0
        for index in stride(from: 0, to: Self.words, by: 2) {
            if !salt.isEmpty {
                left ^= salt[next]
                right ^= salt[(next + 1) % salt.count]
                next = (next + 2) % salt.count
            }
            encrypt(&left, &right)
            table[index] = left
            table[index + 1] = right
        }
    }

    func encrypt(_ left: inout UInt32, _ right: inout UInt32) {
        let boxes = table + Self.subkeys
        var (l, r) = (left ^ table[0], right)
        for round in stride(from: 1, to: 17, by: 2) {
            r ^= mix(l, boxes) ^ table[round]
            l ^= mix(r, boxes) ^ table[round + 1]
        }
        (left, right) = (r ^ table[17], l)
    }

    private func mix(_ x: UInt32, _ boxes: UnsafeMutablePointer<UInt32>) -> UInt32 {
        let sum = boxes[Int(x >> 24)] &+ boxes[256 + Int(x >> 16 & 0xFF)]
        return (sum ^ boxes[512 + Int(x >> 8 & 0xFF)]) &+ boxes[768 + Int(x & 0xFF)]
    }
}
