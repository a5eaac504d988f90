import Fleet

struct MailPermissions: Check {
    let id = "permissions.mail"
    let decides: Condition? = .mailPermissions
    let asks: Set<Condition> = .mailboxes.union([.mailDirectory])

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        let inbox = try subject.inbox()
        let file = try subject.inboxFile()
        let trail = try subject.trail()
        guard trail.exists(file ?? inbox) else {
            return .skipped("there is no mailbox yet: mail-location.exists judges it")
        }
        if let closed = firstClosed(on: file ?? inbox, trail) {
            return try failure(closed.path, closed.missing, trail, subject)
        }
        let directories = file == nil ? [inbox] + ["cur", "new", "tmp"].map { "\(inbox)/\($0)" } : []
        // What is no directory there is the driver's matter.
        if let bad = directories.first(where: { trail.entries[$0]?.isDirectory == true && !trail.mayUse($0, "rwx") }) {
            return try failure(bad, "rwx", trail, subject)
        }
        if let file, !trail.mayUse(file, "rw") { return try failure(file, "rw", trail, subject) }
        if let file, let locked = try judgeSpool(of: file, trail, subject) { return locked }
        if let judged = try judgeIndexes(in: inbox, trail, subject) { return judged }
        if let judged = try judgeStorage(trail, subject) { return judged }
        if let judged = try judgeMessages(trail, subject) { return judged }
        if let judged = try judgeApart(trail, subject) { return judged }
        return .pass("uid \(try subject.mailOwner()) may read and write \(file ?? inbox)")
    }

    /// An mbox is locked by a file beside it, before mail is added or deleted (`mbox_write_locks = dotlock fcntl`).
    private func judgeSpool(
        of file: String, _ trail: MailTrail, _ subject: Subject
    ) throws(Unjudgeable) -> Judgement? {
        guard try subject.configuration().settings["mbox_write_locks"] == nil,
            let spool = ancestors(of: file).dropLast().last, let entry = trail.entries[spool],
            !trail.mayUse(spool, "wx"), !subject.isSpool(spool, trail)
        else { return nil }
        let seen = " (\(entry.mode) \(entry.owner):\(entry.group))"
        return .warn(
            "Dovecot may not make the lock of \(file) in \(spool)\(seen): mail can be read, and neither be delivered nor"
                + " deleted",
            signature: "\(spool) lock", evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: entry.allows("w", at: .group) && entry.group == "mail"
                ? [.note("Set mail_privileged_group = mail."), .reload]
                : [
                    .note("A spool has mode 2775, owner root and group mail, and mail_privileged_group = mail."),
                    .run("chgrp mail \(spool)"), .run("chmod g+ws \(spool)"),
                ])
    }

    /// Dovecot's own files in the mailbox, which a `doveadm` or a restore as root leaves behind as root's. Without its
    /// uidlist, or with an index that can only be read, a mailbox does not open; without its index it is merely slow.
    private func judgeIndexes(
        in inbox: String, _ trail: MailTrail, _ subject: Subject
    ) throws(Unjudgeable) -> Judgement? {
        let list = "\(inbox)/dovecot-uidlist"
        if trail.exists(list), !trail.mayUse(list, "r") { return try failure(list, "r", trail, subject) }
        let indexes = ["\(inbox)/dovecot.index", "\(inbox)/dovecot.index.log"]
        guard let bad = indexes.first(where: { trail.exists($0) && !trail.mayUse($0, "rw") }) else { return nil }
        var found = try failure(bad, "rw", trail, subject)
        if !trail.mayUse(bad, "r") { found.verdict = .warn }
        return found
    }

    /// Where an mdbox keeps the mail of all its folders, and which message is where.
    private func judgeStorage(_ trail: MailTrail, _ subject: Subject) throws(Unjudgeable) -> Judgement? {
        guard try subject.mailDriver() == "mdbox", let root = try subject.mailStores()?.root else { return nil }
        let storage = "\(root)/storage"
        if trail.exists(storage), !trail.mayUse(storage, "rwx") { return try failure(storage, "rwx", trail, subject) }
        let maps = ["\(storage)/dovecot.map.index", "\(storage)/dovecot.map.index.log"]
        guard let bad = maps.first(where: { trail.exists($0) && !trail.mayUse($0, "rw") }) else { return nil }
        return try failure(bad, "rw", trail, subject)
    }

    /// Messages that were copied as root: the mailbox opens, and the session ends at the first of them.
    private func judgeMessages(_ trail: MailTrail, _ subject: Subject) throws(Unjudgeable) -> Judgement? {
        guard let closed = try subject.laterPart("account", "closed")?.lines.first(where: { $0.hasPrefix("/") }) else {
            return nil
        }
        let message = try checkedPath(closed)
        let owner = try subject.mailIDs()
        let folder = ancestors(of: message).dropLast().last { !["cur", "new"].contains($0.split(separator: "/").last) }
        let take = folder.map { owner?.takeAll(below: $0) ?? Self.give($0) } ?? Self.give(message)
        return .fail(
            "\(owner.map { "uid \($0.uid)" } ?? "the mail user") of \(subject.host.probe?.user ?? "") may not read a message:"
                + " \(message) belongs to another",
            signature: "\(folder ?? message) message", evidence: subject.excerpt("account", "closed"),
            remedy: trail.steps([take], on: folder ?? message))
    }

    /// Directories that the configuration gives to indexes and control files, away from the mail. Without control files a
    /// mailbox does not open; without indexes of its own it is merely slow.
    private func judgeApart(_ trail: MailTrail, _ subject: Subject) throws(Unjudgeable) -> Judgement? {
        for line in try subject.laterPart("account", "apart")?.lines.reversed() ?? [] {
            guard let (kind, path) = line.cut(at: " "), path.hasPrefix("/") else { continue }
            let place = try checkedPath(path)
            var found: Judgement
            if let closed = firstClosed(on: place, trail) {
                found = try failure(closed.path, closed.missing, trail, subject)
            } else {
                let existing = trail.deepestExisting(of: place)
                let wanted = existing == place ? "rwx" : "wx"
                guard !trail.mayUse(existing, wanted) else { continue }
                found = try failure(existing, wanted, trail, subject)
                // What is above is others' too.
                found.remedy = try ownPlace(place, trail, subject)
            }
            if kind == "index" { found.verdict = .warn }
            return found
        }
        return nil
    }

    /// The first directory on the way that may not be passed: what is below it cannot even be asked about.
    private func firstClosed(on path: String, _ trail: MailTrail) -> (path: String, missing: String)? {
        ancestors(of: path).dropLast().first { trail.exists($0) && !trail.mayUse($0, "x") }.map { ($0, "x") }
    }
}

extension MailPermissions {
    private func failure(
        _ path: String, _ wanted: String, _ trail: MailTrail, _ subject: Subject
    ) throws(Unjudgeable) -> Judgement {
        let owner = try subject.mailIDs()
        let reader = owner.map { "uid \($0.uid)" } ?? "the mail user"
        let granted = trail.access[path] ?? ""
        let missing = wanted.filter { !granted.contains($0) }
        let seen = trail.entries[path].map { " (\($0.mode) \($0.owner):\($0.group))" } ?? ""
        let deed = wanted == "x" ? "enter" : "use"
        let sandbox = isOwnMount(path, trail, subject) ? subject.sandbox(for: path) : nil
        let mail = try subject.mailPath()
        return .fail(
            "\(reader) of \(subject.host.probe?.user ?? "") may not \(deed) \(path)\(seen): missing +\(missing)"
                + " perm: \(path)\(sandbox.map { "; " + $0.words } ?? "")",
            signature: "\(path) \(missing)", evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: sandbox?.remedy ?? subject.mountTable?.readOnly(for: path).map(writable)
                ?? subject.ownershipRemedy(at: path, mail: mail, owner, trail)
                ?? remedy(path, wanted, owner, trail, home: (try? subject.userFields())?["home"]))
    }

    /// A directory of the mail user's own, at the first step that is not there yet.
    private func ownPlace(_ path: String, _ trail: MailTrail, _ subject: Subject) throws(Unjudgeable) -> Advice {
        let own = ancestors(of: path).first { !trail.exists($0) } ?? path
        let take = try subject.mailIDs()?.take(own) ?? Self.give(own)
        return trail.steps([.run("mkdir -p \(own)"), take, .run("chmod 0700 \(own)")], on: own)
    }

    private static func give(_ path: String) -> Advice.Step {
        .note("Give \(setting: path) to the user that reads the mail.")
    }

    private func writable(_ mount: String) -> Advice {
        [
            .note(
                "To Dovecot \(setting: mount) is mounted read-only. If findmnt says so too, see why with dmesg, and then:"
            ),
            .run("mount -o remount,rw \(mount)"),
            .restart,
        ]
    }

    /// Whether the mount is to blame, and not a mode: the mount is read-only, or its root has no rights at all.
    private func isOwnMount(_ path: String, _ trail: MailTrail, _ subject: Subject) -> Bool {
        if subject.mountTable?.readOnly(for: path) != nil { return true }
        return trail.entries[path]?.mode.dropFirst().allSatisfy { $0 == "-" } == true
    }

    private func remedy(
        _ path: String, _ wanted: String, _ owner: MailOwner?, _ trail: MailTrail, home: String?
    ) -> Advice {
        // One file of root's is seldom alone: the whole mailbox goes back.
        let path =
            trail.entries[path]?.isDirectory == false && path.contains("/dovecot")
            ? ancestors(of: path).dropLast().last ?? path : path
        if let entry = trail.entries[path], entry.hasACL || looksRight(entry, wanted) {
            return [
                .note("The modes look right: look at ACLs, at SELinux or AppArmor, and at how it is mounted."),
                .run("getfacl \(path)"), .run("dmesg | grep -i denied"), .run("findmnt -T \(argument: path)"),
            ]
        }
        // A directory above may be others' too: let the mail user through, and give it nothing more.
        if wanted == "x", path == home, let owner, ["root", "0"].contains(trail.entries[path]?.owner) {
            return trail.steps([owner.take(path)], on: path)
        }
        if wanted == "x" { return trail.lettingThrough(path, owner) }
        let take = owner?.takeAll(below: path) ?? Self.give(path)
        return trail.steps([take, .run("chmod -R u+rwX,go= \(path)")], on: path)
    }

    private func looksRight(_ entry: FileEntry, _ wanted: String) -> Bool {
        wanted.allSatisfy { entry.allows($0, at: .other) }
    }

    var explanation: Explanation {
        Explanation(
            title: "May the mail user read and write its mail?",
            why:
                "Each directory on the way must be passable by the user that owns the mail, and the mailbox"
                + " writable: indexes "
                + "are written even by reading. A restore as root leaves logins that work and mailboxes"
                + " that do not open.",
            byHand: "namei -l PATH; setpriv --reuid UID --regid GID --clear-groups test -w PATH",
            remedies: [
                "chown -R UID:GID MAILBOX, where root owns it.",
                "Correct the uid of the userdb, where the mail has another owner.",
                "chmod o+x DIRECTORY, where a directory of root's above is closed.",
            ],
            references: ["Log: `Permission denied (euid=… missing +x perm: …)`"])
    }
}
