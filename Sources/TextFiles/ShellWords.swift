/// Splits words as Python's `shlex` does for Ansible.
package enum ShellWords {
    package enum Failure: String, Error {
        case quote = "a quotation is not closed"
        case escape = "there is a backslash at the end"

        package var remedy: String {
            switch self {
            case .quote: "Close it, or put the whole value into the other kind of quotes."
            case .escape: "Remove it, or put the whole value into single quotes."
            }
        }
    }

    /// With `comments`, an unquoted `#` ends the line even within a word.
    package static func split(_ line: some Sequence<UInt8>, comments: Bool) throws(Failure) -> [String] {
        var splitter = Splitter()
        for byte in line {
            if comments, byte == UInt8(ascii: "#"), splitter.isOutsideQuotes { break }
            splitter.take(byte)
        }
        return try splitter.finish()
    }

    private struct Splitter {
        private enum State: Equatable {
            case plain
            case escaped
            case quoted(UInt8)
            /// Only a double quote or a backslash can be escaped here.
            case escapedInQuotes
        }

        private var state = State.plain
        /// nil between words, so that `''` is a word.
        private var word: [UInt8]?
        private var words: [String] = []

        var isOutsideQuotes: Bool { state == .plain }

        mutating func take(_ byte: UInt8) {
            switch state {
            case .plain: takePlain(byte)
            case .escaped: append(byte, then: .plain)
            case .quoted(byte): state = .plain
            case .quoted(UInt8(ascii: "\"")) where byte == UInt8(ascii: "\\"): state = .escapedInQuotes
            case .quoted: append(byte, then: state)
            case .escapedInQuotes:
                if byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { append(UInt8(ascii: "\\"), then: state) }
                append(byte, then: .quoted(UInt8(ascii: "\"")))
            }
        }

        mutating func finish() throws(Failure) -> [String] {
            switch state {
            case .plain: endWord()
            case .escaped: throw .escape
            case .quoted, .escapedInQuotes: throw .quote
            }
            return words
        }

        private mutating func takePlain(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): endWord()
            case UInt8(ascii: "\\"): state = .escaped
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                state = .quoted(byte)
                word = word ?? []
            default: append(byte, then: .plain)
            }
        }

        private mutating func append(_ byte: UInt8, then next: State) {
            word = word ?? []
            word?.append(byte)
            state = next
        }

        private mutating func endWord() {
            if let word { words.append(String(decoding: word, as: UTF8.self)) }
            word = nil
        }
    }
}
