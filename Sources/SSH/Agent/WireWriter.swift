/// Builds SSH's wire encoding (RFC 4251, section 5).
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(_ number: UInt32) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(string: some Collection<UInt8>) {
        append(UInt32(string.count))
        bytes.append(contentsOf: string)
    }

    mutating func append(string: String) {
        append(string: Array(string.utf8))
    }

    /// A positive mpint.
    mutating func append(integer: some Collection<UInt8>) {
        let digits = Array(integer.drop { $0 == 0 })
        append(string: (digits.first ?? 0) & 0x80 == 0 ? digits : [0] + digits)
    }
}
