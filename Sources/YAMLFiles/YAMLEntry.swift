internal import Yams

/// A value of a dovesweep YAML file; errors name its place.
package struct YAMLEntry {
    private let node: Node
    private let file: String
    /// For messages: `checks[2].probe`.
    package let path: String

    /// Parses a file; nil if it is empty.
    package init?(_ bytes: [UInt8], file: String) throws(YAMLFileError) {
        let root: Node?
        do {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw YAMLFileError("the file is not UTF-8: save it as UTF-8", file: file)
            }
            root = try Parser(yaml: text).singleRoot()
        } catch let error as YAMLFileError {
            throw error
        } catch {
            throw Self.problem(error, file)
        }
        guard let root, root.null == nil || root.scalar == nil else { return nil }
        self.init(root, file, "")
    }

    private init(_ node: Node, _ file: String, _ path: String) {
        self.node = node
        self.file = file
        self.path = path
    }

    /// From 1.
    package var line: Int { node.mark?.line ?? 1 }

    package var place: String { "\(file):\(line)" }

    package func wrong(_ what: String) -> YAMLFileError {
        let called = path.isEmpty ? "" : "\(path): "
        return YAMLFileError(called + what, file: file, line: node.mark?.line, column: node.mark?.column)
    }

    // MARK: What it is

    package func text() throws(YAMLFileError) -> String {
        guard let scalar = node.scalar, node.null == nil || scalar.style != .plain else {
            throw wrong("a text is needed here")
        }
        return scalar.string
    }

    /// Text that is not blank.
    package func words() throws(YAMLFileError) -> String {
        let text = try text()
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw wrong("it is empty: give it a value, or remove it")
        }
        return text
    }

    package func whole() throws(YAMLFileError) -> Int {
        guard isPlain, let number = node.int else { throw wrong("a whole number is needed here\(said)") }
        return number
    }

    package func number() throws(YAMLFileError) -> Double {
        guard isPlain, let number = node.float ?? node.int.map(Double.init), number.isFinite else {
            throw wrong("a number is needed here\(said)")
        }
        return number
    }

    package func flag() throws(YAMLFileError) -> Bool {
        guard isPlain, let flag = node.bool else { throw wrong("true or false is needed here\(said)") }
        return flag
    }

    package func choice(_ choices: [String]) throws(YAMLFileError) -> String {
        let text = try text()
        guard choices.contains(text) else {
            throw wrong("“\(text)” is not one of \(choices.joined(separator: ", "))")
        }
        return text
    }

    package var isList: Bool { node.sequence != nil }

    package func list() throws(YAMLFileError) -> [YAMLEntry] {
        guard let nodes = node.sequence else { throw wrong("a list is needed here: lines that begin with “- ”") }
        return nodes.enumerated().map { YAMLEntry($1, file, "\(path)[\($0 + 1)]") }
    }

    /// A single value counts as a list.
    package func oneOrMore() throws(YAMLFileError) -> [YAMLEntry] {
        isList ? try list() : [self]
    }

    /// A mapping; throws for keys that are not `known`.
    package func fields(_ known: [String]) throws(YAMLFileError) -> YAMLFields {
        let fields = YAMLFields(of: self, try pairs())
        for (key, entry) in fields.all where !known.contains(key) {
            throw entry.wrong("this key is not known: the keys here are \(known.joined(separator: ", "))")
        }
        return fields
    }

    /// A mapping with any keys, in file order.
    package func pairs() throws(YAMLFileError) -> [(key: String, entry: YAMLEntry)] {
        guard let mapping = node.mapping else { throw wrong("“key: value” lines are needed here") }
        var pairs: [(key: String, entry: YAMLEntry)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw YAMLEntry(key, file, path).wrong("this cannot be a key") }
            let below = YAMLEntry(value, file, path.isEmpty ? name : "\(path).\(name)")
            guard !pairs.contains(where: { $0.key == name }) else {
                throw below.wrong("this key occurs twice: delete one")
            }
            pairs.append((name, below))
        }
        return pairs
    }

    private var isPlain: Bool { node.scalar?.style == .plain }
    private var said: String { node.scalar.map { ", not “\($0.string)”" } ?? "" }

    private static func problem(_ error: any Error, _ file: String) -> YAMLFileError {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let what = [context?.text, problem].compactMap(\.self).joined(separator: ", ")
            return YAMLFileError(
                "this is not YAML (\(what)): check indentation, colons and quotes here and in the line above",
                file: file, line: mark.line, column: mark.column)
        case YamlError.duplicatedKeysInMapping(let duplicates, let context):
            return YAMLFileError(
                "“\(duplicates.first ?? "")” occurs here more than once: keep one", file: file, line: context.mark.line,
                column: context.mark.column)
        default: return YAMLFileError("it cannot be read as YAML: \(error)", file: file)
        }
    }
}

package struct YAMLFields {
    private let owner: YAMLEntry
    package let all: [(key: String, entry: YAMLEntry)]

    init(of owner: YAMLEntry, _ pairs: [(key: String, entry: YAMLEntry)]) {
        self.owner = owner
        all = pairs
    }

    package subscript(key: String) -> YAMLEntry? { all.first { $0.key == key }?.entry }

    package func required(_ key: String) throws(YAMLFileError) -> YAMLEntry {
        guard let entry = self[key] else { throw owner.wrong("“\(key)” is missing: add it") }
        return entry
    }
}
