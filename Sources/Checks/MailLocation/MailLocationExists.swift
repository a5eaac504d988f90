import Fleet

struct MailLocationExists: Check {
    let id = "mail-location.exists"
    let decides: Condition? = .mailDirectory
    let asks: Set<Condition> = .mailboxes

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        let path = try subject.mailPath()
        if let mount = subject.mountTable?.missing(for: path) { return notMounted(mount, subject) }
        if let link = try subject.danglingLink(to: path) { return leadsNowhere(link, "a mailbox", subject) }
        for line in try subject.partIfCollected("account", "apart")?.lines ?? [] {
            guard let (kind, place) = line.cut(at: " "), ["index", "control"].contains(kind), place.hasPrefix("/"),
                let link = try subject.danglingLink(to: checkedPath(place))
            else { continue }
            return leadsNowhere(link, kind == "index" ? "indexes" : "control files", subject)
        }
        if try subject.untestedPathPermissions().exists(path) {
            return try withoutStorage(subject) ?? anotherPlace(subject) ?? .pass("\(path) exists")
        }
        let trail = try subject.trail()
        let parent = trail.deepestExisting(of: path)
        // A new directory would not hold the migrated mail.
        if subject.parameters.isMigrated { return missing(path, subject) }
        if !trail.mayUse(parent, "wx"), !subject.isSpool(parent, trail) {
            return try notCreatable(path, under: parent, trail, subject)
        }
        return anotherPlace(subject)
            ?? .pass("\(path) will be created at the first login, under \(parent)")
    }
}

extension HostFacts {
    /// mkdir(2) does not create the target of a dangling link.
    func danglingLink(to path: String) throws(MissingFact) -> (path: String, target: String)? {
        let links = try partIfCollected("account", "dangling")?.lines ?? []
        for place in ancestors(of: path) {
            for line in links where line.begins(with: "\(place) -> ") {
                return (place, try checkedPath(line.dropFirst(place.count + 4)))
            }
        }
        return nil
    }

    /// The directory that Dovecot's unit puts in place of the host's, where only the host's has mail.
    var placeOfUnit: String? {
        let places = (try? partIfCollected("account", "own-places"))?.lines ?? []
        guard places.contains("mail"), let place = places.first(where: { $0.hasPrefix("/") }),
            let found = try? mailStores(), !found.stores.contains(where: \.hasMail),
            // `permissions.mail` judges what the unit closes.
            (try? trail())?.mayUse(String(place), "x") == true
        else { return nil }
        return String(place)
    }

    /// A spool such as /var/mail, where mail_privileged_group lets Dovecot create files.
    func isSpool(_ directory: String, _ trail: PathPermissions) -> Bool {
        // Only mbox has its file in the spool.
        guard let entry = trail.entries[directory], let written = try? configuration(),
            ["mbox", nil].contains(try? mailDriver())
        else { return false }
        return entry.allows("w", at: .group) && written.settings["mail_privileged_group"] == entry.group
    }

    /// nil if not known.
    var mailboxExists: Bool? {
        guard let path = try? mailPath() else { return nil }
        return try? untestedPathPermissions().exists(path)
    }

    fileprivate var mailElsewhere: (words: String, advice: Advice)? {
        guard let (root, stores) = try? mailStores(), let store = stores.first(where: { $0.hasMail && $0.path != root })
        else { return nil }
        let place = ((try? inboxFile()) ?? nil) ?? root
        let advice: Advice = [.note("If \(setting: store.path) is the account's mail, set this path in Dovecot:")]
        return (
            "; there is mail in \(store.path) (\(store.kind))",
            advice + MailLocationDriver.setting(store, self) + [
                .note("Else mount the volume of \(setting: place), or restore it, before users log in.")
            ]
        )
    }

    /// It exists where it must, or may be created there.
    var mailboxIsPlaced: Bool { (try? MailLocationExists().judge(self))?.verdict == .pass }
}

extension MailLocationExists {
    /// Dovecot makes the storage of an mdbox with its first folder: folders alone are what a partial copy leaves.
    private func withoutStorage(_ subject: HostFacts) throws(MissingFact) -> Judgement? {
        guard try subject.mailDriver() == "mdbox", let (root, stores) = try subject.mailStores(),
            stores.contains(where: { $0.path == root && $0.kind == "sdbox" && $0.content == .empty })
        else { return nil }
        let storage = "\(root)/storage"
        return .fail(
            "\(storage) does not exist, and an mdbox keeps the mail of all folders there: only the folders' indexes are left",
            signature: storage, evidence: subject.excerpt("account", "stores"),
            remedy: [
                .note(
                    """
                    Copy or mount \(setting: storage) before users log in: opening a mailbox creates an empty one, and \
                    clients then delete their copies.
                    """)
            ])
    }

    /// By ProtectHome=tmpfs, BindPaths= or TemporaryFileSystem= Dovecot has another directory than the host, and the
    /// mail is in the host's.
    private func anotherPlace(_ subject: HostFacts) -> Judgement? {
        guard let place = subject.placeOfUnit else { return nil }
        return .fail(
            "Dovecot sees another \(place) than the host, by its unit: the mail of the host is not there, and users see"
                + " an empty mailbox",
            signature: "\(place) of the unit", evidence: subject.excerpt("account", "own-mounts", lines: 4),
            remedy: [
                .act(.showUnit),
                .act(
                    .changeUnit(
                        "Remove \(setting: place) from BindPaths, BindReadOnlyPaths and TemporaryFileSystem. Set ProtectHome to no, where the mail is below /home."
                    )),
                .act(.loadUnits), .restart,
            ])
    }

    private func inCircle(_ link: (path: String, target: String), _ subject: HostFacts) -> Judgement {
        .fail(
            "\(link.path) is a link to \(link.target), and the links there lead back in a circle, to no directory",
            signature: "\(link.path) circle", evidence: subject.excerpt("account", "dangling"),
            remedy: [
                .note("Find the directory that has the mail, and have \(setting: link.path) lead to it."),
                .run("ls -ld \(link.path) \(link.target)"),
            ])
    }

    private func leadsNowhere(
        _ link: (path: String, target: String), _ files: String, _ subject: HostFacts
    ) -> Judgement {
        let logged = (try? subject.logLines()) ?? []
        if logged.contains(where: { $0.text.contains("Too many levels of symbolic links") }) {
            return inCircle(link, subject)
        }
        let volume: Advice = subject.mountTable?.missing(for: link.target).map { [.run("mount \($0)")] } ?? []
        return .fail(
            "\(link.path) is a link to \(link.target), which does not exist: Dovecot cannot create \(files) there",
            signature: "\(link.path) dangling", evidence: subject.excerpt("account", "dangling"),
            remedy: [
                .note(
                    """
                    Mount the volume or restore the directory that \(setting: link.target) is in, or correct the link \
                    \(setting: link.path).
                    """)
            ] + volume)
    }

    /// A first login would create an empty mailbox, which the mount then hides.
    private func notMounted(_ mount: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "/etc/fstab mounts a volume at \(mount), and nothing is mounted there: the mail is elsewhere",
            signature: "\(mount) not mounted", evidence: subject.excerpt("account", "fstab", lines: 12),
            remedy: [
                .note("Mount it before users log in: a login creates an empty mailbox there."), .run("mount \(mount)"),
                .run("findmnt --verify"),
            ])
    }

    private func notCreatable(
        _ path: String, under parent: String, _ trail: PathPermissions, _ subject: HostFacts
    ) throws(MissingFact) -> Judgement {
        let owner = try subject.mailIDs()
        let sandbox = subject.sandbox(for: parent)
        let seen = trail.entries[parent].map { " (\($0.mode) \($0.owner):\($0.group))" } ?? ""
        let other = subject.mailElsewhere
        return .fail(
            "\(path) does not exist, and \(owner.map { "uid \($0.uid)" } ?? "the mail user") has no permission to create it in \(parent)\(seen)\(sandbox.map { "; " + $0.words } ?? "")\(other?.words ?? "")",
            signature: path,
            evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: sandbox?.remedy ?? other?.advice
                ?? ((try? subject.inboxFile()) == path
                    ? spoolRemedy(parent) : remedy(path, under: parent, to: owner, subject, trail)))
    }

    private func remedy(
        _ path: String, under parent: String, to owner: MailOwner?, _ subject: HostFacts, _ trail: PathPermissions
    ) -> Advice {
        let below = ancestors(of: path).first { !trail.exists($0) } ?? path
        let closed = ancestors(of: parent).filter { trail.exists($0) && !trail.mayUse($0, "x") }
        let strange = closed.first { if case .others = subject.ownership(of: $0, trail) { true } else { false } }
        if let strange { return trail.lettingThrough(strange, owner) }
        let home = (try? subject.userFields())?["home"] ?? path
        let take = owner?.takeAll(below: below) ?? .note("Give \(setting: below) to the user that reads the mail.")
        let steps =
            closed.map { subject.opening($0, to: owner, trail) }.reduce([], +)
            + [.run("mkdir -p \(trail.exists(home) ? below : home)"), take, .run("chmod 0700 \(below)")]
        return [
            .note("If the mail must already be here, mount its volume or restore it."),
            .note("If it is elsewhere, correct the home that the userdb gives, or the mail location."),
            .note("Else, for a new account:"),
        ]
            + trail.steps(steps, on: below)
    }

    private func spoolRemedy(_ spool: String) -> Advice {
        [
            .note("Debian gives the spool mode 2775, owner root and group mail."), .run("chgrp mail \(spool)"),
            .run("chmod 2775 \(spool)"), .note("Set mail_privileged_group = mail."), .reload,
        ]
    }

    private func missing(_ path: String, _ subject: HostFacts) -> Judgement {
        let other = subject.mailElsewhere
        // An mdbox keeps mail beside its folders.
        let place = ((try? subject.inboxFile()) ?? nil) ?? (try? subject.mailStores())?.root ?? path
        return .fail(
            "\(path) does not exist, and after a migration it must exist"
                + (other?.words ?? ": the mail was not copied, or is elsewhere"),
            signature: path, evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: other?.advice ?? [
                .note(
                    """
                    Copy or mount the mail at \(setting: place) before users log in: the first login would create an \
                    empty mailbox there.
                    """)
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the mailbox exist, or can it be created at the first login?",
            why:
                "A missing mailbox is normal for a new user, and a disaster after a migration (--migrated): the first login"
                + " creates an empty one, and clients delete their copies.",
            byHand: "ls -ld $(doveadm mailbox path -u USER INBOX)",
            remedies: ["Mount or restore the mail.", "Give the mail user the parent directory."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/mail_location.html"])
    }
}
