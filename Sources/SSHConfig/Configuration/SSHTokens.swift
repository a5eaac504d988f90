internal import Diagnostics
internal import TextFiles

/// Expands OpenSSH's `%` tokens and `${NAME}` variables.
struct SSHTokens {
    private let tokens: [UInt8: String]

    init(_ tokens: [Unicode.Scalar: String]) {
        self.tokens = Dictionary(uniqueKeysWithValues: tokens.map { (UInt8(ascii: $0.key), $0.value) })
    }

    func expand(_ text: String, of option: SSHOption) throws(InputError) -> String {
        try expand(text, at: option.source)
    }

    /// Expands `${NAME}` only with an environment.
    ///
    /// - Throws: for an unknown token or an unset variable, as `ssh` does.
    func expand(
        _ text: String, at source: Source, environment: [String: String]? = nil
    ) throws(InputError) -> String {
        var (result, rest) = ([UInt8](), text.utf8[...])
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                let token = rest.popFirst()
                guard let value = token == UInt8(ascii: "%") ? "%" : token.flatMap({ tokens[$0] }) else {
                    let shown = token.map { Excerpt.of(String(decoding: [$0], as: UTF8.self)) } ?? ""
                    throw InputError(
                        .init(
                            "OpenSSH has no \"%\(shown)\" here", text: text, at: source,
                            remedy: "Write %% for a percent sign."))
                }
                result += value.utf8
            } else if let environment, byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "{") {
                result += try Self.variable(&rest, of: text, at: source, environment).utf8
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func variable(
        _ rest: inout Substring.UTF8View, of text: String, at source: Source, _ environment: [String: String]
    ) throws(InputError) -> String {
        let halves = Substring(rest.dropFirst()).halves(at: "}")
        guard let (name, behind) = halves, let value = environment[String(name)] else {
            let what =
                halves.map { "the variable \"\(Excerpt.of(String($0.before)))\" is not set" } ?? "${ is not closed"
            throw InputError(.init(what, text: text, at: source, remedy: "Set it, or write the value in full."))
        }
        rest = behind.utf8
        return value
    }

    /// Whether `IdentityAgent` is `$NAME`, or closes every `${NAME}`.
    static func canExpand(_ text: String) -> Bool {
        guard text.begins(with: "$"), !text.begins(with: "${") else {
            let parts = text.parts(at: "$").dropFirst().filter { $0.begins(with: "{") }
            return parts.allSatisfy { part in part.halves(at: "}").map { $0.before != "{" } ?? false }
        }
        let name = text.utf8.dropFirst()
        return !name.isEmpty && name.allSatisfy { ByteCursor.isLetter($0) || ByteCursor.isDigit($0) }
    }
}
