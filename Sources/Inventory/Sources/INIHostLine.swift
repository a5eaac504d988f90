internal import Diagnostics
internal import TextFiles

/// A host line of an INI inventory.
struct INIHostLine {
    let names: [String]
    let port: Int?
    let variables: [(name: String, value: Value)]

    init(_ line: String, at source: Source) throws(InputError) {
        let words = try Self.words(of: line, at: source)
        guard words.first != "" else {
            throw InputError(
                .init("a host has no name", text: line, at: source, remedy: "Give it one, or remove the line."))
        }
        (names, port) = try Self.hosts(words.first ?? "", at: source)
        var variables: [(name: String, value: Value)] = []
        for word in words.dropFirst() {
            guard !word.hasPrefix("=") else { throw Self.noName(line, at: source) }
            guard let equals = word.firstIndex(of: "=") else {
                throw InputError(
                    .init(
                        "after a host only variables are allowed, and this has another word", text: line, at: source,
                        remedy: "Write name=value without spaces around =, quote a value that has spaces, "
                            + "and give each host a line of its own."))
            }
            variables.append(
                (String(word[..<equals]), PythonLiteral.value(of: String(word[word.index(after: equals)...]))))
        }
        self.variables = variables
    }

    static func noName(_ line: String, at source: Source) -> InputError {
        InputError(
            .init(
                "a variable has no name", text: line, at: source,
                remedy: "Write name=value, without spaces around =."))
    }

    private static func words(of line: String, at source: Source) throws(InputError) -> [String] {
        do throws(ShellWords.Failure) {
            return try ShellWords.split(line.utf8, comments: true)
        } catch {
            throw InputError(
                .init(error.rawValue, text: line, at: source, remedy: error.remedy))
        }
    }

    private static func hosts(_ word: String, at source: Source) throws(InputError) -> ([String], Int?) {
        if word == "---" || word.hasSuffix(":") {
            throw InputError(
                .init(
                    "this looks like YAML in an INI file", text: word, at: source,
                    remedy: "Give a YAML file a name with .yml, or write a port after the colon."))
        }
        return try HostPattern.expand(word, at: source)
    }
}
