/// What is wrong with an inventory, a pattern or a variable: where, the offending text, and what to do.
package struct InventoryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// In the order they were found; never empty.
    package let problems: [Problem]

    init(_ problems: [Problem]) {
        self.problems = problems
    }

    package init(_ problem: Problem) {
        self.problems = [problem]
    }

    /// How many problems are told; a file of another kind would be one problem a line.
    static let limit = 10

    /// A line for each problem.
    package var description: String {
        Self.lines(problems).joined(separator: "\n")
    }

    static func lines(_ problems: [Problem]) -> [String] {
        let lines = problems.prefix(limit).map(\.description)
        return problems.count > limit ? lines + ["… and \(problems.count - limit) more like these"] : lines
    }

    /// One thing that is wrong.
    package struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// nil where no file is at fault, as for a pattern.
        package let source: Source?
        /// From 1; nil where it is not known, or the whole line is meant.
        package let column: Int?
        /// The offending text: bounded, printable, and without the values of secrets.
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
