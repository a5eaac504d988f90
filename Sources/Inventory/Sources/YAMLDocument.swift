internal import Diagnostics
internal import Yams

/// Parses one YAML document.
enum YAMLDocument {
    /// As in Ansible, JSON is accepted. `root` is nil for an empty document.
    static func read(
        _ bytes: [UInt8], file: String, warnings: InventoryWarnings
    ) throws(InputError) -> (root: Node?, values: YAMLValue) {
        let isJSON = JSONText.isJSON(bytes)
        // A byte order mark would shift the columns of line 1. Ansible accepts none in JSON.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        var values = YAMLValue(
            file: file, isJSON: isJSON, visits: YAMLValueBudget(bytes: bytes.count), warnings: warnings)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputError(
                .init("the file is not UTF-8", at: Source(file: file), remedy: "Save the file as UTF-8."))
        }
        let yaml = isJSON ? JSONText.withoutSurrogates(text) : text
        return (try root(yaml, file: file, duplicates: &values.duplicates), values)
    }

    /// `YAMLScalar` types values as Ansible does, so tags stay unresolved.
    private static func root(
        _ text: String, file: String, duplicates: inout YAMLDuplicates
    ) throws(InputError) -> Node? {
        var yaml = text
        while true {
            do {
                return try Parser(yaml: yaml, resolver: .basic).singleRoot()
            } catch let error as YamlError {
                if case .duplicatedKeysInMapping(_, let context) = error,
                    let parted = duplicates.part(yaml, at: context.mark)
                {
                    yaml = parted
                    continue
                }
                throw InputError(problem(error, in: text, file: file))
            } catch {
                throw InputError(
                    .init("the file cannot be read as YAML", at: Source(file: file), remedy: "Correct it."))
            }
        }
    }

    private static func problem(_ error: YamlError, in text: String, file: String) -> InputError.Problem {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let what = [context?.text, problem].compactMap(\.self).joined(separator: ", ")
            // Unclosed constructs are reported at the end of the file, where there is no text.
            let isAtEnd = line(mark.line, of: text).allSatisfy(\.isWhitespace)
            let place = isAtEnd ? context?.mark ?? mark : mark
            return syntax(what, at: place, in: text, file: file)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return .init(
                "the same key occurs here more than once, and YAML would keep only one", text: duplicates.first,
                at: Source(file: file, line: context.mark.line), column: context.mark.column,
                remedy: "Put their contents under one key.")
        case .reader(let problem, let offset, _, _):
            let number = offset.map { text.prefix($0).utf8.count { $0 == UInt8(ascii: "\n") } + 1 }
            return .init(
                problem, text: number.map { line($0, of: text) }, at: Source(file: file, line: number),
                remedy: "Remove the character.")
        default:
            return .init("the file cannot be read as YAML", at: Source(file: file), remedy: "Correct it.")
        }
    }

    private static func syntax(_ what: String, at mark: Mark, in text: String, file: String) -> InputError.Problem {
        let line = line(mark.line, of: text)
        let hasTab = line.prefix { $0 == " " || $0 == "\t" }.contains("\t")
        let remedy =
            switch what {
            case _ where hasTab: "Indent with spaces."
            case _ where what.hasSuffix("undefined alias"): "Write &name before the value that *name repeats."
            case _ where what.hasSuffix("another document"): "Keep one document in the file."
            default: "Check indentation, colons and quotes here and in the line above."
            }
        return .init(
            hasTab ? "the line is indented with a tab" : "this is not YAML: \(what)", text: line.isEmpty ? nil : line,
            at: Source(file: file, line: mark.line), column: mark.column, remedy: remedy)
    }

    private static func line(_ number: Int, of text: String) -> String {
        let lines = text.split(separator: "\n", maxSplits: max(0, number), omittingEmptySubsequences: false)
        return lines.indices.contains(number - 1) ? String(lines[number - 1]) : ""
    }
}
