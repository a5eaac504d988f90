/// A row of the Dovecot IMAP login checklist, which is a column of the matrix; declared in the order they are shown.
package enum Item: String, Sendable, Codable, CaseIterable {
    case config, service, ports, firewall, tls, auth, user, password
    case mailLocation = "mail-location"
    case permissions, logs

    /// The item that a check's id begins with: `tls` for `tls.expiry`; nil where it names none.
    package init?(check id: String) {
        self.init(rawValue: String(id.prefix { $0 != "." }))
    }
}
