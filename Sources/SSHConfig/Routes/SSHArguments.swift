package import Diagnostics
package import TextFiles

/// Arguments of `ssh` from `ansible_ssh_args` and similar variables.
package struct SSHArguments: Sendable {
    /// As in `ssh`, the first value of an option counts.
    package private(set) var options: [SSHOption] = []
    /// `-F`; the last one counts.
    package private(set) var configurationFile: String?
    /// Arguments that are unsupported, or that `ssh` refuses.
    package private(set) var refused: [Refusal] = []

    package struct Refusal: Sendable, Equatable {
        package let text: String
        package let advice: String
    }

    package init() {}

    /// Flags that do not affect a single command: sharing, display, logging, forwarding.
    private static let harmless = Set("AaCgKkMnqTtvXxYy")
    /// Such options with a value.
    private static let harmlessWithValue = Set("DEeLRS")
    private static let refusedWithValue = Set("OQWw")
    /// Options whose last value counts.
    private static let overriding = Set("BbcIm")
    private static let keywords: [Character: String] = [
        "B": "BindInterface", "b": "BindAddress", "c": "Ciphers", "I": "PKCS11Provider", "i": "IdentityFile",
        "J": "ProxyJump", "l": "User", "m": "MACs", "p": "Port",
    ]

    package mutating func read(_ text: String, from source: Source) throws(ShellWords.Failure) {
        read(words: try ShellWords.split(text.utf8, comments: false), from: source)
    }

    /// Flags may be combined (`-tt`).
    package mutating func read(words: [String], from source: Source) {
        var words = words[...]
        while let word = words.popFirst() {
            guard word.hasPrefix("-"), word.count > 1 else {
                refuse(word)
                continue
            }
            var letters = word.dropFirst()
            while let letter = letters.popFirst() {
                guard takesValue(letter) else {
                    readFlag(letter, from: source)
                    continue
                }
                let isApart = letters.isEmpty
                guard let value = isApart ? words.popFirst() : String(letters) else {
                    refuse("-\(letter)", "it has no value")
                    break
                }
                readOption(letter, value, text: "-\(letter)\(isApart ? " " : "")\(value)", from: source)
                break
            }
        }
    }

    private func takesValue(_ letter: Character) -> Bool {
        letter == "o" || letter == "F" || Self.keywords[letter] != nil || Self.harmlessWithValue.contains(letter)
            || Self.refusedWithValue.contains(letter)
    }

    private mutating func readFlag(_ letter: Character, from source: Source) {
        switch letter {
        case "4": set("AddressFamily=inet", text: "-4", from: source)
        case "6": set("AddressFamily=inet6", text: "-6", from: source)
        case _ where Self.harmless.contains(letter): break
        default: refuse("-\(letter)")
        }
    }

    private mutating func readOption(_ letter: Character, _ value: String, text: String, from source: Source) {
        switch letter {
        case "o": set(value, text: text, from: source)
        case "F": configurationFile = value
        case _ where Self.harmlessWithValue.contains(letter): break
        default:
            guard let name = Self.keywords[letter] else { return refuse(text) }
            if Self.overriding.contains(letter) { options.removeAll { $0.keyword == SSHKeyword(name) } }
            let isPlain = letter == "i" || letter == "l" || letter == "b"
            set(isPlain ? "\(name)=\"\(SSHWords.escaped(value))\"" : "\(name)=\(value)", text: text, from: source)
        }
    }

    private mutating func set(_ option: String, text: String, from source: Source) {
        do throws(InputError) {
            let option = try SSHOption(option, text: text, from: source)
            if let advice = option.advice { refuse(text, advice) } else { options.append(option) }
        } catch {
            guard !isIgnored(option), let problem = error.problems.first else { return }
            refuse(text, "\(problem.what). \(problem.remedy.dropLast())")
        }
    }

    private func isIgnored(_ option: String) -> Bool {
        let name = option.prefix { $0 != "=" && !$0.isWhitespace }.lowercased()
        guard SSHKeyword(name) == nil, let ignored = options.first(where: { $0.keyword == .ignoreUnknown }) else {
            return false
        }
        return SSHPatternList(ignored.value.lowercased()).matches(name)
    }

    private mutating func refuse(
        _ text: String, _ advice: String = "remove it for dovesweep, or use another way to the host"
    ) {
        refused.append(Refusal(text: text, advice: advice))
    }
}
