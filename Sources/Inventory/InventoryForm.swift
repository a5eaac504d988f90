internal import ShellQuoting

/// The form that a file of an inventory is written in, told by its name, and where that says nothing by how it begins.
enum InventoryForm: Equatable {
    case ini
    case yaml
    /// A program that prints it.
    case program

    init(of bytes: [UInt8], path: String, mayBeRun: Bool) throws(InventoryError) {
        if mayBeRun, Self.isProgram(bytes) {
            self = .program
            return
        }
        if let refusal = Self.refusal(of: bytes, path: path) { throw InventoryError(refusal) }
        switch Path.suffix(of: path) {
        case ".yml", ".yaml", ".json": self = .yaml
        case "": self = Self.beginsAsYAML(bytes) ? .yaml : .ini
        default: self = .ini
        }
    }

    private static func refusal(of bytes: [UInt8], path: String) -> InventoryError.Problem? {
        let source = Source(file: path)
        if Path.suffix(of: path) == ".toml" {
            return .init("inventories in TOML cannot be read", at: source, remedy: "Write it as INI or YAML.")
        }
        if bytes.starts(with: "#!".utf8) {
            return .init(
                "this is a program, and it may not be run", at: source,
                remedy: "Allow it: chmod +x \(shellWord(Excerpt.of(path))).")
        }
        return nil
    }

    /// A script, or a binary as Linux runs it; text may be executable by accident, and stays text.
    private static func isProgram(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: "#!".utf8) || bytes.starts(with: [0x7F] + "ELF".utf8)
    }

    /// Its first line with content is one that no INI inventory begins with.
    private static func beginsAsYAML(_ bytes: [UInt8]) -> Bool {
        var answer: Bool?
        TextLines(bytes: bytes).forEach { line, _ in
            if answer == nil { answer = isYAML(String(decoding: line, as: UTF8.self)) }
        }
        return answer ?? false
    }

    /// `---`, `{`, a directive, or a key: a word with its colon, words with one at the end, or a text in quotes.
    private static func isYAML(_ line: String) -> Bool {
        if ["---", "{", "%YAML", "? "].contains(where: line.hasPrefix) { return true }
        guard line.first != "[" else { return false }
        if let quote = line.first, quote == "\"" || quote == "'" { return line.contains("\(quote):") }
        let isKey = line.prefix { $0 != " " }.last == ":"
        let text = line.firstRange(of: " #").map { line[..<$0.lowerBound] } ?? line[...]
        return isKey || !line.contains("=") && INIHeading.trim(text).last == ":"
    }
}
