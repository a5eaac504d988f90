import Fleet

/// A word of a text that may be an account or an address, and what only ends it.
struct TextWord {
    /// The word without the full stops and colons of the sentence that it ends.
    let core: String
    let tail: String

    var text: String { core + tail }

    init(_ scalars: [Unicode.Scalar]) {
        let isEnd = { (scalar: Unicode.Scalar) in scalar == "." || scalar == ":" }
        let end = (scalars.lastIndex { !isEnd($0) } ?? -1) + 1
        core = String(String.UnicodeScalarView(scalars[..<end]))
        tail = String(String.UnicodeScalarView(scalars[end...]))
    }

    /// Marks too: they are part of the letter before them.
    static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: return true
            default: return scalar.properties.isAlphabetic
            }
        }
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", ":", "@", "-", "_", "+", "%": return true
        default: return false
        }
    }

    /// `name@domain`, wherever it stands.
    static func isAccount(_ word: String) -> Bool {
        let parts = word.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.first != UInt8(ascii: ":") }
    }

    /// An IPv4 or IPv6 address, and the port behind it.
    static func address(_ word: String) -> (address: String, port: String)? {
        if isIPv4(word.utf8[...]) || isIPv6(word.utf8[...]) { return (word, "") }
        guard let colon = word.utf8.lastIndex(of: UInt8(ascii: ":")), isIPv4(word.utf8[..<colon]) else { return nil }
        return (String(word[..<colon]), String(word[colon...]))
    }

    private static func isIPv4(_ word: Substring.UTF8View) -> Bool {
        let parts = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                part.count <= 3 && number(Substring(part), in: 0...255) != nil
            }
    }

    /// At least two colons, and between them nothing but hexadecimal digits (RFC 4291, 2.2); a time of day has no `::`
    /// and fewer than seven colons.
    private static func isIPv6(_ word: Substring.UTF8View) -> Bool {
        let address = word.prefix { $0 != UInt8(ascii: "%") }
        let parts = address.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 8 || parts.count >= 3 && hasGap(address) else { return false }
        return parts.count <= 9 && parts.contains { !$0.isEmpty }
            && parts.allSatisfy { part in part.count <= 4 && part.allSatisfy(isHexDigit) || isIPv4(part) }
    }

    /// `::`, which stands for as many zeros as there is room for.
    private static func hasGap(_ address: Substring.UTF8View) -> Bool {
        zip(address, address.dropFirst()).contains { $0 == UInt8(ascii: ":") && $1 == UInt8(ascii: ":") }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
