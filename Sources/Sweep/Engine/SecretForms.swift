internal import Fleet

/// The forms in which a host may print a secret.
struct SecretForms {
    private(set) var all: Set<[UInt8]> = []

    /// `accounts` are for SASL PLAIN (RFC 4616).
    init(_ secret: [UInt8], accounts: [String]) {
        all = [secret]
        quote(secret)
        escape(secret)
        let plain = accounts.map { [0] + Array($0.utf8) + [0] + secret }
        for bytes in [secret] + plain { encode(base64: bytes) }
        for offset in 1...2 { all.insert(Self.base64(secret, behind: offset)) }
        all.formUnion(all.map { $0.map(Self.urlDigit) })
    }

    private mutating func quote(_ secret: [UInt8]) {
        let double = Array(#""\"#.utf8)
        // JSON and IMAP (RFC 9051, quoted), a shell's double quotes, bash's `printf %q`, SQL, HTML.
        all.insert(Self.map(secret) { double.contains($0) ? [UInt8(ascii: "\\"), $0] : nil })
        all.insert(Self.map(secret) { (double + Array("/".utf8)).contains($0) ? [UInt8(ascii: "\\"), $0] : nil })
        all.insert(Self.map(secret) { (double + Array("$`".utf8)).contains($0) ? [UInt8(ascii: "\\"), $0] : nil })
        all.insert(Self.map(secret) { Self.isPlain($0) ? nil : [UInt8(ascii: "\\"), $0] })
        all.insert(Self.map(secret) { $0 == UInt8(ascii: "'") ? Array(#"'\''"#.utf8) : nil })
        all.insert(Self.map(secret) { $0 == UInt8(ascii: "'") ? Array("''".utf8) : nil })
        all.insert(Self.map(secret) { $0 == UInt8(ascii: "\"") ? Array("\"\"".utf8) : nil })
        for apostrophe in ["&#39;", "&apos;", "&#x27;"] {
            let entities: [UInt8: String] = [
                UInt8(ascii: "&"): "&amp;", UInt8(ascii: "<"): "&lt;", UInt8(ascii: ">"): "&gt;",
                UInt8(ascii: "\""): "&quot;", UInt8(ascii: "'"): apostrophe,
            ]
            all.insert(Self.map(secret) { entities[$0].map { Array($0.utf8) } })
        }
    }

    /// URL, hexadecimal, `\xNN`, `\NNN`, `\uNNNN`.
    private mutating func escape(_ secret: [UInt8]) {
        for digits in [Array("0123456789abcdef".utf8), Array("0123456789ABCDEF".utf8)] {
            func hex(_ byte: UInt8) -> [UInt8] { [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
            func escaped(_ byte: UInt8) -> [UInt8] { Array(#"\x"#.utf8) + hex(byte) }
            let isUnreserved = { (byte: UInt8) in Self.isPlain(byte) || Array("~".utf8).contains(byte) }
            all.insert(secret.flatMap(hex))
            all.insert(secret.flatMap(escaped))
            all.insert(Self.map(secret) { Self.isPrintable($0) ? nil : escaped($0) })
            all.insert(Self.map(secret) { isUnreserved($0) ? nil : Array("%".utf8) + hex($0) })
            all.insert(
                Self.map(secret) {
                    isUnreserved($0) ? nil : $0 == UInt8(ascii: " ") ? Array("+".utf8) : Array("%".utf8) + hex($0)
                })
            all.insert(Self.json(secret, hex))
        }
        for sign in ["\\", "#"] {
            all.insert(Self.map(secret) { Self.isPrintable($0) ? nil : Array(sign.utf8) + Self.octal($0) })
        }
    }

    private mutating func encode(base64 bytes: [UInt8]) {
        all.insert(Array(Base64.encode(bytes).utf8))
        all.insert(Self.base64(bytes, behind: 0))
    }

    /// The digits of these bytes inside a longer Base64 text.
    private static func base64(_ bytes: [UInt8], behind offset: Int) -> [UInt8] {
        let digits = Array(Base64.encode([UInt8](repeating: 0, count: offset) + bytes).utf8)
        let first = (offset * 8 + 5) / 6
        let end = (offset + bytes.count) * 8 / 6
        return first < end ? Array(digits[first..<end]) : []
    }

    /// Base64url (RFC 4648, section 5).
    private static func urlDigit(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: byte
        }
    }

    private static func json(_ secret: [UInt8], _ hex: (UInt8) -> [UInt8]) -> [UInt8] {
        String(decoding: secret, as: UTF8.self).utf16.flatMap { unit -> [UInt8] in
            guard unit < 0x7F, let byte = UInt8(exactly: unit), byte >= 0x20 else {
                return Array(#"\u"#.utf8) + hex(UInt8(unit >> 8)) + hex(UInt8(unit & 255))
            }
            return Array(#""\"#.utf8).contains(byte) ? [UInt8(ascii: "\\"), byte] : [byte]
        }
    }

    private static func map(_ bytes: [UInt8], _ change: (UInt8) -> [UInt8]?) -> [UInt8] {
        bytes.flatMap { change($0) ?? [$0] }
    }

    private static func octal(_ byte: UInt8) -> [UInt8] {
        [byte >> 6, byte >> 3 & 7, byte & 7].map { UInt8(ascii: "0") + $0 }
    }

    private static func isPrintable(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
