import Fleet

struct MailPermissions: Check {
    let id = "permissions.mail"
    let decides: Condition? = .mailPermissions
    let asks: Set<Condition> = .mailboxes.union([.mailDirectory])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        if let place = subject.placeOfUnit { throw MissingFact("Dovecot sees another \(place) than the host") }
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
        // `mail-location.driver` judges what is no directory.
        let bad = directories.filter { trail.entries[$0]?.isDirectory == true && !trail.mayUse($0, "rwx") }
        if let first = bad.first {
            var found = try failure(first, "rwx", trail, subject)
            // One remedy for all of them.
            if bad.count > 1, first != inbox { found.remedy = try failure(inbox, "rwx", trail, subject).remedy }
            return found
        }
        if let file, !trail.mayUse(file, "rw") { return try failure(file, "rw", trail, subject) }
        if let file, let locked = try judgeSpool(of: file, trail, subject) { return locked }
        if let judged = try judgeIndexes(in: inbox, trail, subject) { return judged }
        if let judged = try judgeStorage(trail, subject) { return judged }
        if let judged = try judgeMessages(trail, subject) { return judged }
        if let judged = try judgeFolders(trail, subject) { return judged }
        if let judged = try judgeApart(trail, subject) { return judged }
        return .pass("uid \(try subject.mailOwner()) can read and write \(file ?? inbox)")
    }

    /// Changing an mbox needs a lock file beside it (`mbox_write_locks = dotlock fcntl`).
    private func judgeSpool(
        of file: String, _ trail: PathPermissions, _ subject: HostFacts
    ) throws(MissingFact) -> Judgement? {
        guard try subject.configuration().settings["mbox_write_locks"] == nil,
            let spool = ancestors(of: file).dropLast().last, let entry = trail.entries[spool],
            !trail.mayUse(spool, "wx"), !subject.isSpool(spool, trail)
        else { return nil }
        let seen = " (\(entry.mode) \(entry.owner):\(entry.group))"
        return .warn(
            "Dovecot has no permission to create the lock of \(file) in \(spool)\(seen): mail can be read, but not"
                + " delivered or deleted",
            signature: "\(spool) lock", evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: entry.allows("w", at: .group) && entry.group == "mail"
                ? [.note("Set mail_privileged_group = mail."), .reload]
                : [
                    .note("A spool has mode 2775, owner root and group mail, and mail_privileged_group = mail."),
                    .run("chgrp mail \(spool)"), .run("chmod g+ws \(spool)"),
                ])
    }

    /// `doveadm` or a restore as root leaves these files to root. A mailbox opens without readable indexes, but not
    /// without its uidlist or with read-only indexes.
    private func judgeIndexes(
        in inbox: String, _ trail: PathPermissions, _ subject: HostFacts
    ) throws(MissingFact) -> Judgement? {
        let list = "\(inbox)/dovecot-uidlist"
        if trail.exists(list), !trail.mayUse(list, "r") { return try failure(list, "r", trail, subject) }
        let indexes = ["\(inbox)/dovecot.index", "\(inbox)/dovecot.index.log"]
        guard let bad = indexes.first(where: { trail.exists($0) && !trail.mayUse($0, "rw") }) else { return nil }
        var found = try failure(bad, "rw", trail, subject)
        if !trail.mayUse(bad, "r") { found.verdict = .warn }
        return found
    }

    /// An mdbox keeps the mail of all folders here.
    private func judgeStorage(_ trail: PathPermissions, _ subject: HostFacts) throws(MissingFact) -> Judgement? {
        guard try subject.mailDriver() == "mdbox", let root = try subject.mailStores()?.root else { return nil }
        let storage = "\(root)/storage"
        if trail.exists(storage), !trail.mayUse(storage, "rwx") { return try failure(storage, "rwx", trail, subject) }
        let maps = ["\(storage)/dovecot.map.index", "\(storage)/dovecot.map.index.log"]
        guard let bad = maps.first(where: { trail.exists($0) && !trail.mayUse($0, "rw") }) else { return nil }
        return try failure(bad, "rw", trail, subject)
    }

    /// As after a copy by root: the INBOX opens, and this folder does not.
    private func judgeFolders(_ trail: PathPermissions, _ subject: HostFacts) throws(MissingFact) -> Judgement? {
        guard
            let closed = try subject.partIfCollected("account", "closed")?.lines.lazy.compactMap({
                $0.after("folder /")
            })
            .first
        else { return nil }
        let folder = try subject.pathInMailbox("/\(closed)")
        let owner = try subject.mailIDs()
        let reader = owner.map { "uid \($0.uid)" } ?? "the mail user"
        return .fail(
            "\(reader) of \(subject.host.probe?.user ?? "") cannot open the folder \(folder): it belongs to another",
            signature: "\(folder) folder", evidence: subject.excerpt("account", "closed"),
            remedy: trail.steps([owner?.takeAll(below: folder) ?? Self.give(folder)], on: folder))
    }

    /// The session ends at the first message that it may not read.
    private func judgeMessages(_ trail: PathPermissions, _ subject: HostFacts) throws(MissingFact) -> Judgement? {
        let closed = try subject.partIfCollected("account", "closed")?.lines.filter { $0.hasPrefix("/") } ?? []
        guard let first = closed.first(where: isMessage) ?? closed.first else { return nil }
        let isMessage = isMessage(first)
        let isACL =
            !isMessage && first.hasSuffix("/dovecot-acl") && (try? subject.configuration().loads(plugin: "acl")) == true
        let file = try subject.pathInMailbox(first)
        let owner = try subject.mailIDs()
        let folder = ancestors(of: file).dropLast().last { !["cur", "new"].contains($0.split(separator: "/").last) }
        let take = folder.map { owner?.takeAll(below: $0) ?? Self.give($0) } ?? Self.give(file)
        let reader = "\(owner.map { "uid \($0.uid)" } ?? "the mail user") of \(subject.host.probe?.user ?? "")"
        return Judgement(
            verdict: isMessage || isACL ? .fail : .warn,
            summary: isMessage
                ? "\(reader) cannot read a message: \(file) belongs to another"
                : "\(reader) cannot read \(file), which belongs to another: the INBOX "
                    + (isACL ? "does not open" : "opens without it"),
            signature: "\(folder ?? file) \(isMessage ? "message" : "file")",
            evidence: subject.excerpt("account", "closed"),
            remedy: trail.steps([take], on: folder ?? file))
    }

    /// Of a Maildir or a dbox; the others are for Dovecot, such as `subscriptions`.
    private func isMessage(_ path: Substring) -> Bool {
        let parts = path.split(separator: "/").suffix(2)
        guard let name = parts.last, let folder = parts.first else { return false }
        return ["cur", "new"].contains(folder) || name.begins(with: "u.") || name.begins(with: "m.")
    }

    /// A mailbox opens without its indexes, but not without its control files or the global ACLs.
    private func judgeApart(_ trail: PathPermissions, _ subject: HostFacts) throws(MissingFact) -> Judgement? {
        for line in try subject.partIfCollected("account", "apart")?.lines.reversed() ?? [] {
            guard let (kind, path) = line.cut(at: " "), path.hasPrefix("/") else { continue }
            let place = try checkedPath(path)
            // `mail-location.exists` judges it.
            if try subject.danglingLink(to: place) != nil { continue }
            var found: Judgement
            // Indexes that are there and closed are kept in memory; a directory that cannot be made ends the session.
            var isFatal = kind != "index"
            if let closed = firstClosed(on: place, trail) {
                found = try failure(closed.path, closed.missing, trail, subject)
            } else if kind == "acl" {
                guard let closed = try judgeACLs(at: place, trail, subject) else { continue }
                found = closed
            } else {
                let existing = trail.deepestExisting(of: place)
                let wanted = existing == place ? "rwx" : "wx"
                guard !trail.mayUse(existing, wanted) else { continue }
                if existing != place { isFatal = true }
                found = try failure(existing, wanted, trail, subject)
                // Directories above hold other users' files.
                found.remedy = try ownPlace(place, trail, subject)
            }
            if !isFatal { found.verdict = .warn }
            return found
        }
        return nil
    }

    /// Global ACLs are only read, and may be missing.
    private func judgeACLs(
        at path: String, _ trail: PathPermissions, _ subject: HostFacts
    ) throws(MissingFact) -> Judgement? {
        let wanted = trail.entries[path]?.isDirectory == true ? "rx" : "r"
        guard trail.exists(path), !trail.mayUse(path, wanted) else { return nil }
        var found = try failure(path, wanted, trail, subject)
        found.remedy = trail.steps([.run("chmod -R o+rX \(path)")], on: path, letsThrough: true)
        return found
    }

    /// What is below a closed directory is not known.
    private func firstClosed(on path: String, _ trail: PathPermissions) -> (path: String, missing: String)? {
        trail.way(to: path).first { trail.exists($0) && !trail.mayUse($0, "x") }.map { ($0, "x") }
    }
}

extension MailPermissions {
    private func failure(
        _ path: String, _ wanted: String, _ trail: PathPermissions, _ subject: HostFacts
    ) throws(MissingFact) -> Judgement {
        let owner = try subject.mailIDs()
        let reader = owner.map { "uid \($0.uid)" } ?? "the mail user"
        let granted = trail.access[path] ?? ""
        let missing = wanted.filter { !granted.contains($0) }
        let seen = trail.entries[path].map { " (\($0.mode) \($0.owner):\($0.group))" } ?? ""
        let deed = wanted == "x" ? "enter" : "use"
        let sandbox = isOwnMount(path, wanted, trail, subject) ? subject.sandbox(for: path) : nil
        let mail = try subject.mailPath()
        return .fail(
            "\(reader) of \(subject.host.probe?.user ?? "") cannot \(deed) \(path)\(seen): missing +\(missing)"
                + " perm: \(path)\(sandbox.map { "; " + $0.words } ?? "")",
            signature: "\(path) \(missing)", evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: sandbox?.remedy ?? subject.mountTable?.readOnly(for: path).map(writable)
                ?? subject.ownershipRemedy(at: path, mail: mail, owner, trail)
                ?? remedy(path, wanted, owner, trail, subject))
    }

    private func ownPlace(_ path: String, _ trail: PathPermissions, _ subject: HostFacts) throws(MissingFact) -> Advice
    {
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
                "Dovecot sees \(setting: mount) mounted read-only. If findmnt shows the same, find the reason with dmesg, and then:"
            ),
            .run("mount -o remount,rw \(mount)"),
            .restart,
        ]
    }

    /// The mount is at fault: it is read-only or hides the path, or the path has mode 000.
    private func isOwnMount(_ path: String, _ wanted: String, _ trail: PathPermissions, _ subject: HostFacts) -> Bool {
        if wanted.contains("w"), subject.mountTable?.readOnly(for: path) != nil { return true }
        if subject.mountTable?.isHidden(path) == true { return true }
        return trail.entries[path]?.mode.dropFirst().allSatisfy { $0 == "-" } == true
    }

    private func remedy(
        _ path: String, _ wanted: String, _ owner: MailOwner?, _ trail: PathPermissions, _ subject: HostFacts
    ) -> Advice {
        // Root seldom owns only one file: correct the whole mailbox.
        let path =
            trail.entries[path]?.isDirectory == false && path.contains("/dovecot")
            ? ancestors(of: path).dropLast().last ?? path : path
        if let entry = trail.entries[path], entry.hasACL || looksRight(entry, wanted) {
            return [
                .note("The modes look right: check ACLs, SELinux or AppArmor, and the mount options."),
                .run("getfacl \(path)"), .run("dmesg | grep -i denied"), .run("findmnt -T \(argument: path)"),
            ]
        }
        // Others may use a directory above: grant only passage.
        if wanted == "x", path == (try? subject.userFields())?["home"], let owner,
            ["root", "0"].contains(trail.entries[path]?.owner)
        {
            return trail.steps([owner.take(path)], on: path)
        }
        if wanted == "x" { return subject.opening(path, to: owner, trail) }
        let take = owner?.takeAll(below: path, in: trail) ?? Self.give(path)
        return trail.steps([take, .run("chmod -R u+rwX,go= \(path)")], on: path)
    }

    private func looksRight(_ entry: FileEntry, _ wanted: String) -> Bool {
        wanted.allSatisfy { entry.allows($0, at: .other) }
    }

    var explanation: Explanation {
        Explanation(
            title: "Can the mail user read and write its mail?",
            why:
                "The mail user needs permission x on each directory of the path, and permission to write the mailbox: even"
                + " reading writes indexes. After a restore as root, logins work and mailboxes do not open.",
            byHand: "namei -l PATH; setpriv --reuid UID --regid GID --clear-groups test -w PATH",
            remedies: [
                "chown -R UID:GID MAILBOX, if root owns it.",
                "Correct the uid in the userdb, if the mail has another owner.",
                "chmod o+x DIRECTORY, if a parent directory of root is closed.",
            ],
            references: ["Log: `Permission denied (euid=… missing +x perm: …)`"])
    }
}
