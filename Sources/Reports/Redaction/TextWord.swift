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

    static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return scalar.properties.isAlphabetic }
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", ":", "@", "-", "_", "+", "%": return true
        default: return false
        }
    }

    /// `name@domain`, wherever it stands.
    static func isAccount(_ word: String) -> Bool {
        let parts = word.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(":") }
    }

    /// An IPv4 or IPv6 address, and the port behind it.
    static func address(_ word: String) -> (address: String, port: String)? {
        if isIPv4(word[...]) || isIPv6(word) { return (word, "") }
        guard let colon = word.lastIndex(of: ":"), isIPv4(word[..<colon]) else { return nil }
        return (String(word[..<colon]), String(word[colon...]))
    }

    private static func isIPv4(_ word: Substring) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { $0.count <= 3 && UInt8($0) != nil && !$0.hasPrefix("+") }
    }

    /// At least two colons, and between them nothing but hexadecimal digits (RFC 4291, 2.2); a time of day has no `::`
    /// and fewer than seven colons.
    private static func isIPv6(_ word: String) -> Bool {
        let address = word.prefix { $0 != "%" }
        let parts = address.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 8 || parts.count >= 3 && address.contains("::") else { return false }
        return parts.count <= 9 && parts.contains { !$0.isEmpty }
            && parts.allSatisfy { part in part.count <= 4 && part.allSatisfy(\.isHexDigit) || isIPv4(part) }
    }
}
