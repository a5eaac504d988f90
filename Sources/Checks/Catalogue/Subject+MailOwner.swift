import Fleet

/// The numbers of the user that owns the account's mail, as the userdb gives them.
struct MailOwner: Sendable, Equatable {
    let uid: UInt32
    /// nil where the userdb leaves it to the settings.
    let gid: UInt32?

    /// Gives a path to the mail user.
    func take(_ path: String) -> Advice.Step {
        guard let gid else { return .run("chown \(uid) \(path)") }
        return .run("chown \(uid):\(gid) \(path)")
    }

    /// Gives a path, and all that is below it, to the mail user.
    func takeAll(below path: String) -> Advice.Step {
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

extension MailTrail {
    /// The steps, where they change what may be changed; else a note. What root types must not reach past the mail: a user
    /// of the host may have put a link in its place, and a userdb may name a directory of the system.
    /// Steps that only let the user through (`letsThrough`) may change a directory that others use too.
    func steps(_ steps: Advice, on path: String, letsThrough: Bool = false) -> Advice {
        if isPlain(path), letsThrough || !exists(path) || isPlaceForMail(path) { return steps }
        return [
            .note(
                """
                Look where \(setting: path) leads before you change its owner or mode: it is behind a symbolic link, or is \
                no place for the mail of one account.
                """)
        ]
    }

    /// Lets the mail user through a directory of root's. One of another user's is not opened to all.
    func lettingThrough(_ path: String, _ user: MailOwner?) -> Advice {
        let owner = entries[path]?.owner ?? "root"
        if owner == "root" || owner == "0" || owner == user.map({ String($0.uid) }) {
            return steps([.run("chmod o+x \(path)")], on: path, letsThrough: true)
        }
        return [
            .note(
                """
                \(setting: path) belongs to \(owner), and lets nobody else through: mail of uid \
                \(user.map { String($0.uid) } ?? "another") is in the wrong place there, or the userdb gives the wrong uid.
                """)
        ]
    }

    /// Whether a path leads where it says.
    private func isPlain(_ path: String) -> Bool {
        guard path.utf8.first == UInt8(ascii: "/"), PathLimits.hold(path) else { return false }
        let names = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        return names.allSatisfy { !["", ".", ".."].contains($0) }
            && !ancestors(of: path).contains(where: links.contains)
    }

    private func isPlaceForMail(_ path: String) -> Bool {
        let names = path.split(separator: "/").map(String.init)
        // FreeBSD has its users there.
        if names.starts(with: ["usr", "home"]) { return names.count > 2 }
        if names.count == 2, names[0] == "var" { return !sharedDirectories.contains(names[1]) }
        return names.count > 1 && !systemDirectories.contains(names[0])
    }
}

/// Where no mail is, as hier(7) has it.
private let systemDirectories: Set = [
    "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "root", "run", "sbin", "sys", "usr",
]

/// What /var has for others than one mail user, as hier(7) and Debian have it.
private let sharedDirectories: Set = [
    "account", "backups", "cache", "crash", "db", "games", "lib", "local", "lock", "log", "mail", "opt", "run", "spool",
    "tmp", "www", "yp",
]

extension Subject {
    /// nil where the userdb gives no uid.
    func mailIDs() throws(Unjudgeable) -> MailOwner? { try MailOwner(try userFields()) }
}
