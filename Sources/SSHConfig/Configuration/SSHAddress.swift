internal import TextFiles

/// Canonical host names as in OpenSSH: lower case, IPv6 in its shortest form.
enum SSHAddress {
    static func canonical(_ host: String, family: String?) -> String {
        // OpenSSH keeps upper case in addresses that it does not shorten.
        guard host.hasAny(of: ":%") else { return host.lowercased() }
        let lower = host.lowercased()
        guard family != "inet", let short = shortened(lower), short != lower else { return host }
        return short
    }

    /// As `inet_ntop` writes it; nil if it is no IPv6 address.
    private static func shortened(_ text: String) -> String? {
        let address = text.upTo(anyOf: "%")
        let zone = text[address.endIndex...]
        let colons: [UInt8] = Array("::".utf8)
        let gap = address.utf8.firstRange(of: colons)
        guard let head = words(address[..<(gap?.lowerBound ?? address.endIndex)]) else { return nil }
        var all = head
        if let gap {
            guard let tail = words(address[gap.upperBound...]), head.count + tail.count < 8 else { return nil }
            all += [UInt16](repeating: 0, count: 8 - head.count - tail.count) + tail
        }
        guard all.count == 8 else { return nil }
        return written(all) + zone
    }

    private static func words(_ text: Substring) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var words: [UInt16] = []
        let parts = text.parts(at: ":")
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.hasAny(of: ".") {
                let bytes = part.parts(at: ".").map { UInt8($0) }
                guard bytes.count == 4, let a = bytes[0], let b = bytes[1], let c = bytes[2], let d = bytes[3] else {
                    return nil
                }
                words += [UInt16(a) << 8 | UInt16(b), UInt16(c) << 8 | UInt16(d)]
            } else {
                guard part.utf8.count <= 4, let word = UInt16(part, radix: 16), !part.hasAny(of: "+-") else {
                    return nil
                }
                words.append(word)
            }
        }
        return words
    }

    /// `::` replaces the first of the longest runs of two or more zeros.
    private static func written(_ words: [UInt16]) -> String {
        var longest = 0..<0
        var start = 0
        while start < 8 {
            let end = words[start...].firstIndex { $0 != 0 } ?? 8
            if end - start > max(1, longest.count) { longest = start..<end }
            start = end + 1
        }
        let texts = words.map { String($0, radix: 16) }
        if longest == 0..<6 || longest == 0..<5 && words[5] == 0xFFFF {
            let bytes = words[6...].flatMap { [$0 >> 8, $0 & 0xFF] }.map(String.init)
            return "::\(longest.count == 5 ? "ffff:" : "")\(bytes.joined(separator: "."))"
        }
        guard !longest.isEmpty else { return texts.joined(separator: ":") }
        return texts[..<longest.lowerBound].joined(separator: ":") + "::"
            + texts[longest.upperBound...].joined(separator: ":")
    }
}
