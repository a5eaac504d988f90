import Fleet

/// The numbers that an account's mail belongs to, as its userdb gives them.
struct MailUser: Sendable, Equatable {
    /// nil where the userdb gives none.
    let uid: UInt32?
    let gid: UInt32?

    /// Throws where what stands there is no number: nothing that is built on it would be right.
    init(_ fields: [String: String]) throws(Unjudgeable) {
        uid = try MailUser.id("uid", fields)
        gid = try MailUser.id("gid", fields)
    }

    private static func id(_ name: String, _ fields: [String: String]) throws(Unjudgeable) -> UInt32? {
        guard let text = fields[name], !text.isEmpty else { return nil }
        guard let id = number(text, in: userIDs) else {
            throw Unjudgeable("the userdb gives the \(name) “\(text.prefix(60))”, which is no number")
        }
        return id
    }
}

extension Subject {
    /// The numbers that the account's mail belongs to.
    func mailUser() throws(Unjudgeable) -> MailUser { try MailUser(try userFields()) }
}
