internal import Assessment
package import Fleet

/// The answers of `dovesweep doctor`.
package struct DoctorReport: Sendable {
    package struct Answer: Sendable, Equatable {
        /// `warn` if it works with a remark, `fail` if a sweep cannot run.
        package var verdict: Verdict
        package var subject: String
        /// The result, then the remedies, one paragraph each.
        package var words: [String]

        package init(_ verdict: Verdict, _ subject: String, _ words: String...) {
            (self.verdict, self.subject, self.words) = (verdict, subject, words)
        }
    }

    package var answers: [Answer]

    package init(_ answers: [Answer]) {
        self.answers = answers
    }

    package var isReady: Bool { answers.allSatisfy { $0.verdict != .fail } }

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

    /// In scalars; a line may name many files.
    private static let limit = 2000
}
