import Fleet

/// A port that the configuration promises to clients.
struct Listener: Sendable, Equatable {
    let service: MailService
    let port: Port
    /// As written: `*`, `::`, `127.0.0.1`, a name.
    let addresses: [String]
    /// It waits for a balancer's PROXY header, and closes on anybody else after three seconds.
    let expectsProxyHeader: Bool

    var isLoopbackOnly: Bool {
        !addresses.isEmpty && addresses.allSatisfy { $0.hasPrefix("127.") || $0 == "::1" || $0 == "localhost" }
    }

    var isIPv6Only: Bool { !addresses.isEmpty && addresses.allSatisfy { $0.contains(":") } }

    private static let most = 64

    /// The listeners of the protocols that are enabled. `ssl = no` opens no port for TLS at all.
    static func promised(by sections: ConfigurationBlock, settings: Settings) throws(Unjudgeable) -> [Listener] {
        let everywhere = settings.list("listen")
        let promised = [("imap", "imap-login"), ("pop3", "pop3-login")]
            .filter { settings.protocols.contains($0.0) }
            .flatMap { name, login in
                sections.blocks("service", login).flatMap { $0.blocks("inet_listener") }
                    .compactMap { Listener($0, of: name, everywhere: everywhere, ssl: settings.ssl) }
            }
        // Each is looked for among all sockets.
        guard promised.count <= most, promised.allSatisfy({ $0.addresses.count <= most }) else {
            throw Unjudgeable("the configuration promises more than \(most) listeners or addresses")
        }
        return promised
    }

    private init?(_ block: ConfigurationBlock, of name: String, everywhere: [String], ssl: String) {
        guard let port = block.settings["port"].flatMap({ Port($0) }) else { return nil }
        let isTLS = block.settings["ssl"] == "yes"
        if isTLS, ssl == "no" { return nil }
        guard let service = MailService(rawValue: isTLS ? name + "s" : name) else { return nil }
        self.service = service
        self.port = port
        let own = (block.settings["address"] ?? block.settings["listen"] ?? "").split { $0 == " " || $0 == "," }
        addresses = own.isEmpty ? everywhere : own.map(String.init)
        expectsProxyHeader = block.settings["haproxy"] == "yes"
    }
}
