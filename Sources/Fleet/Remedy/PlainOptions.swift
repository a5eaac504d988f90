extension Remedy {
    /// Options of an iptables rule, as iptables-save prints them, that are safe to type unquoted. The rule comes from
    /// the host.
    package struct PlainOptions: Sendable, Equatable {
        let words: [String]

        package init?(_ words: some Sequence<Substring>) {
            let texts = words.map(String.init)
            guard !texts.isEmpty, texts.allSatisfy(Self.isPlain) else { return nil }
            self.words = texts
        }

        private static let options: Set = [
            "-p", "-s", "-d", "-i", "-o", "-m", "-j", "-g", "--dport", "--dports", "--sport", "--sports", "--state",
            "--ctstate",
            "--reject-with", "--syn", "--tcp-flags", "--dst-type", "--to-destination", "--to-ports",
        ]

        private static func isPlain(_ word: String) -> Bool {
            if word == "!" || options.contains(word) { return true }
            return word.utf8.first != UInt8(ascii: "-") && word.utf8.count <= 64 && word.utf8.allSatisfy(isOfValue)
        }

        private static func isOfValue(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "_.,:/-".utf8.contains(byte)
            }
        }
    }
}

extension Remedy.Command.Interpolation {
    package mutating func appendInterpolation(_ options: Remedy.PlainOptions) {
        appendInterpolation(Remedy.Command(trusted: options.words.joined(separator: " ")))
    }
}
