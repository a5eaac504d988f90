/// Markdown, as GitHub, GitLab and most ticket systems read it (CommonMark with tables).
typealias Markdown = Markup<MarkdownSyntax>

enum MarkdownSyntax: MarkupSyntax {
    /// Text that stays text. What a ticket system would act on (names behind an `@`, numbers behind a `#`, addresses)
    /// stands in code, where it acts on nothing.
    static func escaped(_ printable: String) -> String {
        // Spaces at the beginning of a line would make a block of code.
        let words = printable.drop { $0 == " " }.split(separator: " ", omittingEmptySubsequences: false)
        return words.map { word in
            let acts = word.contains { "@#".contains($0) } || word.contains("://") || word.contains("www.")
            return acts ? code(word) : plain(word)
        }.joined(separator: " ")
    }

    /// In code nothing acts but the grave accent, and in a table the bar, which is left outside.
    static func code(_ printable: some StringProtocol) -> String {
        printable.split(separator: "|", omittingEmptySubsequences: false).map { part in
            guard !part.isEmpty else { return "" }
            let longest = part.split { $0 != "`" }.map(\.count).max() ?? 0
            let fence = String(repeating: "`", count: longest + 1)
            let padding = part.hasPrefix("`") || part.hasSuffix("`") ? " " : ""
            return fence + padding + part + padding + fence
        }.joined(separator: "\\|")
    }

    private static func plain(_ word: Substring) -> String {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        var text = ""
        for place in word.indices {
            let character = word[place]
            let startsBlock = place == word.startIndex && "-+=".contains(character)
            let endsNumber = place == digits.endIndex && !digits.isEmpty && ".)".contains(character)
            if startsBlock || endsNumber || special.contains(character) { text += "\\" }
            text.append(character)
        }
        return text
    }

    private static let special: Set<Character> = [
        "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "&", "~", "|", "$",
    ]
}

extension Markdown {
    /// Text as code in a line.
    static func code(_ raw: String, limit: Int = Printable.usualLimit) -> Markdown {
        Markdown(trusted: MarkdownSyntax.code(Printable.line(raw, limit: limit)))
    }

    /// Names of hosts, folded, as many as are worth reading.
    static func names(_ names: some Sequence<String>) -> Markdown {
        code(NodeSet(names).text, limit: Steps.longestLine)
    }

    /// Lines to copy, in a fence that none of them can close.
    static func block(_ lines: [String]) -> Markdown {
        guard !lines.isEmpty else { return "" }
        let longest = lines.flatMap { $0.split { $0 != "`" } }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        let text = lines.map { Printable.line($0, limit: .max) }.joined(separator: "\n")
        return Markdown(trusted: "\(fence)\n\(text)\n\(fence)\n")
    }

    /// A table; each row has as many cells as there are heads.
    static func table(_ heads: [Markdown], _ rows: [[Markdown]]) -> Markdown {
        let line = { (cells: [Markdown]) in "| \(cells.joined(" | ")) |\n" as Markdown }
        return line(heads) + line(heads.map { _ in "---" }) + rows.map(line).joined()
    }
}
