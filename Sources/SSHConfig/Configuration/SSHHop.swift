package import Fleet
internal import TextFiles

/// A host of `ProxyJump`: `user@host:port`, `[2001:db8::1]:22` or `ssh://user@host:port`.
package struct SSHHop: Sendable, Hashable {
    package let user: String?
    package let host: String
    package let port: Port?
    package let text: String

    /// nil if `ssh` refuses the text.
    package init?(_ text: String) {
        let isURI = text.begins(with: "ssh://")
        var rest = isURI ? Substring(text.utf8.dropFirst("ssh://".utf8.count)) : text[...]
        var user: String?
        if let (account, behind) = isURI ? rest.halves(at: "@") : rest.halves(atLast: "@") {
            guard let name = isURI ? Self.decode(account.upTo(anyOf: ";")) : String(account), !name.isEmpty
            else { return nil }
            user = name
            rest = behind
        }
        if isURI, rest.ends(with: "/") { rest = Substring(rest.utf8.dropLast()) }
        guard let (host, port) = Self.split(rest), !host.isEmpty, !isURI || Self.isDomain(host) else { return nil }
        if port.isEmpty {
            self.port = nil
        } else {
            guard let number = SSHValueType.port(port) else { return nil }
            self.port = number
        }
        self.text = text
        self.user = user
        self.host = String(host)
    }

    /// nil if a `/` follows the host.
    private static func split(_ text: Substring) -> (host: Substring, port: String)? {
        if text.begins(with: "[") {
            guard let (host, rest) = text.halves(at: "]") else { return nil }
            guard rest.isEmpty || rest.begins(with: ":") else { return nil }
            return (Substring(host.utf8.dropFirst()), String(Substring(rest.utf8.dropFirst())))
        }
        let host = text.upTo(anyOf: ":/")
        let rest = text[host.endIndex...]
        return rest.begins(with: "/") ? nil : (host, String(Substring(rest.utf8.dropFirst())))
    }

    /// A host name in a URI, as `ssh` checks it.
    private static func isDomain(_ text: Substring) -> Bool {
        let isSign = { (byte: UInt8) in
            ByteCursor.isLetter(byte) || ByteCursor.isDigit(byte) || byte == UInt8(ascii: "-")
        }
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return text.utf8.first.map { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") && isSign($0) } ?? false
            && labels.dropLast().allSatisfy { !$0.isEmpty } && labels.allSatisfy { $0.allSatisfy(isSign) }
    }

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
