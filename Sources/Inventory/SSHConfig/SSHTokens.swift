/// Fills in what OpenSSH's values leave open: `%h` and its kin, `${NAME}`, and `~` for the home.
struct SSHTokens {
    private let tokens: [Character: String]

    init(_ tokens: [Character: String]) {
        self.tokens = tokens
    }

    func expand(_ text: String, of option: SSHOption) throws(InventoryError) -> String {
        try expand(text, at: option.source)
    }

    /// Fills in `%` tokens, and `${NAME}` where there is an environment.
    ///
    /// - Throws: for a token that is not known here, and a variable that is not set: `ssh` refuses them too.
    func expand(
        _ text: String, at source: Source, environment: [String: String]? = nil
    ) throws(InventoryError) -> String {
        var (result, rest) = ("", text[...])
        while let character = rest.popFirst() {
            if character == "%" {
                let token = rest.popFirst()
                guard let value = token == "%" ? "%" : token.flatMap({ tokens[$0] }) else {
                    throw InventoryError(
                        .init(
                            "OpenSSH has no \"%\(token.map(String.init) ?? "")\" here", text: text, at: source,
                            remedy: "Write %% for a percent sign."))
                }
                result += value
            } else if let environment, character == "$", rest.first == "{" {
                result += try Self.variable(&rest, of: text, at: source, environment)
            } else {
                result.append(character)
            }
        }
        return result
    }

    private static func variable(
        _ rest: inout Substring, of text: String, at source: Source, _ environment: [String: String]
    ) throws(InventoryError) -> String {
        let end = rest.firstIndex(of: "}")
        let name = rest[..<(end ?? rest.endIndex)].dropFirst()
        guard let end, let value = environment[String(name)] else {
            let what = end == nil ? "${ is not closed" : "the variable \"\(Excerpt.of(String(name)))\" is not set"
            throw InventoryError(.init(what, text: text, at: source, remedy: "Set it, or write the value in full."))
        }
        rest = rest[rest.index(after: end)...]
        return value
    }

    /// Whether the path of an agent is `$NAME`, or has none but closed `${NAME}`s in it.
    static func canExpand(_ text: String) -> Bool {
        guard text.hasPrefix("$"), !text.hasPrefix("${") else {
            return text.split(separator: "${", omittingEmptySubsequences: false).dropFirst().allSatisfy { rest in
                rest.firstIndex(of: "}").map { $0 > rest.startIndex } ?? false
            }
        }
        let name = text.dropFirst()
        return !name.isEmpty && name.utf8.allSatisfy { ByteCursor.isLetter($0) || ByteCursor.isDigit($0) }
    }
}
