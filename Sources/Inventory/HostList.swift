/// Hosts named on the command line with commas between them: `mx1.example.net,mx2.example.net:2222,`.
enum HostList {
    static func read(_ list: String, into draft: Draft) throws(InventoryError) {
        let source = Source(file: "list of hosts")
        for part in list.split(separator: ",") {
            let name = INIHeading.trim(part)
            guard !name.isEmpty else { continue }
            let address = HostAddress(name)
            guard !(address?.host ?? name).contains("[") else {
                throw InventoryError(
                    .init(
                        "a list of hosts takes no ranges", text: name, at: source,
                        remedy: "Write the hosts out, or put the range into a file."))
            }
            _ = try draft.host(address?.host ?? name, in: Draft.ungrouped, port: address?.port, at: source)
        }
    }
}
