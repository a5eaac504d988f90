/// A line as a shell parses it, without the values: the program of each command, and the operators between them.
///
/// Comments count for nothing here: an interactive zsh or csh runs what is behind `#`.
struct ShellSkeleton: Hashable, CustomStringConvertible {
    private(set) var tokens: [String] = []
    /// Whether every quote that was opened is closed.
    private(set) var isClosed = true

    var description: String { tokens.joined(separator: " ") }
    var operators: [String] { tokens.filter { $0.utf8.allSatisfy(Self.special.contains) } }

    /// An option may have its value behind it: `-u-x`, `--uid=5000`.
    private static func name(ofOption word: String) -> String {
        word.hasPrefix("-u-") ? "-u" : String(word.prefix { $0 != "=" })
    }

    private static let special = Set(";&|<>()`$\n".utf8)

    init(_ line: String) {
        var word: [UInt8]?
        var isProgram = true
        var hasEndedOptions = false
        var open: UInt8?
        var isEscaped = false
        var tokens: [String] = []
        func end() {
            // Of the words only the program and what it takes for an option are the command itself.
            if let found = word.map({ String(decoding: $0, as: UTF8.self) }) {
                if found == "--" {
                    hasEndedOptions = true
                } else if isProgram || found.utf8.first == UInt8(ascii: "-") && !hasEndedOptions {
                    tokens.append(isProgram ? found : Self.name(ofOption: found))
                }
                isProgram = false
            }
            word = nil
        }
        for byte in line.utf8 {
            if isEscaped {
                isEscaped = false
                word = (word ?? []) + [byte]
            } else if let quote = open {
                if byte == quote { open = nil } else { word = (word ?? []) + [byte] }
                if quote == UInt8(ascii: "\""), Set("$`\\".utf8).contains(byte) { tokens.append("$") }
            } else {
                switch byte {
                case UInt8(ascii: "\\"): isEscaped = true
                case UInt8(ascii: "'"), UInt8(ascii: "\""):
                    open = byte
                    word = word ?? []
                case UInt8(ascii: " "): end()
                case let byte where Self.special.contains(byte):
                    end()
                    tokens.append(String(decoding: [byte], as: UTF8.self))
                    if !"<>".utf8.contains(byte) { (isProgram, hasEndedOptions) = (true, false) }
                default: word = (word ?? []) + [byte]
                }
            }
        }
        end()
        self.tokens = tokens
        isClosed = open == nil && !isEscaped
    }
}
