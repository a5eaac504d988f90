/// What is wrong with a YAML file of ours: every problem with its line, and what to write instead.
package struct YAMLFileError: Error, Sendable, Equatable, CustomStringConvertible {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }

    /// One problem, which is of the whole file where no line is given.
    package init(_ what: String, file: String, line: Int? = nil, column: Int? = nil) {
        problems = [Problem(file: file, line: line, column: column, what: what)]
    }

    /// A line for each problem: `checks.yaml:3:5: …`. It quotes the file, so it is hostile text.
    package var description: String { problems.map(\.description).joined(separator: "\n") }

    package struct Problem: Sendable, Equatable, CustomStringConvertible {
        package let file: String
        /// From 1; nil where the whole file is meant.
        package let line: Int?
        package let column: Int?
        package let what: String

        package var description: String {
            let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
            return "\(file)\(place): \(what)"
        }
    }
}
