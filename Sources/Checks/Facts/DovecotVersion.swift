import Fleet

/// Dovecot's version: `2.3.19.1 (9b53102964)`, `2.4.1-4 (7d8c0e5759)`.
struct DovecotVersion: Sendable, Equatable {
    let text: String
    let major: Int
    let minor: Int

    /// 2.4 renamed most settings, and takes 2.3's `%d` variables literally.
    var is24: Bool { (major, minor) >= (2, 4) }

    init?(_ line: some StringProtocol) {
        guard let word = words(of: line).first else { return nil }
        let numbers = word.split(separator: ".")
        guard numbers.count >= 2, let major = number(numbers[0], in: 0...999),
            let minor = number(Substring(numbers[1].utf8.prefix { (48...57).contains($0) }), in: 0...999)
        else { return nil }
        self.major = major
        self.minor = minor
        text = String(word)
    }
}
