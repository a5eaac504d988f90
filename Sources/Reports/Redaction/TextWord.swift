import Fleet

/// A word of a text that may be a name or an address, and what only begins or ends it.
struct TextWord {
    /// The full stop of a name with a star before it (`*.example.net`).
    let head: String
    /// The word without the full stops and colons of the sentence that it ends.
    let core: String
    let tail: String

    var text: String { head + core + tail }

    init(_ scalars: [Unicode.Scalar]) {
        let isEnd = { (scalar: Unicode.Scalar) in scalar == "." || scalar == ":" }
        let end = (scalars.lastIndex { !isEnd($0) } ?? -1) + 1
        let start = end > 1 && scalars[0] == "." ? 1 : 0
        head = String(String.UnicodeScalarView(scalars[..<start]))
        core = String(String.UnicodeScalarView(scalars[start..<max(start, end)]))
        tail = String(String.UnicodeScalarView(scalars[max(start, end)...]))
    }

    /// The attributes of a certificate's subject, or of an entry of a directory, that name somebody (RFC 4514, 3).
    static let attributes: Set<String> = ["CN", "O", "OU", "L", "ST", "dc", "DC"]
    static let equalsSign: Unicode.Scalar = "="

    /// The value of such an attribute, as far as it goes in a sentence.
    static func attributeValue(in text: Substring.UnicodeScalarView) -> String {
        let ends: Set<Unicode.Scalar> = [",", ";", ":", "\"", "”", ")", "\n", "\t"]
        var value = Substring(text.prefix { !ends.contains($0) })
        for word in [" is ", " was ", " which ", " has ", " until ", " that ", " and "] {
            if let range = value.firstRange(of: word) { value = value[..<range.lowerBound] }
        }
        return String(value)
    }

    /// A name, and the port behind it.
    static func port(behind word: String) -> (name: String, port: String) {
        guard let colon = word.utf8.lastIndex(of: UInt8(ascii: ":")),
            number(word[word.utf8.index(after: colon)...], in: 0...65_535) != nil
        else { return (word, "") }
        return (String(word[..<colon]), String(word[colon...]))
    }

    /// Addresses that are the same on every host: loopback, and no address at all (RFC 6890).
    static func isEveryones(_ address: String) -> Bool {
        address.hasPrefix("127.") || ["::1", "::", "0.0.0.0", "255.255.255.255"].contains(address)
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
