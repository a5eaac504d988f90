/// Refuses names of hosts and accounts that a shell or a program would take for something else.
///
/// They are put into the commands of `ProxyCommand` and `Match exec`, and come from inventories. `ssh` refuses the same
/// ones on its command line; what the configuration itself says is trusted. Names are looked at byte by byte, as a shell
/// does: a `Character` can be a `-` and a mark together.
enum SSHNames {
    static func check(host: String) throws(InventoryError) {
        let isWrong = host.utf8.contains {
            $0 <= UInt8(ascii: " ") || $0 == 0x7F || "\"$&'(),;<>\\`{|}".utf8.contains($0)
        }
        if isWrong || host.utf8.first == dash { throw wrong(host, at: nil) }
    }

    static func check(user option: SSHOption) throws(InventoryError) {
        let user = option.value
        let isWrong = user.utf8.contains { $0 < UInt8(ascii: " ") || $0 == 0x7F || "\"&'();<>`{|}".utf8.contains($0) }
        let opensOption = zip(user.utf8, user.utf8.dropFirst()).contains { $0 == UInt8(ascii: " ") && $1 == dash }
        if isWrong || opensOption || user.utf8.first == dash || user.utf8.last == UInt8(ascii: "\\") {
            throw wrong(user, at: option.source)
        }
    }

    private static let dash = UInt8(ascii: "-")

    private static func wrong(_ text: String, at source: Source?) -> InventoryError {
        InventoryError(
            .init(
                "this name of a host or an account holds a character that ssh refuses there", text: text, at: source,
                remedy: "Correct it."))
    }
}
