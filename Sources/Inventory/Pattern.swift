/// One pattern of a list, with what it does to the hosts that the ones before it chose.
struct Pattern: Equatable {
    enum Role: Int { case union, intersection, exclusion }

    /// Some of the hosts that a pattern matches, by their places.
    enum Slice: Equatable {
        case one(Int)
        /// To the end where there is no end; the end is part of it.
        case range(Int, Int?)
    }

    /// As it was written.
    let whole: String
    /// The line that holds it; nil for the command line.
    let source: Source?
    let role: Role
    /// Without its role and its slice; with the `~` of a regular expression.
    let text: String
    let slice: Slice?

    /// Whether it is a name itself, neither a glob nor a regular expression.
    var isName: Bool { !text.hasPrefix("~") && !text.contains { "?*[".contains($0) } }

    init(_ whole: String, at source: Source? = nil) throws(InventoryError) {
        self.whole = whole
        self.source = source
        role = whole.hasPrefix("&") ? .intersection : whole.hasPrefix("!") ? .exclusion : .union
        let body = role == .union ? whole[...] : whole.dropFirst()
        guard !body.isEmpty else {
            throw InventoryError(
                .init("a pattern is empty", text: whole, at: source, remedy: "Name a host or a group behind it."))
        }
        slice = body.hasPrefix("~") ? nil : Self.slice(of: body)
        text = String(slice == nil ? body : body[..<(body.lastIndex(of: "[") ?? body.endIndex)])
    }

    /// `[0]`, `[-1]`, `[1:3]`, `[1-3]`, `[1:]` at the end; brackets that hold anything else are a glob's.
    private static func slice(of text: Substring) -> Slice? {
        guard text.hasSuffix("]"), let open = text.lastIndex(of: "["), open > text.startIndex else { return nil }
        let body = text[text.index(after: open)...].dropLast()
        if let place = Int(digits: body.hasPrefix("-") ? body.dropFirst() : body) {
            return .one(body.hasPrefix("-") ? -place : place)
        }
        let bounds = body.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        guard bounds.count == 2, let first = Int(digits: bounds[0]) else { return nil }
        if bounds[1].isEmpty { return .range(first, nil) }
        // To Ansible, an end of 0 is none at all.
        return Int(digits: bounds[1]).map { $0 == 0 ? .one(first) : .range(first, $0) }
    }

    /// Splits lists as Ansible does: at commas; without any, at colons, unless it is one address or range. The lines of a
    /// file that `@` names are patterns, one each.
    static func list(_ texts: [String], files: any InventoryFiles) throws(InventoryError) -> [Pattern] {
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

    private static func lines(of file: String, files: any InventoryFiles) throws(InventoryError) -> [Pattern] {
        guard files.kind(of: file) == .file, let bytes = files.contents(of: file) else {
            throw InventoryError(
                .init(
                    "the file of patterns cannot be read", at: Source(file: file),
                    remedy: "Name a file that holds a host or a pattern a line."))
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
