/// Text of a file for messages: bounded, on one line, without secrets.
package enum Excerpt {
    package static let limit = 80

    package static func of(_ text: String, limit: Int = limit) -> String {
        let line = printable(hidingSecrets(text)).unicodeScalars
        return line.count > limit ? String(line.prefix(limit)) + "…" : String(line)
    }

    /// Replaces characters that could hide or reorder text by `�`.
    package static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Cuts after the `=` or `:` that follows a secret's name.
    private static func hidingSecrets(_ text: String) -> String {
        let bytes = text.utf8
        var start = bytes.startIndex
        for index in bytes.indices where bytes[index] == UInt8(ascii: "=") || bytes[index] == UInt8(ascii: ":") {
            let next = bytes.index(after: index)
            if SecretName.matches(text[start..<index]) { return text[..<next] + "•••" }
            start = next
        }
        return text
    }
}

package enum SecretName {
    /// Such a variable only says where the secret is.
    private static let references = ["_file", "_command", "_env", "_path"]
    private static let secrets = ["pass", "secret", "token", "api_key", "private_key"]

    package static func matches(_ name: some StringProtocol) -> Bool {
        let name = Array(name.lowercased().utf8)
        guard !references.contains(where: { name.suffix($0.utf8.count).elementsEqual($0.utf8) }) else { return false }
        return secrets.contains { name.contains($0.utf8) }
    }
}
