/// A setting with a 2.3 variable (`%Lu`), which 2.4 takes literally.
struct OldVariable: Sendable, Equatable {
    let setting: String
    let value: String
    let variable: String
    /// In 2.4 syntax. Unknown letters are kept.
    let renewed: String

    var isLocation: Bool { setting.hasPrefix("mail_") || setting == "home" }

    /// The old and new variables, if the agent withheld the rest of the value.
    var withheld: (old: String, new: String)? {
        let mark = "(withheld) "
        guard value.hasPrefix(mark) else { return nil }
        return (String(value.dropFirst(mark.count)), String(renewed.dropFirst(mark.count)))
    }

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
                // An escaped percent sign.
                let taken = rest.hasPrefix("%%") ? 2 : 1
                renewed += rest.prefix(taken)
                rest = rest.dropFirst(taken)
            }
        }
        guard let first else { return nil }
        (self.setting, self.value, variable, self.renewed) = (setting, value, first, renewed + rest)
    }
}

/// `%u`, `%Lu`, `%2.256Nu`, but not `LIKE '%user%'`.
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
    // `%2.256Nu` is a filter with arguments in 2.4.
    guard modifiers.allSatisfy({ $0 == "L" || $0 == "U" }) else { return "%{\(name) | …}" }
    return "%{\(name)\(lowers)}"
}
