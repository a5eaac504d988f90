/// One host of `ProxyJump`: `user@host:port`, `[2001:db8::1]:22` or `ssh://user@host:port`.
package struct SSHHop: Sendable, Hashable {
    package let user: String?
    package let host: String
    package let port: Int?
    /// As it was written.
    package let text: String

    /// Nil for what `ssh` refuses.
    package init?(_ text: String) {
        let isURI = text.hasPrefix("ssh://")
        var rest = isURI ? text.dropFirst("ssh://".count) : text[...]
        var user: String?
        if let at = isURI ? rest.firstIndex(of: "@") : rest.lastIndex(of: "@") {
            guard let name = isURI ? Self.decode(rest[..<at].prefix { $0 != ";" }) : String(rest[..<at]), !name.isEmpty
            else { return nil }
            user = name
            rest = rest[rest.index(after: at)...]
        }
        if isURI, rest.last == "/" { rest.removeLast() }
        guard let (host, port) = Self.split(rest), !host.isEmpty, !isURI || Self.isDomain(host) else { return nil }
        if port.isEmpty {
            self.port = nil
        } else {
            guard let number = SSHForm.port(port) else { return nil }
            self.port = number
        }
        self.text = text
        self.user = user
        self.host = String(host)
    }

    /// The host, and what stands behind its colon; nil where a `/` does.
    private static func split(_ text: Substring) -> (host: Substring, port: String)? {
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: close)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            return (text[..<close].dropFirst(), String(rest.dropFirst()))
        }
        guard let end = text.firstIndex(where: { $0 == ":" || $0 == "/" }) else { return (text, "") }
        return text[end] == "/" ? nil : (text[..<end], String(text[text.index(after: end)...]))
    }

    /// What `ssh` takes for a name in a URI: no byte that a name cannot have, and no empty label.
    private static func isDomain(_ text: Substring) -> Bool {
        guard let first = text.unicodeScalars.first, first.isASCII,
            first.properties.isAlphabetic || Int(text.prefix(1)) != nil
        else { return false }
        return !text.contains("..")
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }

    /// `%20` and `+` of a URI; nil for a `%` that no two digits follow.
    private static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            let digits = String(Substring(rest.prefix(2)))
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
