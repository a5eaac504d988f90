/// A place in a file: `hosts.ini:12`.
package struct Source: Sendable, Hashable, CustomStringConvertible {
    package let file: String
    /// From 1; nil for the whole file.
    package let line: Int?

    package init(file: String, line: Int? = nil) {
        self.file = file
        self.line = line
    }

    package var description: String {
        line.map { "\(file):\($0)" } ?? file
    }
}
