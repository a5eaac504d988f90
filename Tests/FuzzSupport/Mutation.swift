/// Spoils bytes as hosts might: numbers that are too large, letters that join with what stands beside them, lines that
/// are missing, doubled or moved, words of other listings.
package struct Mutation {
    package static let numbers = [
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "18446744073709551615", "18446744073709551616", "0", "-1", "99999999999", "4294967295", "4294967296", "65535",
        "65536", "1e308", "1e400", "nan", "inf", "0x7fffffffffffffff", "+1", "09", "2147483647", "2147483648",
        "-2147483649", "253402300800", "99999999999999999999999999999999999999", "1.7976931348623157e308",
    ].map { Array($0.utf8) }

    package static let pieces =
        [
            "\0", "\r\n", "\r", "\u{d4e}", "\u{111c2}", "\u{301}", "\u{fe0f}", "\u{200d}", "\u{1f3fb}", "\u{1b}[2J",
            "\u{202e}", "\u{2028}", "\u{85}", "\"", "'", "\\", "{", "}", "= ", "== ", "\n== status ", "\n== inbox\n",
            ":",
            "/", "//", "/a/a/a/a/a/a/a/a", "%", "%Lu", "%2.256Nu", "%{", "\t", ",", "[", "]", "@", "$SET:", "!", "-",
            " ",
            "\n", "\n\n", "\u{c}\n", "(", ")", "é", "🏳️‍🌈", "jump input\n", "goto c1\n", "table ip x {\n", "chain y {\n",
            "type filter hook input priority ", " + ", " - ", "-A INPUT -j INPUT\n", "*nat\n", ":X DROP [0:0]\n", "/33",
            "/-1", "ip saddr ", "tcp dport { ", "service imap-login {\n", "inet_listener imaps {\n", "port = ", "((\"",
            "uid\t", "Fatal: ", "Error: ", "type=AVC msg=audit(", "C: ", "* OK ", "* BYE ", "=cmd", "<script>", "$(id)",
            "`id`", ";id;", "|id", "\u{feff}", "０", "٣", "1-1-1-1-", "folder /", " -> /", "%{user | ",
            "tcp dport vmap { ",
            "1 : drop, ", String(repeating: "\u{301}\u{323}", count: 2_000),
        ].map { Array($0.utf8) } + [[0xFF, 0xFE], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4]]

    private var bytes: [UInt8]

    package static func of(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var mutation = Mutation(bytes: bytes)
        for _ in 0..<dice.pick([1, 1, 1, 2, 3, 5]) { mutation.step(&dice) }
        return mutation.bytes
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func step(_ dice: inout Dice) {
        switch dice.below(100) {
        case ..<35: changeNumber(&dice)
        case ..<58: insert(dice.pick(Self.pieces), &dice)
        case ..<66: changeLines(&dice) { lines, dice in lines.insert(dice.pick(lines), at: dice.below(lines.count)) }
        case ..<74: changeLines(&dice) { lines, dice in lines.remove(at: dice.below(lines.count)) }
        case ..<78: changeLines(&dice) { lines, dice in lines.swapAt(dice.below(lines.count), dice.below(lines.count)) }
        case ..<83: bytes.removeLast(dice.below(bytes.count + 1))
        case ..<90: changeWord(&dice)
        case ..<94: repeatPart(&dice)
        default:
            let start = dice.below(bytes.count)
            bytes.removeSubrange(start..<min(bytes.count, start + 1 + dice.below(40)))
        }
    }

    private mutating func changeNumber(_ dice: inout Dice) {
        let isDigit = { (byte: UInt8) in (48...57).contains(byte) }
        guard
            let start = bytes.indices.filter({ isDigit(bytes[$0]) && ($0 == 0 || !isDigit(bytes[$0 - 1])) })
                .randomElement(using: &dice)
        else { return }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: dice.pick(Self.numbers))
    }

    private mutating func insert(_ piece: [UInt8], _ dice: inout Dice) {
        bytes.insert(contentsOf: piece, at: dice.below(bytes.count + 1))
    }

    private mutating func changeLines(_ dice: inout Dice, _ change: (inout [[UInt8]], inout Dice) -> Void) {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map { Array($0) }
        guard lines.count > 1 else { return }
        change(&lines, &dice)
        bytes = Array(lines.joined(separator: [10]))
    }

    private mutating func changeWord(_ dice: inout Dice) {
        changeLines(&dice) { lines, dice in
            let place = dice.below(lines.count)
            var words = lines[place].split(separator: 32, omittingEmptySubsequences: false).map { Array($0) }
            words[dice.below(words.count)] = dice.pick(Self.numbers + Self.pieces)
            lines[place] = Array(words.joined(separator: [32]))
        }
    }

    /// What is quadratic shows where something stands there many times.
    private mutating func repeatPart(_ dice: inout Dice) {
        guard !bytes.isEmpty else { return }
        let start = dice.below(bytes.count)
        let part = bytes[start..<min(bytes.count, start + 1 + dice.below(200))]
        let count = min(dice.pick([2, 20, 2_000, 60_000]), 65_536 / part.count)
        bytes.insert(contentsOf: Array(repeatElement(part, count: count).joined()), at: start)
    }
}

extension Dice {
    /// Bytes cut into portions.
    package mutating func portions(of bytes: [UInt8], most: Int = 64) -> [[UInt8]] {
        var (rest, portions) = (bytes[...], [[UInt8]]())
        while !rest.isEmpty {
            let portion = rest.prefix(1 + below(most))
            portions.append(Array(portion))
            rest = rest.dropFirst(portion.count)
        }
        return portions
    }
}
