/// A regular expression of an operator's; `^` and `$` are a line's.
struct Pattern {
    private let regex: Regex<AnyRegexOutput>
    private let text: String

    init(_ text: String) throws(Unjudgeable) {
        self.text = text
        do {
            regex = try Regex(text).anchorsMatchLineEndings()
        } catch {
            throw Unjudgeable("/\(text)/ is no regular expression")
        }
    }

    func isFound(in text: String) -> Bool { text.firstMatch(of: regex) != nil }

    /// What the first group has found, or the whole match where there is no group.
    func firstGroup(in text: String) throws(Unjudgeable) -> String {
        guard let match = text.firstMatch(of: regex) else { throw Unjudgeable("the output holds no such number") }
        let output = match.output
        return String(output[output.count > 1 ? 1 : 0].substring ?? "")
    }

    /// Whether it has a group to take a number from: a parenthesis that is not escaped, and groups not only for its sake.
    var hasGroup: Bool {
        var characters = Array(text)[...]
        while let first = characters.popFirst() {
            if first == "\\" { characters = characters.dropFirst() }
            guard first == "(" else { continue }
            if characters.first != "?" || characters.starts(with: "?<") || characters.starts(with: "?P<") {
                return true
            }
        }
        return false
    }

    /// Whether it finds something in whatever is printed: a check that expects it could never fail.
    var findsAnything: Bool { ["", "a", "7", " ", "\u{1}", "Ω\n-"].allSatisfy(isFound) }
}
