/// A section of a configuration as `doveconf` prints it: settings, and sections within.
///
/// 2.3 and 2.4 print the same nesting by two blanks; labels and values may be quoted with backslashes.
struct ConfigurationBlock: Sendable, Equatable {
    /// `service`; empty for the whole.
    var kind = ""
    /// `imap-login`; 2.3 has no label for a passdb, 2.4 always has.
    var label = ""
    var settings: [String: String] = [:]
    var blocks: [ConfigurationBlock] = []

    /// Real configurations nest four deep. Copying and freeing a value takes stack for each level of it, which a host
    /// must not use up.
    private static let deepest = 32

    /// Reads nested sections; what is no setting and no section (comments, warnings) is passed over.
    init(parsing lines: some Sequence<Substring>) {
        var open = [ConfigurationBlock()]
        for line in lines.lazy.map(\.trimmed) {
            if line.utf8.last == UInt8(ascii: "}"), line.utf8.count == 1 {
                guard open.count > 1 else { continue }
                let closed = open.removeLast()
                open[open.count - 1].blocks.append(closed)
            } else if line.utf8.last == UInt8(ascii: "{"), open.count <= Self.deepest {
                open.append(ConfigurationBlock(heading: line.dropLast()))
            } else if line.utf8.first != UInt8(ascii: "#"), let (name, value) = setting(line) {
                open[open.count - 1].settings[name] = value
            }
        }
        while open.count > 1 {
            let unclosed = open.removeLast()
            open[open.count - 1].blocks.append(unclosed)
        }
        self = open[0]
    }

    private init() {}

    private init(heading: Substring) {
        let words = words(of: heading)
        kind = words.first.map(String.init) ?? ""
        label = unquoted(Substring(words.dropFirst().joined(separator: " ")))
    }

    /// The sections of a kind, and of a label where one is asked for, at this level.
    func blocks(_ kind: String, _ label: String? = nil) -> [ConfigurationBlock] {
        blocks.filter { $0.kind == kind && (label == nil || $0.label == label) }
    }
}

/// `name = value`; nil for another line.
private func setting(_ line: Substring) -> (String, String)? {
    guard let (name, value) = line.cut(at: "=") else { return nil }
    let trimmed = name.trimmed
    guard !trimmed.isEmpty, trimmed.cut(at: " ") == nil else { return nil }
    return (String(trimmed), unquoted(value.trimmed))
}

private func unquoted(_ text: Substring) -> String {
    let quote = UInt8(ascii: "\"")
    guard text.utf8.count >= 2, text.utf8.first == quote, text.utf8.last == quote else { return String(text) }
    var result = ""
    var isEscaped = false
    for character in text.dropFirst().dropLast() {
        if character == "\\", !isEscaped {
            isEscaped = true
        } else {
            result.append(character)
            isEscaped = false
        }
    }
    return result
}
