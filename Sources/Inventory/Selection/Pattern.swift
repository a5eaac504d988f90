internal import Diagnostics
internal import TextFiles
internal import SSHConfig

/// One host pattern of a list: a union, intersection or exclusion.
struct Pattern: Equatable {
    enum Role: Int { case union, intersection, exclusion }

    /// Some of the matching hosts, by index.
    enum Slice: Equatable {
        case one(Int)
        /// Inclusive; no end means the last host.
        case range(Int, Int?)
    }

    let whole: String
    /// nil for the command line.
    let source: Source?
    let role: Role
    /// Without role and slice; a regular expression keeps `~`.
    let text: String
    let slice: Slice?

    var isName: Bool { !text.hasPrefix("~") && !text.contains { "?*[".contains($0) } }

    init(_ whole: String, at source: Source? = nil) throws(InputError) {
        self.whole = whole
        self.source = source
        role = whole.hasPrefix("&") ? .intersection : whole.hasPrefix("!") ? .exclusion : .union
        let body = role == .union ? whole[...] : whole.dropFirst()
        guard !body.isEmpty else {
            throw InputError(
                .init("a pattern is empty", text: whole, at: source, remedy: "Write a host or a group after it."))
        }
        slice = body.hasPrefix("~") ? nil : Self.slice(of: body)
        text = String(slice == nil ? body : body[..<(body.lastIndex(of: "[") ?? body.endIndex)])
    }

    /// Other brackets at the end belong to a glob.
    private static func slice(of text: Substring) -> Slice? {
        guard text.hasSuffix("]"), let open = text.lastIndex(of: "["), open > text.startIndex else { return nil }
        let body = text[text.index(after: open)...].dropLast()
        if let place = Int(digits: body.hasPrefix("-") ? body.dropFirst() : body) {
            return .one(body.hasPrefix("-") ? -place : place)
        }
        let bounds = body.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        guard bounds.count == 2, let first = Int(digits: bounds[0]) else { return nil }
        if bounds[1].isEmpty { return .range(first, nil) }
        // Ansible treats an end of 0 as absent.
        return Int(digits: bounds[1]).map { $0 == 0 ? .one(first) : .range(first, $0) }
    }

    /// Splits as Ansible does: at commas, else at colons and blanks outside brackets.
    ///
    /// `@` names a file with a pattern per line.
    static func list(_ texts: [String], files: any FileSystem) throws(InputError) -> [Pattern] {
        var patterns: [Pattern] = []
        for part in texts.flatMap(split) {
            if part.hasPrefix("@") {
                patterns += try lines(of: String(part.dropFirst()), files: files)
            } else {
                patterns.append(try Pattern(part))
            }
        }
        return patterns
    }

    private static func lines(of file: String, files: any FileSystem) throws(InputError) -> [Pattern] {
        guard files.kind(of: file) == .file, let bytes = files.contents(of: file) else {
            throw InputError(
                .init(
                    "the file of patterns cannot be read", at: Source(file: file),
                    remedy: "Give a file with one host or pattern on each line."))
        }
        var lines: [(text: String, number: Int)] = []
        TextLines(bytes: bytes).forEach { line, number in lines.append((String(decoding: line, as: UTF8.self), number))
        }
        var patterns: [Pattern] = []
        for line in lines { patterns.append(try Pattern(line.text, at: Source(file: file, line: line.number))) }
        return patterns
    }

    private static func split(_ text: String) -> [String] {
        if text.contains(",") { return text.split(separator: ",").map { INIHeading.trim($0) }.filter { !$0.isEmpty } }
        if HostAddress(text) != nil { return [text] }
        var depth = 0
        return text.split { character in
            if character == "[" { depth += 1 }
            if character == "]" { depth = max(0, depth - 1) }
            return depth == 0 && (character == ":" || character.isWhitespace)
        }.map(String.init)
    }
}
