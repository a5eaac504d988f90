/// Text of an inventory made fit for a message: bounded, in one line, without secrets.
enum Excerpt {
    static let limit = 80

    static func of(_ text: String, limit: Int = limit) -> String {
        let line = printable(hidingSecrets(text)).unicodeScalars
        return line.count > limit ? String(line.prefix(limit)) + "…" : String(line)
    }

    /// Control characters and what could reorder a line become `�`.
    static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Cuts a line after the `=` or `:` of its first name that sounds secret: the rest may be its value.
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

/// Tells variables whose value is a secret by their name, since an inventory says it in no other way.
enum SecretName {
    /// Names end so when the value is not the secret but tells where it is.
    private static let references = ["_file", "_command", "_env", "_path"]
    private static let secrets = ["pass", "secret", "token", "api_key", "private_key"]

    static func matches(_ name: some StringProtocol) -> Bool {
        let name = Array(name.lowercased().utf8)
        guard !references.contains(where: { name.suffix($0.utf8.count).elementsEqual($0.utf8) }) else { return false }
        return secrets.contains { name.contains($0.utf8) }
    }
}
