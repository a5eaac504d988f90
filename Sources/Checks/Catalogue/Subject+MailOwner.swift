import Fleet

/// The numbers of the user that owns the account's mail, as the userdb gives them.
struct MailOwner: Sendable, Equatable {
    let uid: UInt32
    /// nil where the userdb leaves it to the settings.
    let gid: UInt32?

    /// Gives a path to the mail user.
    func take(_ path: String) -> Remedy.Step {
        guard let gid else { return .run("chown \(uid) \(path)") }
        return .run("chown \(uid):\(gid) \(path)")
    }

    /// Gives a path, and all that is below it, to the mail user.
    func takeAll(below path: String) -> Remedy.Step {
        guard let gid else { return .run("chown -R \(uid) \(path)") }
        return .run("chown -R \(uid):\(gid) \(path)")
    }
}

extension MailOwner {
    /// nil where the userdb gives no uid.
    init?(_ fields: [String: String]) throws(Unjudgeable) {
        let gid = try MailOwner.id("gid", in: fields)
        guard let uid = try MailOwner.id("uid", in: fields) else { return nil }
        (self.uid, self.gid) = (uid, gid)
    }

    /// A uid or gid, which remedies hand to chown(8): a text in its place could be anything.
    private static func id(_ name: String, in fields: [String: String]) throws(Unjudgeable) -> UInt32? {
        guard let text = fields[name], !text.isEmpty else { return nil }
        guard let number = number(text, in: userIDs) else {
            throw Unjudgeable("the userdb gives a \(name) that is no number: \(text.prefix(60))")
        }
        return number
    }
}

extension Subject {
    /// nil where the userdb gives no uid.
    func mailIDs() throws(Unjudgeable) -> MailOwner? { try MailOwner(try userFields()) }
}
