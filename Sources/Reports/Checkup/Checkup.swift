package import Fleet

/// What was found out about a machine, a question a line; whoever asks has the words, here they get their layout.
package struct Checkup: Sendable {
    /// What one question came to.
    package struct Answer: Sendable, Equatable {
        /// `pass`, `warn` for what works but should be known, or `fail` for what keeps a sweep from running.
        package var verdict: Verdict
        /// What was asked about, in a word or two.
        package var subject: String
        /// What was found, and below it what to do, a paragraph each.
        package var words: [String]

        package init(_ verdict: Verdict, _ subject: String, _ words: String...) {
            (self.verdict, self.subject, self.words) = (verdict, subject, words)
        }
    }

    package var answers: [Answer]

    package init(_ answers: [Answer]) {
        self.answers = answers
    }

    /// Whether nothing was found that keeps a sweep from running.
    package var isReady: Bool { answers.allSatisfy { $0.verdict != .fail } }

    /// All of it as text, with a newline at its end.
    package func text(in style: ReportStyle) -> String {
        let margin = 4 + (answers.map { ("\($0.subject)" as Line).width }.max() ?? 0)
        let lines = answers.flatMap { answer in
            let head = (answer.verdict.glyph + " " + "\(answer.subject)").padded(to: margin)
            return answer.words.enumerated().flatMap { place, words in
                ((place == 0 ? head : .spaces(margin)) + "\(words, limit: Self.limit)")
                    .wrapped(to: style.width, indent: margin)
            }
        }
        return lines.map { $0.rendered(in: style) + "\n" }.joined()
    }

    /// A line may name many files.
    private static let limit = 2000
}
