/// A column of the matrix: an item of the login checklist, or an operator's own.
package struct Item: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.count <= Item.longest, isName(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private init(_ name: String) { rawValue = name }

    /// `tls` for `tls.expiry`.
    package init?(check id: String) {
        self.init(rawValue: String(id.prefix { $0 != "." }))
    }

    private static let longest = 24

    package static let config = Item("config")
    package static let service = Item("service")
    package static let ports = Item("ports")
    package static let firewall = Item("firewall")
    package static let tls = Item("tls")
    package static let auth = Item("auth")
    package static let user = Item("user")
    package static let password = Item("password")
    package static let mailLocation = Item("mail-location")
    package static let permissions = Item("permissions")
    package static let logs = Item("logs")
}

extension Item: CaseIterable {
    package static let allCases: [Item] = [
        .config, .service, .ports, .firewall, .tls, .auth, .user, .password, .mailLocation, .permissions, .logs,
    ]
}

private func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
