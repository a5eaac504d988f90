import Fleet

/// Mail that lies on the host's disk, as its directories tell: a line of the agent's, `maildir mail /home/joe/Maildir`.
struct MailStore: Sendable, Equatable {
    /// `maildir`, `mbox`, `sdbox`, `mdbox`: Dovecot's name of the driver.
    let kind: String
    let content: Content
    let path: String

    enum Content: String, Sendable {
        /// Messages that a client has seen, or the format tells no difference.
        case mail
        /// Messages that only were delivered.
        case new
        case empty
    }

    var hasMail: Bool { content != .empty }

    init?(_ line: Substring) {
        guard let (kind, rest) = line.cut(at: " "), let (content, path) = rest.cut(at: " "),
            let content = Content(rawValue: String(content)), PathLimits.hold(path)
        else { return nil }
        (self.kind, self.content, self.path) = (String(kind), content, String(path))
    }
}

extension Subject {
    /// The driver that the account's mail is read with; nil where Dovecot finds it out by what is there.
    func mailDriver() throws(Unjudgeable) -> String? {
        // The namespace of the INBOX may have a place of its own.
        if let own = ownOfInbox { return own }
        // 2.3's answer begins with it; 2.4 has a setting of its own.
        // It takes a field `mail` for none of its own.
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

    /// What lies on the disk; nil where the agent did not look.
    func mailStores() throws(Unjudgeable) -> (root: String, stores: [MailStore])? {
        guard let part = try laterPart("account", "stores") else { return nil }
        if part.status != 0 { throw Unjudgeable("what mail there is could not be seen: \(part.complaint)") }
        let root = part.lines.first { $0.begins(with: "root ") }.map { String($0.dropFirst(5)) }
        if let root { return (try checkedPath(root), part.lines.compactMap(MailStore.init)) }
        return (try inbox(), part.lines.compactMap(MailStore.init))
    }
}
