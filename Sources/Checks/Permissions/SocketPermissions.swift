import Fleet

struct SocketPermissions: Check {
    let id = "permissions.sockets"
    let decides: Condition? = .socketPermissions

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        let base = try directory("base", subject)
        let login = try directory("login", subject)
        guard let user = UserIdentity(try subject.part("runtime", "login-user").firstLine) else {
            throw Unjudgeable("Dovecot's login user could not be looked up")
        }
        let path = try subject.part("runtime", "directory").firstLine
        if !base.allows("x", to: user) { return closed(path, base, to: user, base: path, subject) }
        if !login.hasACL, !login.allows("x", to: user) {
            return closed("\(path)/login", login, to: user, base: path, subject)
        }
        if let stranger = [base, login].first(where: { $0.owner != "root" }) {
            return owned(path, by: stranger, subject)
        }
        if let changed = try changed(subject) { return changed }
        return .pass("\(path) and its login sockets have the owners that Dovecot gave them")
    }

    /// A socket of the auth process that has another mode or owner than the configuration gives it. One that is not
    /// loaded yet says nothing of what is there.
    private func changed(_ subject: Subject) throws(Unjudgeable) -> Judgement? {
        guard try subject.isRunning(), !subject.isUnloaded, let sockets = try? subject.authListeners() else {
            return nil
        }
        for socket in sockets {
            guard let entry = socket.entry,
                let mode = socket.promised.settings["mode"].flatMap({ number($0, in: fileModes, radix: 8) })
            else { continue }
            let owner = try subject.name(of: socket.promised.settings["user"] ?? "")
            if entry.permissions != mode || (owner.map { $0 != entry.owner } ?? false) {
                return differs(socket, entry, owner ?? entry.owner, subject)
            }
        }
        return nil
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
        _ path: String, _ entry: FileEntry, to user: UserIdentity, base: String, _ subject: Subject
    ) -> Judgement {
        .fail(
            "\(user.name) may not enter \(path) (\(entry.mode) \(entry.owner):\(entry.group)): every login hangs",
            signature: path, evidence: subject.excerpt("runtime", "login") + subject.excerpt(subject.socketComplaint),
            remedy: remedy(base) + [.note("What changed the owner, such as chown -R of a guide, must not run again.")])
    }

    /// A start corrects what is below the directory, and leaves the directory's own owner alone.
    private func remedy(_ base: String) -> Advice {
        [
            .run("chown root:root \(base)"), .run("chmod 0755 \(base)"),
            .note("A restart corrects the directory login: mode 0750, owner root, group dovenull."), .restart,
        ]
    }

    private func differs(_ socket: AuthListener, _ entry: FileEntry, _ owner: String, _ subject: Subject) -> Judgement {
        let mode = socket.promised.settings["mode"] ?? ""
        return .warn(
            "\(socket.path) is \(entry.mode) \(entry.owner), and the configuration gives it mode \(mode) and owner"
                + " \(owner): whoever needs it may be shut out, or others let in",
            signature: socket.path,
            evidence: [
                Finding.Excerpt(
                    probe: "runtime.base", excerpt: "\(entry.mode) \(entry.owner) \(entry.group) \(socket.path)")
            ],
            remedy: [.note("A restart makes the sockets anew, with the modes of service auth."), .restart])
    }

    private func owned(_ path: String, by entry: FileEntry, _ subject: Subject) -> Judgement {
        .warn(
            "\(path) belongs to \(entry.owner), not to root: who is \(entry.owner) may put sockets of its own there",
            signature: "\(path) \(entry.owner)", evidence: subject.excerpt("runtime", "base"),
            remedy: remedy(path))
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
            remedies: ["chown root:root /run/dovecot", Act.restart.usual],
            references: ["Log: `connect(login) in directory / failed: Permission denied`"])
    }
}

extension Subject {
    /// A user as the configuration writes it, by name: `$default_internal_user`, 2.4's `$SET:default_internal_user`;
    /// nil where none is given, or it is a number.
    fileprivate func name(of written: String) throws(Unjudgeable) -> String? {
        guard let setting = written.after("$SET:") ?? written.after("$") else {
            return written.isEmpty || number(written, in: userIDs) != nil ? nil : written
        }
        return try settings()[String(setting)]
    }

    /// What a login process logged last about the sockets that it could not reach.
    fileprivate var socketComplaint: LogLine? {
        (try? logLines())?.last { $0.prefix.contains("-login") && $0.text.contains("connect(") }
    }
}
