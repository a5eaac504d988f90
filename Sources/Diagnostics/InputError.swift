/// The problems of a file, a pattern or a variable that the operator wrote.
package struct InputError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Never empty.
    package let problems: [Problem]

    package init(_ problems: [Problem]) {
        self.problems = problems
    }

    package init(_ problem: Problem) {
        self.problems = [problem]
    }

    /// Problems that are shown.
    package static let limit = 10

    package var description: String {
        Self.lines(problems).joined(separator: "\n")
    }

    package static func lines(_ problems: [Problem]) -> [String] {
        let lines = problems.prefix(limit).map(\.description)
        return problems.count > limit ? lines + ["… and \(problems.count - limit) more problems"] : lines
    }

    /// A problem with its place and remedy.
    package struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// nil if no file is at fault.
        package let source: Source?
        /// From 1; nil if unknown.
        package let column: Int?
        /// Bounded, printable and without secrets.
        package let text: String?
        package let what: String
        package let remedy: String

        package init(
            _ what: String, text: String? = nil, at source: Source? = nil, column: Int? = nil, remedy: String
        ) {
            self.source = source
            self.column = column
            self.text = text.map { Excerpt.of($0) }
            self.what = what
            self.remedy = remedy
        }

        /// `hosts.ini:3: "[mail:child]": unknown kind of section. Write …`
        package var description: String {
            let place = source.map { "\(Excerpt.printable($0.description))\(column.map { ":\($0)" } ?? ""): " } ?? ""
            let quoted = text.map { "\"\($0)\": " } ?? ""
            return "\(place)\(quoted)\(what). \(remedy)"
        }
    }
}
