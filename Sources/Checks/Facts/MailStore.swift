import Fleet

/// A mail store on disk: `maildir mail /home/joe/Maildir`.
struct MailStore: Sendable, Equatable {
    /// Dovecot's driver name: `maildir`, `sdbox`.
    let kind: String
    let content: Content
    let path: String

    enum Content: String, Sendable {
        /// Seen messages, or any in formats without that flag.
        case mail
        /// Delivered, never seen.
        case new
        case empty
        /// A file that is no mbox.
        case broken
    }

    var hasMail: Bool { content == .mail || content == .new }

    init?(_ line: Substring) {
        guard let (kind, rest) = line.cut(at: " "), let (content, path) = rest.cut(at: " "),
            let content = Content(rawValue: String(content)), PathLimits.hold(path)
        else { return nil }
        (self.kind, self.content, self.path) = (String(kind), content, String(path))
    }
}

extension HostFacts {
    /// The configured driver; nil if Dovecot detects it.
    func mailDriver() throws(MissingFact) -> String? {
        try facts.mailDriver { () throws(MissingFact) in try findMailDriver() }
    }

    private func findMailDriver() throws(MissingFact) -> String? {
        if let own = ownOfInbox { return own }
        // 2.3 puts the driver first in `mail` or `mail_location`. 2.4 ignores a userdb field `mail`.
        var location = is24 ? nil : try userFields()["mail"]
        if location == nil, !is24 { location = try settings()["mail_location"] }
        let name = if let location { location.cut(at: ":").map { String($0.0) } } else { try settings()["mail_driver"] }
        return name == "dbox" ? "sdbox" : name
    }

    private var ownOfInbox: String? {
        let inbox = (try? configuration())?.blocks("namespace").first { $0.settings["inbox"] == "yes" }?.settings
        let place = inbox?["location"].flatMap { $0.cut(at: ":") }.map { String($0.0) }
        let name = is24 ? inbox?["mail_driver"] : place
        return name == "dbox" ? "sdbox" : name
    }

    func mailStores() throws(MissingFact) -> (root: String, stores: [MailStore])? {
        guard let part = try partIfCollected("account", "stores") else { return nil }
        if part.status != 0 { throw MissingFact("the mail on disk could not be listed: \(part.complaint)") }
        let root = part.lines.first { $0.begins(with: "root ") }.map { String($0.dropFirst(5)) }
        if let root { return (try checkedPath(root), part.lines.compactMap(MailStore.init)) }
        return (try inbox(), part.lines.compactMap(MailStore.init))
    }
    /// The list of files comes from a process of the mail user.
    func pathInMailbox(_ text: some StringProtocol) throws(MissingFact) -> String {
        let path = try checkedPath(text)
        let roots = [try inbox(), (try? mailStores())?.root].compactMap(\.self)
        let isBelow = roots.contains { path.utf8.starts(with: "\($0)/".utf8) }
        guard isBelow, !path.utf8.split(separator: UInt8(ascii: "/")).contains(where: { Array($0) == Array("..".utf8) })
        else {
            throw MissingFact("a file that belongs to another is said to be \(path), which is not in the mailbox")
        }
        return path
    }
}
