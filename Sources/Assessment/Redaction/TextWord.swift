internal import Fleet

/// A word that may be a name or an address.
struct TextWord {
    /// The leading full stop of a wildcard name (`*.example.net`).
    let head: String
    /// Without full stops and colons at its end.
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

    /// Attributes that name a person, host or domain in a certificate subject or LDAP entry (RFC 4514, section 3).
    static let attributes: Set<String> = ["CN", "cn", "O", "OU", "ou", "L", "ST", "dc", "DC"]
    static let equalsSign: Unicode.Scalar = "="

    /// Up to the punctuation or word that ends it in a sentence.
    static func attributeValue(in text: Substring.UnicodeScalarView) -> String {
        let ends: Set<Unicode.Scalar> = [",", ";", ":", "\"", "”", ")", "\n", "\t"]
        var value = Substring(text.prefix { !ends.contains($0) })
        for word in [" is ", " was ", " which ", " has ", " until ", " that ", " and "] {
            if let range = value.firstRange(of: word) { value = value[..<range.lowerBound] }
        }
        return String(value)
    }

    /// `port` includes its colon.
    static func port(behind word: String) -> (name: String, port: String) {
        guard let colon = word.utf8.lastIndex(of: UInt8(ascii: ":")),
            number(word[word.utf8.index(after: colon)...], in: 0...65_535) != nil
        else { return (word, "") }
        return (String(word[..<colon]), String(word[colon...]))
    }

    /// Whether it is a host name or domain, of the run or not; files and settings have dots too.
    static func isHostName(_ word: String) -> Bool {
        let labels = word.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, let last = labels.last.map({ String(Substring($0)) }), !word.hasSuffix("dovecot.org"),
            labels.allSatisfy({ !$0.isEmpty && !$0.contains(UInt8(ascii: "_")) })
        else { return false }
        if topDomains.contains(last) { return true }
        return last.utf8.count == 2 && last.utf8.allSatisfy { (0x61...0x7A).contains($0) }
            && !shortExtensions.contains(last)
    }

    /// Those with more than two letters that mail hosts have, and the reserved ones (RFC 2606, RFC 6762).
    private static let topDomains: Set<String> = [
        "biz", "com", "corp", "edu", "example", "gov", "info", "int", "internal", "invalid", "lan",
        "local", "localdomain", "mil", "net", "org", "test",
    ]
    private static let shortExtensions: Set<String> = [
        "cf", "db", "gz", "js", "md", "pl", "pm", "py", "sh", "so", "xz",
    ]

    /// The same on every host: loopback, unspecified, broadcast (RFC 6890).
    static func isWellKnownAddress(_ address: String) -> Bool {
        address.hasPrefix("127.") || ["::1", "::", "0.0.0.0", "255.255.255.255"].contains(address)
    }

    /// Includes combining marks, which belong to the letter before them.
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

    /// `name@domain`.
    static func isAccount(_ word: String) -> Bool {
        let parts = word.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.first != UInt8(ascii: ":") }
    }

    /// An IPv4 or IPv6 address, and the port after an IPv4 address.
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

    /// RFC 4291, 2.2. A time of day has no `::` and fewer colons.
    private static func isIPv6(_ word: Substring.UTF8View) -> Bool {
        let address = word.prefix { $0 != UInt8(ascii: "%") }
        let parts = address.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 8 || parts.count >= 3 && hasGap(address) else { return false }
        return parts.count <= 9 && parts.contains { !$0.isEmpty }
            && parts.allSatisfy { part in part.count <= 4 && part.allSatisfy(isHexDigit) || isIPv4(part) }
    }

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
