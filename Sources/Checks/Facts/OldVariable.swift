/// A setting with a variable in 2.3's spelling, `%Lu`, which 2.4 takes literally.
struct OldVariable: Sendable, Equatable {
    let setting: String
    let value: String
    /// The first of them, as written.
    let variable: String
    /// The value as 2.4 spells it; a letter that is not known to have a successor stays.
    let renewed: String

    /// Whether it names a place of mail rather than a user.
    var isLocation: Bool { setting.hasPrefix("mail_") || setting == "home" }

    /// The variables as they are and as 2.4 spells them, where the agent withheld the rest of the value; else nil.
    var withheld: (old: String, new: String)? {
        let mark = "(withheld) "
        guard value.hasPrefix(mark) else { return nil }
        return (String(value.dropFirst(mark.count)), String(renewed.dropFirst(mark.count)))
    }

    /// nil where the value holds none.
    init?(setting: String, value: String) {
        var renewed = ""
        var first: String?
        var rest = Substring(value)
        while let sign = rest.firstIndex(of: "%") {
            renewed += rest[..<sign]
            rest = rest[sign...]
            if let found = oldVariable(at: rest) {
                first = first ?? String(found)
                renewed += successor(of: found)
                rest = rest.dropFirst(found.count)
            } else {
                // `%%` is a percent sign, and both are one.
                let taken = rest.hasPrefix("%%") ? 2 : 1
                renewed += rest.prefix(taken)
                rest = rest.dropFirst(taken)
            }
        }
        guard let first else { return nil }
        (self.setting, self.value, variable, self.renewed) = (setting, value, first, renewed + rest)
    }
}

/// `%u`, `%Lu`, `%2.256Nu` at the start of a text: modifiers, then one letter, which no word goes on from
/// (`LIKE '%user%'`).
private func oldVariable(at text: Substring) -> Substring? {
    let modifiers: Set<Character> = ["L", "U", "E", "X", "R", "N", "H", "M", "D", "T", ".", "-"]
    let rest = text.dropFirst()
    let letter = rest.drop { modifiers.contains($0) || $0.isNumber }
    guard let name = letter.first, "undhlrspa".contains(name) else { return nil }
    if let next = letter.dropFirst().first, next.isLetter || next.isNumber || next == "_" { return nil }
    return text[...letter.startIndex]
}

private func successor(of variable: Substring) -> String {
    let names: [Character: String] = [
        "u": "user", "n": "user | username", "d": "user | domain", "h": "home", "l": "local_ip", "r": "remote_ip",
        "s": "protocol", "p": "pid", "a": "local_port",
    ]
    guard let letter = variable.last, let name = names[letter] else { return String(variable) }
    let modifiers = variable.dropFirst().dropLast()
    let lowers = modifiers.contains("L") ? " | lower" : modifiers.contains("U") ? " | upper" : ""
    // Hashed directories (`%2.256Nu`) have a filter of their own, with arguments to be read up.
    guard modifiers.allSatisfy({ $0 == "L" || $0 == "U" }) else { return "%{\(name) | …}" }
    return "%{\(name)\(lowers)}"
}
