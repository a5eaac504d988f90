/// The problems of a dovesweep YAML file.
package struct YAMLFileError: Error, Sendable, Equatable, CustomStringConvertible {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }

    package init(_ what: String, file: String, line: Int? = nil, column: Int? = nil) {
        problems = [Problem(file: file, line: line, column: column, what: what)]
    }

    /// Quotes the file, so treat it as hostile text.
    package var description: String { problems.map(\.description).joined(separator: "\n") }

    package struct Problem: Sendable, Equatable, CustomStringConvertible {
        package let file: String
        /// From 1; nil for the whole file.
        package let line: Int?
        package let column: Int?
        package let what: String

        package var description: String {
            let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
            return "\(file)\(place): \(what)"
        }
    }
}
