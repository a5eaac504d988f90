internal import Diagnostics
internal import TextFiles
internal import ShellQuoting

/// The format of an inventory file, from its suffix, else from its first line.
enum InventoryForm: Equatable {
    case ini
    case yaml
    case program

    init(of bytes: [UInt8], path: String, isExecutable: Bool) throws(InputError) {
        if isExecutable, Self.isProgram(bytes) {
            self = .program
            return
        }
        if let refusal = Self.refusal(of: bytes, path: path) { throw InputError(refusal) }
        switch Path.suffix(of: path) {
        case ".yml", ".yaml", ".json": self = .yaml
        case "": self = Self.beginsAsYAML(bytes) ? .yaml : .ini
        default: self = .ini
        }
    }

    private static func refusal(of bytes: [UInt8], path: String) -> InputError.Problem? {
        let source = Source(file: path)
        if Path.suffix(of: path) == ".toml" {
            return .init("inventories in TOML are not supported", at: source, remedy: "Write it as INI or YAML.")
        }
        if bytes.starts(with: "#!".utf8) {
            return .init(
                "this is a program, but it is not executable", at: source,
                remedy: "Make it executable: chmod +x \(shellWord(Excerpt.of(path))).")
        }
        return nil
    }

    /// Executable files of other kinds are text.
    private static func isProgram(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: "#!".utf8) || bytes.starts(with: [0x7F] + "ELF".utf8)
    }

    private static func beginsAsYAML(_ bytes: [UInt8]) -> Bool {
        var answer: Bool?
        TextLines(bytes: bytes).forEach { line, _ in
            if answer == nil { answer = isYAML(String(decoding: line, as: UTF8.self)) }
        }
        return answer ?? false
    }

    /// A key is a quoted text, or words that end with a colon.
    private static func isYAML(_ line: String) -> Bool {
        if ["---", "{", "%YAML", "? "].contains(where: line.hasPrefix) { return true }
        guard line.first != "[" else { return false }
        if let quote = line.first, quote == "\"" || quote == "'" { return line.contains("\(quote):") }
        let isKey = line.prefix { $0 != " " }.last == ":"
        let text = line.firstRange(of: " #").map { line[..<$0.lowerBound] } ?? line[...]
        return isKey || !line.contains("=") && INIHeading.trim(text).last == ":"
    }
}
