import Fleet

struct SocketPermissions: Check {
    let id = "permissions.sockets"
    let decides: Condition? = .socketPermissions

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let base = try directory("base", subject)
        let login = try directory("login", subject)
        guard let user = UserIdentity(try subject.part("runtime", "login-user").firstLine) else {
            throw MissingFact("Dovecot's login user could not be looked up")
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
        return .pass("\(path) and its login sockets have the owners that Dovecot set")
    }

    /// Skipped while the configuration on disk is not loaded.
    private func changed(_ subject: HostFacts) throws(MissingFact) -> Judgement? {
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

    private func directory(_ name: String, _ subject: HostFacts) throws(MissingFact) -> FileEntry {
        let listing = try subject.part("runtime", name)
        if let entry = listing.lines.lazy.compactMap(FileEntry.init).first(where: { $0.path == "." }) { return entry }
        if listing.isDenied { throw MissingFact("the agent has no permission to see Dovecot's sockets") }
        throw MissingFact("Dovecot has no sockets: \(listing.firstLine)")
    }
}

extension SocketPermissions {
    private func closed(
        _ path: String, _ entry: FileEntry, to user: UserIdentity, base: String, _ subject: HostFacts
    ) -> Judgement {
        .fail(
            "\(user.name) cannot enter \(path) (\(entry.mode) \(entry.owner):\(entry.group)): "
                + (subject.loginProven ? "logins hang once Dovecot starts anew login processes" : "every login hangs"),
            signature: path, evidence: subject.excerpt("runtime", "login") + subject.excerpt(subject.socketComplaint),
            remedy: remedy(base) + [
                .note("The command that changed the owner, such as chown -R in a guide, must not run again.")
            ])
    }

    /// A start does not correct the owner of the directory itself.
    private func remedy(_ base: String) -> Advice {
        [
            .run("chown root:root \(base)"), .run("chmod 0755 \(base)"),
            .note("A restart corrects the directory login: mode 0750, owner root, group dovenull."), .restart,
        ]
    }

    private func differs(_ socket: AuthListener, _ entry: FileEntry, _ owner: String, _ subject: HostFacts) -> Judgement
    {
        let mode = socket.promised.settings["mode"] ?? ""
        return .warn(
            "\(socket.path) is \(entry.mode) \(entry.owner), and the configuration gives it mode \(mode) and owner"
                + " \(owner): programs that need it may fail, or others may use it",
            signature: socket.path,
            evidence: [
                Finding.Excerpt(
                    probe: "runtime.base", excerpt: "\(entry.mode) \(entry.owner) \(entry.group) \(socket.path)")
            ],
            remedy: [.note("A restart creates the sockets again, with the modes of service auth."), .restart])
    }

    private func owned(_ path: String, by entry: FileEntry, _ subject: HostFacts) -> Judgement {
        .warn(
            "\(path) belongs to \(entry.owner), not to root: the user \(entry.owner) can put its own sockets there",
            signature: "\(path) \(entry.owner)", evidence: subject.excerpt("runtime", "base"),
            remedy: remedy(path))
    }

    var explanation: Explanation {
        Explanation(
            title: "Can login processes reach the auth process?",
            why:
                "Login processes run as dovenull and enter only base_dir/login. After `chown -R dovecot /run/dovecot`, which"
                + " some guides recommend, greetings come ten seconds late and every login hangs. doveadm as root shows no"
                + " fault.",
            byHand: "ls -ld /run/dovecot /run/dovecot/login   # root:root 0755, root:dovenull 0750",
            remedies: ["chown root:root /run/dovecot", PlatformAction.restart.usual],
            references: ["Log: `connect(login) in directory / failed: Permission denied`"])
    }
}

extension HostFacts {
    /// Resolves `$default_internal_user` and 2.4's `$SET:default_internal_user`; nil for a number.
    fileprivate func name(of written: String) throws(MissingFact) -> String? {
        guard let setting = written.after("$SET:") ?? written.after("$") else {
            return written.isEmpty || number(written, in: userIDs) != nil ? nil : written
        }
        return try settings()[String(setting)]
    }

    fileprivate var socketComplaint: LogLine? {
        (try? logLines())?.last { $0.prefix.contains("-login") && $0.text.contains("connect(") }
    }
}
