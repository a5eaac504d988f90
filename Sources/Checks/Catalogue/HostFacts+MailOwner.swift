import Fleet

/// The mail user's uid and gid, from the userdb.
struct MailOwner: Sendable, Equatable {
    let uid: UInt32
    /// nil where the settings give it.
    let gid: UInt32?

    func take(_ path: String) -> Advice.Step {
        guard let gid else { return .run("chown \(uid) \(path)") }
        return .run("chown \(uid):\(gid) \(path)")
    }

    func takeAll(below path: String, in trail: PathPermissions? = nil) -> Advice.Step {
        guard let gid else { return .run("chown -R \(uid) \(path)") }
        if trail?.linked.contains(path) == true { return .run("chown -RH \(uid):\(gid) \(path)") }
        return .run("chown -R \(uid):\(gid) \(path)")
    }
}

extension MailOwner {
    /// nil without a uid.
    init?(_ fields: [String: String]) throws(MissingFact) {
        let gid = try MailOwner.id("gid", in: fields)
        guard let uid = try MailOwner.id("uid", in: fields) else { return nil }
        (self.uid, self.gid) = (uid, gid)
    }

    /// Numbers only: remedies pass them to chown(8).
    private static func id(_ name: String, in fields: [String: String]) throws(MissingFact) -> UInt32? {
        guard let text = fields[name], !text.isEmpty else { return nil }
        guard let number = number(text, in: userIDs) else {
            throw MissingFact("the userdb gives a \(name) that is not a number: \(text.prefix(60))")
        }
        return number
    }
}

extension PathPermissions {
    /// The steps if root may run them safely, else a note. The path may contain a user's symbolic link, or be a system
    /// directory. `letsThrough`: the steps only add permissions for others, so a shared directory is allowed.
    func steps(_ steps: Advice, on path: String, letsThrough: Bool = false) -> Advice {
        if isPlain(path), letsThrough || !exists(path) || isPlaceForMail(path) { return steps }
        return [
            .note(
                """
                Check where \(setting: path) points before you change its owner or mode: it is behind a symbolic link, or is \
                not a directory for the mail of one account.
                """)
        ]
    }

    /// Lets the mail user through root's or its own directory. Another user's stays closed.
    func lettingThrough(_ path: String, _ user: MailOwner?) -> Advice {
        let owner = entries[path]?.owner ?? "root"
        if owner == "root" || owner == "0" || owner == user.map({ String($0.uid) }) {
            return steps([.run("chmod o+x \(path)")], on: path, letsThrough: true)
        }
        return [
            .note(
                """
                \(setting: path) belongs to \(owner), and no other user can pass: mail of uid \
                \(user.map { String($0.uid) } ?? "another") does not belong there, or the userdb gives the wrong uid, or no \
                home, so that mail_home counts.
                """)
        ]
    }

    private func isPlain(_ path: String) -> Bool {
        guard path.utf8.first == UInt8(ascii: "/"), PathLimits.hold(path) else { return false }
        let names = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        return names.allSatisfy { !["", ".", ".."].contains($0) }
            && !ancestors(of: path).contains(where: links.contains)
    }

    private func isPlaceForMail(_ path: String) -> Bool {
        let names = path.split(separator: "/").map(String.init)
        // FreeBSD's home directories.
        if names.starts(with: ["usr", "home"]) { return names.count > 2 }
        if names.count == 2, names[0] == "var" { return !sharedDirectories.contains(names[1]) }
        return names.count > 1 && !systemDirectories.contains(names[0])
    }
}

/// Directories without mail (hier(7)).
private let systemDirectories: Set = [
    "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "root", "run", "sbin", "sys", "usr",
]

/// Shared directories in /var (hier(7), Debian).
private let sharedDirectories: Set = [
    "account", "backups", "cache", "crash", "db", "games", "lib", "local", "lock", "log", "mail", "opt", "run", "spool",
    "tmp", "www", "yp",
]

extension HostFacts {
    /// Lets the mail user into a closed directory: its own, root's, or another's.
    func opening(_ path: String, to user: MailOwner?, _ trail: PathPermissions) -> Advice {
        if ownership(of: path, trail) == .own {
            return trail.steps([.run("chmod u+rwx \(path)")], on: path, letsThrough: true)
        }
        return trail.lettingThrough(path, user)
    }

    func mailIDs() throws(MissingFact) -> MailOwner? { try MailOwner(try userFields()) }
}
