internal import Diagnostics

/// Refuses names that a shell or program could misread, as `ssh` does for its arguments.
///
/// `ProxyCommand` and `Match exec` contain names from inventories. Values of the configuration are trusted. Bytes are
/// checked, because a `Character` can join `-` and a combining mark.
enum SSHNames {
    static func check(host: String) throws(InputError) {
        let isWrong = host.utf8.contains {
            $0 <= UInt8(ascii: " ") || $0 == 0x7F || "\"$&'(),;<>\\`{|}".utf8.contains($0)
        }
        if isWrong || host.utf8.first == dash { throw wrong(host, at: nil) }
    }

    static func check(user option: SSHOption) throws(InputError) {
        let user = option.value
        let isWrong = user.utf8.contains { $0 < UInt8(ascii: " ") || $0 == 0x7F || "\"&'();<>`{|}".utf8.contains($0) }
        let opensOption = zip(user.utf8, user.utf8.dropFirst()).contains { $0 == UInt8(ascii: " ") && $1 == dash }
        if isWrong || opensOption || user.utf8.first == dash || user.utf8.last == UInt8(ascii: "\\") {
            throw wrong(user, at: option.source)
        }
    }

    private static let dash = UInt8(ascii: "-")

    private static func wrong(_ text: String, at source: Source?) -> InputError {
        InputError(
            .init(
                "this name of a host or an account has a character that ssh does not allow", text: text, at: source,
                remedy: "Correct it."))
    }
}
