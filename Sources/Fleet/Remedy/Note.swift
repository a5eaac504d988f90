internal import ShellQuoting

extension Remedy {
    /// A sentence that is harmless when pasted into any shell.
    ///
    /// Interactive zsh (INTERACTIVE_COMMENTS, zshoptions(1)) and csh run the text after `#`. So only a quoted setting
    /// may contain shell metacharacters.
    package struct Note: Sendable, Hashable {
        package let text: String

        /// From an operator's file or a stored run.
        init(trusted text: String) { self.text = text }
    }
}

extension Remedy.Note: ExpressibleByStringInterpolation {
    package init(stringLiteral literal: StaticString) { text = own(literal) }

    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        package mutating func appendLiteral(_ literal: StaticString) { text += own(literal) }

        /// Host or inventory text, without shell metacharacters.
        package mutating func appendInterpolation(_ words: some StringProtocol) { text += harmless(String(words)) }

        /// Text to type exactly, quoted where needed.
        package mutating func appendInterpolation(setting: String) {
            text += shellWord(String(String.UnicodeScalarView(setting.unicodeScalars.map { $0.isControl ? " " : $0 })))
        }

        package mutating func appendInterpolation(_ number: some FixedWidthInteger) { text += String(number) }

        package mutating func appendInterpolation(_ port: Port) { text += port.description }

        package mutating func appendInterpolation(_ note: Remedy.Note) { text += note.text }
    }
}

/// The project's own words. What is to be typed needs `setting`: without its braces it would mislead.
private func own(_ literal: StaticString) -> String {
    let text = literal.description
    assert(!text.unicodeScalars.contains { "~{}*$<>|".unicodeScalars.contains($0) }, "use \\(setting:): \(text)")
    return harmless(text)
}

/// Removes what sh, bash, zsh, csh or fish acts on, by scalar.
private func harmless(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { replacement(of: $0) != nil }) else { return text }
    var harmless = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        if let replacement = replacement(of: scalar) {
            // `open(/etc/x)` stays two words.
            let isDouble = replacement == " " && harmless.last?.value == 0x20
            if !isDouble { harmless.append(contentsOf: replacement.unicodeScalars) }
        } else {
            harmless.append(scalar)
        }
    }
    return String(harmless)
}

private func replacement(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "'", "`": "\u{2019}"
    case "\"": "\u{201D}"
    case ";": ","
    case "&": "+"
    case "|", "\\": "/"
    case "!": "."
    case "(", "[", "{", "<": " "
    case "$", ">", ")", "}", "]", "*", "?", "~", "^", "#": ""
    default: scalar.isControl ? " " : nil
    }
}
