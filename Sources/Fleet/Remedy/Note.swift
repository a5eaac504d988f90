internal import ShellQuoting

extension Remedy {
    /// A sentence for a person that no shell acts on, wherever it is pasted.
    ///
    /// A comment is none in an interactive zsh (INTERACTIVE_COMMENTS is off, zshoptions(1)) or csh: both run what stands
    /// behind `#`. So a note holds no character that a shell acts on, but for a setting, which is quoted whole.
    package struct Note: Sendable, Hashable {
        package let text: String

        /// A note from a file of the operator, or from a stored run.
        init(trusted text: String) { self.text = text }
    }
}

extension Remedy.Note: ExpressibleByStringInterpolation {
    package init(stringLiteral literal: StaticString) { text = harmless(literal.description) }

    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        package mutating func appendLiteral(_ literal: StaticString) { text += harmless(literal.description) }

        /// Words of a host or an inventory. They lose what a shell acts on.
        package mutating func appendInterpolation(_ words: some StringProtocol) { text += harmless(String(words)) }

        /// A setting or a path that must be typed to the letter, quoted where a shell would act on it.
        package mutating func appendInterpolation(setting: String) {
            text += shellWord(String(String.UnicodeScalarView(setting.unicodeScalars.map { $0.isControl ? " " : $0 })))
        }

        package mutating func appendInterpolation(_ number: some FixedWidthInteger) { text += String(number) }

        package mutating func appendInterpolation(_ port: Port) { text += port.description }

        package mutating func appendInterpolation(_ note: Remedy.Note) { text += note.text }
    }
}

/// The text without what sh, bash, zsh, csh or fish acts on, scalar by scalar.
private func harmless(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { replacement(of: $0) != nil }) else { return text }
    var harmless = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        if let replacement = replacement(of: scalar) {
            harmless.append(contentsOf: replacement.unicodeScalars)
        } else {
            harmless.append(scalar)
        }
    }
    return String(harmless)
}

/// What stands in a note for a scalar that a shell acts on; nil for one that may stay.
private func replacement(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "'", "`": "\u{2019}"
    case "\"": "\u{201D}"
    case ";": ","
    case "&": "+"
    case "|", "\\": "/"
    case "!": "."
    case "$", "<", ">", "(", ")", "{", "}", "[", "]", "*", "?", "~", "^", "#": ""
    default: scalar.isControl ? " " : nil
    }
}
