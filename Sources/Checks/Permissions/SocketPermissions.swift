import Fleet

struct SocketPermissions: Check {
    let id = "permissions.sockets"

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        let base = try directory("base", subject)
        let login = try directory("login", subject)
        guard let user = UserIdentity(try subject.part("runtime", "login-user").firstLine) else {
            throw Unjudgeable("Dovecot's login user could not be looked up")
        }
        let path = try subject.part("runtime", "directory").firstLine
        if !base.allows("x", to: user) { return closed(path, base, to: user, "0755", "root:root", subject) }
        if !login.hasACL, !login.allows("x", to: user) {
            return closed("\(path)/login", login, to: user, "0750", "root:\(user.groups.first ?? user.name)", subject)
        }
        if let stranger = [base, login].first(where: { $0.owner != "root" }) {
            return owned(path, by: stranger, subject)
        }
        return .pass("\(path) and its login sockets have the owners that Dovecot gave them")
    }

    /// The line for the directory itself in its own listing.
    private func directory(_ name: String, _ subject: Subject) throws(Unjudgeable) -> FileEntry {
        let listing = try subject.part("runtime", name)
        if let entry = listing.lines.lazy.compactMap(FileEntry.init).first(where: { $0.path == "." }) { return entry }
        if listing.isDenied { throw Unjudgeable("the agent may not look at Dovecot's sockets") }
        throw Unjudgeable("Dovecot has no sockets: \(listing.firstLine)")
    }
}

extension SocketPermissions {
    private func closed(
        _ path: String, _ entry: FileEntry, to user: UserIdentity, _ mode: String, _ owner: String, _ subject: Subject
    ) -> Judgement {
        .fail(
            "\(user.name) may not enter \(path) (\(entry.mode) \(entry.owner):\(entry.group)): every login hangs",
            signature: path, evidence: subject.excerpt("runtime", "login") + subject.excerpt(subject.socketComplaint),
            remedy: "systemctl restart dovecot   # it makes \(path) anew, \(mode) \(owner)\n"
                + "Whatever changed the owner (a `chown -R` of a guide?) must not run again.")
    }

    private func owned(_ path: String, by entry: FileEntry, _ subject: Subject) -> Judgement {
        .warn(
            "\(path) belongs to \(entry.owner), not to root: who is \(entry.owner) may put sockets of its own there",
            signature: "\(path) \(entry.owner)", evidence: subject.excerpt("runtime", "base"),
            remedy: "systemctl restart dovecot   # it makes its directories anew")
    }

    var explanation: Explanation {
        Explanation(
            title: "May login processes reach the authentication process?",
            why:
                "Login processes run as dovenull and enter only base_dir/login. After `chown -R dovecot"
                + " /run/dovecot`, which "
                + "guides recommend, greetings come ten seconds late and every login hangs, while doveadm"
                + " as root sees no fault.",
            byHand: "ls -ld /run/dovecot /run/dovecot/login   # root:root 0755, root:dovenull 0750",
            remedies: ["systemctl restart dovecot"],
            references: ["Log: `connect(login) in directory / failed: Permission denied`"])
    }
}

extension Subject {
    /// What a login process logged last about the sockets that it could not reach.
    fileprivate var socketComplaint: LogLine? {
        (try? logLines())?.last { $0.prefix.contains("-login") && $0.text.contains("connect(") }
    }
}
