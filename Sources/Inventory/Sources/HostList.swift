internal import Diagnostics

/// A host list from the command line: `mx1.example.net,mx2.example.net:2222,`.
enum HostList {
    /// Whether it is an IPv6 address with a zone: `fe80::1%eth0`.
    private static func hasZone(_ name: String) -> Bool {
        name.contains("%") && HostAddress(String(name.prefix { $0 != "%" })) != nil
    }

    static func read(_ list: String, into draft: InventoryBuilder) throws(InputError) {
        let source = Source(file: "list of hosts")
        for part in list.split(separator: ",") {
            let name = INIHeading.trim(part)
            guard !name.isEmpty else { continue }
            let address = HostAddress(name)
            guard !(address?.host ?? name).contains("[") else {
                throw InputError(
                    .init(
                        "ranges are not allowed in a list of hosts", text: name, at: source,
                        remedy: "Write each host, or put the range into a file."))
            }
            guard address != nil || hasZone(name) else {
                throw InputError(
                    .init(
                        "this is not the name of a host", text: name, at: source,
                        remedy: """
                            Write names or addresses, with commas between them. Patterns are separate arguments \
                            (-i mx1,mx2 'mx*' ':!mx2'), and --user sets the account.
                            """))
            }
            _ = try draft.host(address?.host ?? name, in: InventoryBuilder.ungrouped, port: address?.port, at: source)
        }
    }
}
