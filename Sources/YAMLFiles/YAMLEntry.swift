internal import Yams

/// A value of a YAML file of ours, with the place where it stands: what asks it for the wrong thing says so there.
package struct YAMLEntry {
    private let node: Node
    private let file: String
    /// How to call it in a message: `checks[2].probe`.
    package let path: String

    /// Reads a file; nil where it is empty.
    package init?(_ bytes: [UInt8], file: String) throws(YAMLFileError) {
        let root: Node?
        do {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw YAMLFileError("it is not UTF-8: save it as such", file: file)
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

    /// The line of the file, from 1.
    package var line: Int { node.mark?.line ?? 1 }

    /// The file and line.
    package var place: String { "\(file):\(line)" }

    /// An error at this place.
    package func wrong(_ what: String) -> YAMLFileError {
        let called = path.isEmpty ? "" : "\(path): "
        return YAMLFileError(called + what, file: file, line: node.mark?.line, column: node.mark?.column)
    }

    // MARK: What it is

    package func text() throws(YAMLFileError) -> String {
        guard let scalar = node.scalar, node.null == nil || scalar.style != .plain else {
            throw wrong("text is wanted here")
        }
        return scalar.string
    }

    /// Text that says something.
    package func words() throws(YAMLFileError) -> String {
        let text = try text()
        guard text.contains(where: { !$0.isWhitespace }) else { throw wrong("it is empty: write it, or leave it out") }
        return text
    }

    package func whole() throws(YAMLFileError) -> Int {
        guard isPlain, let number = node.int else { throw wrong("a whole number is wanted here\(said)") }
        return number
    }

    package func number() throws(YAMLFileError) -> Double {
        guard isPlain, let number = node.float ?? node.int.map(Double.init), number.isFinite else {
            throw wrong("a number is wanted here\(said)")
        }
        return number
    }

    package func flag() throws(YAMLFileError) -> Bool {
        guard isPlain, let flag = node.bool else { throw wrong("true or false is wanted here\(said)") }
        return flag
    }

    /// One of some words.
    package func choice(_ choices: [String]) throws(YAMLFileError) -> String {
        let text = try text()
        guard choices.contains(text) else {
            throw wrong("“\(text)” is none of \(choices.joined(separator: ", "))")
        }
        return text
    }

    /// Whether it is a list rather than one value.
    package var isList: Bool { node.sequence != nil }

    package func list() throws(YAMLFileError) -> [YAMLEntry] {
        guard let nodes = node.sequence else { throw wrong("a list is wanted here: lines that begin with “- ”") }
        return nodes.enumerated().map { YAMLEntry($1, file, "\(path)[\($0 + 1)]") }
    }

    /// A list, or one value that stands for a list of one.
    package func oneOrMore() throws(YAMLFileError) -> [YAMLEntry] {
        isList ? try list() : [self]
    }

    /// A mapping that has no other keys than these.
    package func fields(_ known: [String]) throws(YAMLFileError) -> YAMLFields {
        let fields = YAMLFields(of: self, try pairs())
        for (key, entry) in fields.all where !known.contains(key) {
            throw entry.wrong("there is no such key: the keys here are \(known.joined(separator: ", "))")
        }
        return fields
    }

    /// A mapping whose keys are the file's own; in its order.
    package func pairs() throws(YAMLFileError) -> [(key: String, entry: YAMLEntry)] {
        guard let mapping = node.mapping else { throw wrong("“key: value” lines are wanted here") }
        var pairs: [(key: String, entry: YAMLEntry)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw YAMLEntry(key, file, path).wrong("this cannot be a key") }
            let below = YAMLEntry(value, file, path.isEmpty ? name : "\(path).\(name)")
            guard !pairs.contains(where: { $0.key == name }) else { throw below.wrong("it is there twice: delete one") }
            pairs.append((name, below))
        }
        return pairs
    }

    private var isPlain: Bool { node.scalar?.style == .plain }
    private var said: String { node.scalar.map { ", and not “\($0.string)”" } ?? "" }

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
                "“\(duplicates.first ?? "")” stands here more than once: keep one", file: file, line: context.mark.line,
                column: context.mark.column)
        default: return YAMLFileError("it cannot be read as YAML: \(error)", file: file)
        }
    }
}

/// The fields of a mapping whose keys are known.
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
