/// Markdown, as GitHub, GitLab and most ticket systems read it (CommonMark with tables).
typealias Markdown = Markup<MarkdownSyntax>

enum MarkdownSyntax: MarkupSyntax {
    /// Text that stays text. What a ticket system would act on (names behind an `@`, numbers behind a `#`, addresses)
    /// stands in code, where it acts on nothing.
    static func escaped(_ printable: Scalars) -> Scalars {
        // Spaces at the beginning of a line would make a block of code.
        let words = printable.drop { $0 == space }.split(separator: space, omittingEmptySubsequences: false)
        return Scalars(
            words.enumerated().map { place, word in acts(word) ? code(word) : plain(word, isFirst: place == 0) }
                .joined(separator: [space]))
    }

    /// Whether a ticket system makes a link of the word.
    private static func acts(_ word: Substring.UnicodeScalarView) -> Bool {
        word.contains { $0 == "@" || $0 == "#" } || addresses.contains { word.contains($0) }
    }

    /// In code nothing acts but the grave accent, and in a table the bar, which is left outside.
    static func code(_ printable: Substring.UnicodeScalarView) -> Scalars {
        let parts = printable.split(separator: bar, omittingEmptySubsequences: false).map { part in
            guard !part.isEmpty else { return Scalars() }
            let fence = fence(around: part)
            let padding: [Unicode.Scalar] = part.first == graveAccent || part.last == graveAccent ? [space] : []
            return fence + padding + part + padding + fence
        }
        return Scalars(parts.joined(separator: ["\\", bar]))
    }

    /// More grave accents in a row than there are in the text.
    static func fence(around text: some Sequence<Unicode.Scalar>, atLeast least: Int = 1) -> Scalars {
        var (longest, row) = (0, 0)
        for scalar in text {
            row = scalar == graveAccent ? row + 1 : 0
            longest = max(longest, row)
        }
        return Scalars(repeatElement(graveAccent, count: max(least, longest + 1)))
    }

    /// A list, a heading or a rule begins with the first word of a line alone; and a `_` within a word is no mark of
    /// emphasis (CommonMark 0.31, 4.1, 5.2 and 6.2).
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
    /// Text as code in a line.
    static func code(_ raw: String, limit: Int = Printable.usualLimit) -> Markdown {
        Markdown(trusted: String(MarkdownSyntax.code(Printable.line(raw, limit: limit).unicodeScalars[...])))
    }

    /// Names of hosts, folded, as many as are worth reading.
    static func names(_ names: some Sequence<String>) -> Markdown {
        code(NodeSet(names).text, limit: Steps.longestLine)
    }

    /// Lines to copy, in a fence that none of them can close.
    static func block(_ lines: [String]) -> Markdown {
        guard !lines.isEmpty else { return "" }
        let fence = String(MarkdownSyntax.fence(around: lines.joined(separator: "\n").unicodeScalars, atLeast: 3))
        let text = lines.map { Printable.line($0, limit: .max) }.joined(separator: "\n")
        return Markdown(trusted: "\(fence)\n\(text)\n\(fence)\n")
    }

    /// A table; each row has as many cells as there are heads.
    static func table(_ heads: [Markdown], _ rows: [[Markdown]]) -> Markdown {
        let line = { (cells: [Markdown]) in "| \(cells.joined(" | ")) |\n" as Markdown }
        return line(heads) + line(heads.map { _ in "---" }) + rows.map(line).joined()
    }
}
