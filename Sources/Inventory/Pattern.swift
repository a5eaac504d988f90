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
    let role: Role
    /// Without its role and its slice.
    let text: String
    let slice: Slice?

    init(_ whole: String) throws(InventoryError) {
        self.whole = whole
        role = whole.hasPrefix("&") ? .intersection : whole.hasPrefix("!") ? .exclusion : .union
        let body = role == .union ? whole[...] : whole.dropFirst()
        guard !body.hasPrefix("~"), !body.hasPrefix("@") else {
            throw InventoryError(
                .init(
                    "patterns that are regular expressions or files cannot be read", text: whole,
                    remedy: "Write names and globs such as mx*.example.net."))
        }
        guard !body.isEmpty else {
            throw InventoryError(.init("a pattern is empty", text: whole, remedy: "Name a host or a group behind it."))
        }
        slice = Self.slice(of: body)
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
        return Int(digits: bounds[1]).map { .range(first, $0) }
    }

    /// Splits lists as Ansible does: at commas; without any, at colons, unless it is one address or range.
    static func list(_ texts: [String]) throws(InventoryError) -> [Pattern] {
        var patterns: [Pattern] = []
        for text in texts {
            for part in split(text) { patterns.append(try Pattern(part)) }
        }
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
