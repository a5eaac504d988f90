internal import ShellQuoting

extension Remedy {
    /// A shell command of source literals and quoted values.
    ///
    ///     .run("chown -R \(uid):\(gid) \(path)")
    ///
    /// Literals are `StaticString`, so run-time text cannot become one. Each value is one word, quoted byte by byte,
    /// and never an option.
    package struct Command: Sendable, Hashable {
        package let text: String

        /// From an operator's file or a stored run.
        init(trusted text: String) { self.text = text }
    }
}

extension Remedy.Command: ExpressibleByStringInterpolation {
    package init(stringLiteral literal: StaticString) { text = literal.description }

    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        /// A literal's open quote, as in `'sport = :`.
        private var openQuote: UInt8?
        private var hasEndedOptions = false

        package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        package mutating func appendLiteral(_ literal: StaticString) {
            for byte in literal.description.utf8 {
                switch byte {
                case UInt8(ascii: "'"), UInt8(ascii: "\""):
                    if openQuote == nil { openQuote = byte } else if openQuote == byte { openQuote = nil }
                case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"): hasEndedOptions = false
                default: break
                }
            }
            text += literal.description
        }

        /// An operand, such as a path or a user name.
        package mutating func appendInterpolation(_ operand: some StringProtocol) {
            let startsWord = openQuote == nil && (text.isEmpty || text.utf8.last == UInt8(ascii: " "))
            if startsWord, operand.utf8.first == UInt8(ascii: "-"), !hasEndedOptions {
                text += "-- "
                hasEndedOptions = true
            }
            appendWord(String(operand))
        }

        /// The argument of the preceding option. With a leading `-` it is joined to it, as getopt(3) allows.
        package mutating func appendInterpolation(argument: String) {
            if argument.utf8.first == UInt8(ascii: "-"), text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
            appendWord(argument)
        }

        package mutating func appendInterpolation(operands: [String]) {
            for (place, operand) in operands.enumerated() {
                if place > 0 { text += " " }
                appendInterpolation(operand)
            }
        }

        package mutating func appendInterpolation(_ number: some FixedWidthInteger) {
            text += String(number)
        }

        package mutating func appendInterpolation(_ port: Port) { appendInterpolation(port.number) }

        package mutating func appendInterpolation(_ command: Remedy.Command) { text += command.text }

        /// Inside a literal's quotes, closes them first and reopens them after.
        private mutating func appendWord(_ value: String) {
            let quote = openQuote.map { String(decoding: [$0], as: UTF8.self) } ?? ""
            text += quote + shellWord(value.withoutControls) + quote
        }
    }
}

extension String {
    /// The text with U+FFFD for control characters, on which a terminal would act.
    fileprivate var withoutControls: String {
        guard unicodeScalars.contains(where: \.isControl) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.isControl ? "\u{FFFD}" : $0 }))
    }
}

extension Unicode.Scalar {
    /// C0, C1, line or paragraph separator.
    var isControl: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
