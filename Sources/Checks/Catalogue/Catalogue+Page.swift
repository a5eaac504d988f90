internal import Fleet

extension Catalogue {
    /// The output of `checks explain` for an item, a check or all.
    package func explanation(of id: String? = nil) -> String {
        checks.filter { id == nil || isNamed($0, by: id) }.map { $0.explanation.text(of: $0.id) }.joined(
            separator: "\n")
    }

    private func isNamed(_ check: any Check, by id: String?) -> Bool {
        id.map { check.id == $0 || check.id.hasPrefix("\($0).") } ?? false
    }

    /// The same as Markdown; without an id it is docs/checks.md.
    package func page(of id: String? = nil) -> String {
        guard id == nil else {
            return checks.filter { isNamed($0, by: id) }.map { $0.explanation.markdown(of: $0.id) }.joined()
        }
        let sections = items.map { item in
            let sections = checks.filter { $0.id.hasPrefix("\(item.rawValue).") }
                .map { $0.explanation.markdown(of: $0.id) }
            return "## \(item.rawValue)\n\n" + sections.joined(separator: "\n")
        }
        return """
            # The checks

            What `dovesweep` asks of every host, in the order of the checklist. Written by
            `dovesweep checks explain --markdown`; edit the checks, not this page.


            """ + sections.joined(separator: "\n")
    }
}

extension Explanation {
    fileprivate func text(of id: String) -> String {
        var text = "\(id): \(title)\n"
        for (head, lines) in sections {
            text += "\n\(head)\n" + lines.map { "  \($0)\n" }.joined()
        }
        return text
    }

    fileprivate func markdown(of id: String) -> String {
        var text = "### `\(id)`\n\n**\(title)**\n\n\(why)\n"
        for (head, lines) in sections.dropFirst() {
            let isCode = head == Self.byHandHead
            let body = isCode ? ["```", lines.joined(separator: "\n"), "```"] : lines.map { "- \($0)" }
            text += "\n\(head):\n\n" + body.joined(separator: "\n") + "\n"
        }
        return text
    }

    private static let byHandHead = "By hand"

    private var sections: [(head: String, lines: [String])] {
        [
            ("Why it matters", split(why)), (Self.byHandHead, split(byHand)),
            ("Thresholds", thresholds.map(split) ?? []), ("How to fix it", remedies.flatMap(split)),
            ("Read more", references),
        ].filter { !$0.lines.isEmpty }
    }

    private func split(_ text: String) -> [String] { lines(of: text).map(String.init).filter { !$0.isEmpty } }
}
