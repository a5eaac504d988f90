import Fleet

/// A client port (IMAP, POP3) that the configuration opens.
struct Listener: Sendable, Equatable {
    let service: MailService
    let port: Port
    /// As written: `*`, `::`, `127.0.0.1`, a name.
    let addresses: [String]
    /// Dovecot closes connections without a PROXY header after 3 seconds.
    let expectsProxyHeader: Bool

    var isLoopbackOnly: Bool {
        !addresses.isEmpty && addresses.allSatisfy { $0.hasPrefix("127.") || $0 == "::1" || $0 == "localhost" }
    }

    var isIPv6Only: Bool { !addresses.isEmpty && addresses.allSatisfy { $0.contains(":") } }

    private static let most = 64

    /// `ssl = no` opens no TLS port.
    static func promised(by sections: ConfigurationBlock, settings: Settings) throws(MissingFact) -> [Listener] {
        let everywhere = settings.list("listen")
        let promised = [("imap", "imap-login"), ("pop3", "pop3-login")]
            .filter { settings.protocols.contains($0.0) }
            .flatMap { name, login in
                sections.blocks("service", login).flatMap { $0.blocks("inet_listener") }
                    .compactMap { Listener($0, of: name, everywhere: everywhere, ssl: settings.ssl) }
            }
        guard promised.count <= most, promised.allSatisfy({ $0.addresses.count <= most }) else {
            throw MissingFact("the configuration defines more than \(most) listeners or addresses")
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
