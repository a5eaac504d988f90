/// Encodes DER, as far as private keys need it.
enum DER {
    static func integer(_ digits: [UInt8]) -> [UInt8] {
        let digits = Array(digits.drop { $0 == 0 })
        let isNegative = (digits.first ?? 0) & 0x80 != 0
        return element(0x02, digits.isEmpty ? [0] : isNegative ? [0] + digits : digits)
    }

    static func octets(_ bytes: [UInt8]) -> [UInt8] { element(0x04, bytes) }

    static func sequence(_ parts: [[UInt8]]) -> [UInt8] { element(0x30, parts.flatMap(\.self)) }

    static func tagged(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { element(0xA0 | number, content) }

    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        let length: [UInt8] =
            count < 0x80
            ? [UInt8(count)]
            : count < 0x100 ? [0x81, UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
        return [tag] + length + content
    }
}
