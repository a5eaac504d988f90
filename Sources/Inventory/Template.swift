/// Jinja in a value, as far as it is resolved here: `{{ inventory_hostname }}`.
enum Template {
    /// The text with what can be resolved put in; nil where it asks for more.
    static func resolve(_ text: String, host: String) -> String? {
        guard text.contains("{{") || text.contains("{%") || text.contains("{#") else { return text }
        var result = ""
        var rest = text[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            guard INIHeading.trim(rest[open.upperBound..<close.lowerBound]) == "inventory_hostname" else { return nil }
            result += rest[..<open.lowerBound] + host
            rest = rest[close.upperBound...]
        }
        guard !rest.contains("{{"), !text.contains("{%"), !text.contains("{#") else { return nil }
        return result + rest
    }
}
