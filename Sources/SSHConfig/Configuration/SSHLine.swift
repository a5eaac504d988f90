internal import Diagnostics
internal import TextFiles

/// A parsed configuration line, not yet applied to a host.
struct SSHLine: Sendable {
    let source: Source
    let statement: Statement

    enum Statement: Sendable {
        case host([HostPart])
        case match([SSHCondition])
        case include([[SSHLine]])
        case option(SSHOption)
        /// An error unless the host's `IgnoreUnknown` matches.
        case unknown(String)
    }

    /// If a negated pattern matches, the section does not apply.
    struct HostPart: Sendable {
        let isNegated: Bool
        let pattern: SSHPattern

        init(_ text: String) {
            (isNegated, pattern) = SSHPattern.negatable(text)
        }
    }

    /// A parse error without its source.
    struct Refusal: Error {
        let what: String
        let remedy: String
        /// Reported instead.
        var included: [InputError.Problem] = []

        init(_ what: String, remedy: String) {
            self.what = what
            self.remedy = remedy
        }

        init(including problems: [InputError.Problem]) {
            self.init("an included file is wrong", remedy: "Correct it.")
            included = problems
        }

        func problem(_ text: String, at source: Source) -> InputError.Problem {
            InputError.Problem(what, text: text, at: source, remedy: remedy)
        }
    }

    /// nil if the line is blank or a comment. `including` reads the files of an `Include`.
    static func read(
        _ line: [UInt8], source: Source, including: ([String]) throws(Refusal) -> [[SSHLine]]
    ) throws(Refusal) -> Statement? {
        var cursor = SSHWordCursor(trimmed(line))
        var word = cursor.next()
        if word == "" { word = cursor.next() }
        guard let word, !word.isEmpty, !word.begins(with: "#") else { return nil }
        guard let rest = cursor.rest?.drop(while: SSHWordCursor.isBlank), !rest.isEmpty else {
            throw Refusal("it has no value", remedy: "Give it one, or remove it.")
        }
        guard let words = SSHWords.split(rest) else {
            throw Refusal("a quotation is not closed", remedy: "Close it.")
        }
        switch word.lowercased() {
        case "host": return .host(try named(words).map(HostPart.init))
        case "match": return .match(try SSHCondition.read(rest))
        case "include": return .include(try including(named(words)))
        default: return try option(word, words, rest, text: trimmed(line), source: source)
        }
    }

    private static func option(
        _ word: String, _ words: [String], _ rest: ArraySlice<UInt8>, text: ArraySlice<UInt8>, source: Source
    ) throws(Refusal) -> Statement {
        guard let keyword = SSHKeyword(word) else { return .unknown(word) }
        do throws(SSHValueType.Refusal) {
            let arguments = try keyword.form.read(words, line: String(decoding: rest, as: UTF8.self))
            let text = String(decoding: text.drop(while: SSHWordCursor.isBlank), as: UTF8.self)
            return .option(SSHOption(keyword: keyword, arguments: arguments, text: text, source: source))
        } catch {
            throw Refusal(error.what, remedy: error.remedy)
        }
    }

    private static func named(_ words: [String]) throws(Refusal) -> [String] {
        guard !words.contains(where: \.isEmpty) else {
            throw Refusal("one of its words is empty", remedy: "Fill it in, or remove the quotes.")
        }
        return words
    }

    private static func trimmed(_ line: [UInt8]) -> ArraySlice<UInt8> {
        var line = line[...]
        while let last = line.last, SSHWordCursor.isBlank(last) || last == 0x0C { line = line.dropLast() }
        return line
    }
}
