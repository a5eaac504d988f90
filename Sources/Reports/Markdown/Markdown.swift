internal import Assessment

/// CommonMark with tables, as GitHub, GitLab and most ticket systems read it.
typealias Markdown = Markup<MarkdownSyntax>

enum MarkdownSyntax: MarkupSyntax {
    /// A word that a ticket system would make a link (`@name`, `#1`, an address) becomes code.
    static func escaped(_ printable: Scalars) -> Scalars {
        // Leading spaces would begin a code block.
        let words = printable.drop { $0 == space }.split(separator: space, omittingEmptySubsequences: false)
        return Scalars(
            words.enumerated().map { place, word in acts(word) ? code(word) : plain(word, isFirst: place == 0) }
                .joined(separator: [space]))
    }

    private static func acts(_ word: Substring.UnicodeScalarView) -> Bool {
        word.contains { $0 == "@" || $0 == "#" } || addresses.contains { word.contains($0) }
    }

    /// In code, only the grave accent acts, and in a table the bar, which stays outside.
    static func code(_ printable: Substring.UnicodeScalarView) -> Scalars {
        let parts = printable.split(separator: bar, omittingEmptySubsequences: false).map { part in
            guard !part.isEmpty else { return Scalars() }
            let fence = fence(around: part)
            let padding: [Unicode.Scalar] = part.first == graveAccent || part.last == graveAccent ? [space] : []
            return fence + padding + part + padding + fence
        }
        return Scalars(parts.joined(separator: ["\\", bar]))
    }

    /// One grave accent more than the longest run in the text.
    static func fence(around text: some Sequence<Unicode.Scalar>, atLeast least: Int = 1) -> Scalars {
        var (longest, row) = (0, 0)
        for scalar in text {
            row = scalar == graveAccent ? row + 1 : 0
            longest = max(longest, row)
        }
        return Scalars(repeatElement(graveAccent, count: max(least, longest + 1)))
    }

    /// Only the first word of a line can begin a list, heading or rule; `_` within a word is no emphasis (CommonMark
    /// 0.31, 4.1, 5.2 and 6.2).
    private static func plain(_ word: Substring.UnicodeScalarView, isFirst: Bool) -> Scalars {
        let digits = isFirst ? word.prefix { ("0"..."9").contains($0) } : word.prefix(0)
        var text = Scalars()
        var before: Unicode.Scalar?
        for place in word.indices {
            let scalar = word[place]
            let after = word.index(after: place) < word.endIndex ? word[word.index(after: place)] : nil
            let startsBlock =
                isFirst && place == word.startIndex && (scalar == "-" || scalar == "+" || scalar == "=")
            let endsNumber =
                place == digits.endIndex && !digits.isEmpty && after == nil && (scalar == "." || scalar == ")")
            let isWithin = scalar == "_" && isLetter(before) && isLetter(after)
            if startsBlock || endsNumber || special.contains(scalar) && !isWithin { text.append("\\") }
            text.append(scalar)
            before = scalar
        }
        return text
    }

    private static func isLetter(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }

    private static let space: Unicode.Scalar = " "
    private static let bar: Unicode.Scalar = "|"
    private static let graveAccent: Unicode.Scalar = "`"
    private static let addresses = ["://", "www."].map { Array($0.unicodeScalars) }

    private static let special: Set<Unicode.Scalar> = [
        "\\", "`", "*", "_", "[", "]", "<", ">", "&", "~", "|", "$",
    ]
}

extension Markdown {
    /// Inline code.
    static func code(_ raw: String, limit: Int = Printable.usualLimit) -> Markdown {
        Markdown(trusted: String(MarkdownSyntax.code(Printable.line(raw, limit: limit).unicodeScalars[...])))
    }

    static func names(_ names: some Sequence<String>) -> Markdown {
        code(NodeSet(names).text, limit: PrintableLines.longestLine)
    }

    /// A fenced code block that no line can close.
    static func block(_ lines: [String]) -> Markdown {
        guard !lines.isEmpty else { return "" }
        let fence = String(MarkdownSyntax.fence(around: lines.joined(separator: "\n").unicodeScalars, atLeast: 3))
        let text = lines.map { Printable.line($0, limit: .max) }.joined(separator: "\n")
        return Markdown(trusted: "\(fence)\n\(text)\n\(fence)\n")
    }

    static func table(_ heads: [Markdown], _ rows: [[Markdown]]) -> Markdown {
        let line = { (cells: [Markdown]) in "| \(cells.joined(" | ")) |\n" as Markdown }
        return line(heads) + line(heads.map { _ in "---" }) + rows.map(line).joined()
    }
}
