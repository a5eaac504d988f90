/// A host as Ansible parses it: a name or address, with optional ranges and port.
struct HostAddress: Equatable {
    let host: String
    let port: Int?

    /// nil for other text, which Ansible takes unchanged.
    init?(_ text: String) {
        let (host, port) = Self.split(text)
        guard Self.isHostName(host) || Self.isIPv6(host) else { return nil }
        self.host = host
        self.port = port
    }

    /// An IPv6 address without brackets has no port.
    private static func split(_ text: String) -> (host: String, port: Int?) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(digits: text[text.index(after: colon)...]) else {
            return (text, nil)
        }
        let host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]"), host.count > 2 {
            return (String(host.dropFirst().dropLast()), port)
        }
        return blankingRanges(host).contains(where: { ":[]".contains($0) }) ? (text, nil) : (String(host), port)
    }

    /// A label does not begin with `-`, nor end with `-` or `_`.
    private static func isHostName(_ text: String) -> Bool {
        let labels = blankingRanges(text).split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            guard let first = label.first, let last = label.last, first != "-" else { return false }
            return last != "-" && last != "_"
                && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        }
    }

    private static func isIPv6(_ text: String) -> Bool {
        let text = blankingRanges(text)
        guard text.count(where: { $0 == ":" }) >= 2 else { return false }
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return false }
        let parts = halves.flatMap { $0.isEmpty ? [] : $0.split(separator: ":", omittingEmptySubsequences: false) }
        let isEmbedding = parts.last?.contains(".") ?? false
        let words = isEmbedding ? parts.dropLast() : parts[...]
        let count = words.count + (isEmbedding ? 2 : 0)
        return words.allSatisfy { (1...4).contains($0.count) && $0.allSatisfy(\.isHexDigit) }
            && (halves.count == 2 ? count < 8 : count == 8)
    }

    /// Replaces ranges by `0`, to check the rest as a plain name.
    private static func blankingRanges(_ text: some StringProtocol) -> String {
        guard text.contains("[") else { return String(text) }
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
            result += rest[..<open]
            let range = rest[rest.index(after: open)..<close]
            result += range.contains(":") ? "0" : "[]"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}

extension Int {
    /// ASCII digits only.
    init?(digits text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        self.init(text)
    }
}
