/// A setting with a variable of the other version: `%Lu` in 2.4, which takes it literally, or `%{user | lower}` in 2.3,
/// which does not know it.
struct ForeignVariable: Sendable, Equatable {
    let setting: String
    let value: String
    let variable: String
    /// In the syntax of this version. What has no counterpart is kept.
    let renewed: String

    var isLocation: Bool { setting.hasPrefix("mail_") || setting == "home" || setting == "location" }

    /// The wrong and right variables, if the agent withheld the rest of the value.
    var withheld: (old: String, new: String)? {
        let mark = "(withheld) "
        guard value.hasPrefix(mark) else { return nil }
        return (String(value.dropFirst(mark.count)), String(renewed.dropFirst(mark.count)))
    }

    init?(setting: String, value: String, is24: Bool) {
        var renewed = ""
        var first: String?
        var rest = Substring(value)
        while let sign = rest.firstIndex(of: "%") {
            renewed += rest[..<sign]
            rest = rest[sign...]
            if let (found, right) = is24 ? letterVariable(at: rest) : filteredVariable(at: rest) {
                first = first ?? String(found)
                renewed += right
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
private func letterVariable(at text: Substring) -> (Substring, right: String)? {
    let modifiers: Set<Character> = ["L", "U", "E", "X", "R", "N", "H", "M", "D", "T", ".", "-"]
    let rest = text.dropFirst()
    let letter = rest.drop { modifiers.contains($0) || $0.isNumber }
    guard let name = letter.first, "undhlrspa".contains(name) else { return nil }
    if let next = letter.dropFirst().first, next.isLetter || next.isNumber || next == "_" { return nil }
    let found = text[...letter.startIndex]
    return (found, successor(of: found))
}

/// `%{user | domain | lower}`: 2.3 has no filters.
private func filteredVariable(at text: Substring) -> (Substring, right: String)? {
    // Without the limit a value of open braces alone would be read as often as it has braces.
    guard text.hasPrefix("%{"), let end = text.prefix(200).firstIndex(of: "}") else { return nil }
    let words = text[..<end].dropFirst(2).split(separator: "|").map { String($0.trimmed) }
    guard words.count > 1 else { return nil }
    let letters: [[String]: String] = [
        ["user"]: "u", ["user", "username"]: "n", ["user", "domain"]: "d", ["home"]: "h",
    ]
    let found = text[...end]
    let plain = words.filter { $0 != "lower" && $0 != "upper" }
    guard let letter = letters[plain] else { return (found, String(found)) }
    return (found, "%" + (words.contains("lower") ? "L" : words.contains("upper") ? "U" : "") + letter)
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
