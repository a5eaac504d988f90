import Fleet

struct MailLocationExists: Check {
    let id = "mail-location.exists"

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        let path = try subject.mailPath()
        if let mount = subject.mountTable?.missing(for: path) { return notMounted(mount, subject) }
        if try subject.bareTrail().exists(path) { return .pass("\(path) exists") }
        let trail = try subject.trail()
        let parent = trail.deepestExisting(of: path)
        if !trail.mayUse(parent, "wx"), !isSpool(parent, trail, subject) {
            return notCreatable(path, under: parent, trail, subject)
        }
        if subject.parameters.isMigrated { return missing(path, subject) }
        return .pass("\(path) will be created at the first login, under \(parent)")
    }

    /// A spool such as /var/mail, in which Dovecot creates by its mail_privileged_group what the user may not.
    private func isSpool(_ directory: String, _ trail: MailTrail, _ subject: Subject) -> Bool {
        guard let entry = trail.entries[directory], let written = try? subject.configuration() else { return false }
        return entry.allows("w", at: .group) && written.settings["mail_privileged_group"] == entry.group
    }
}

extension MailLocationExists {
    /// What is there then is another disk's: the first login makes an empty mailbox on it, which the mount will hide.
    private func notMounted(_ mount: String, _ subject: Subject) -> Judgement {
        .fail(
            "/etc/fstab mounts a volume at \(mount), and nothing is mounted there: the mail is elsewhere",
            signature: "\(mount) not mounted", evidence: subject.excerpt("account", "fstab", lines: 12),
            remedy: "mount \(quoted(mount))   # before anybody logs in, who would get an empty mailbox below it\n"
                + "findmnt --verify")
    }

    private func notCreatable(_ path: String, under parent: String, _ trail: MailTrail, _ subject: Subject) -> Judgement
    {
        let fields = (try? subject.userFields()) ?? [:]
        let owner = fields["uid"] ?? "the mail user"
        let group = fields["gid"] ?? owner
        let seen = trail.entries[parent].map { " (\($0.mode) \($0.owner):\($0.group))" } ?? ""
        return .fail(
            "\(path) does not exist, and uid \(owner) may not create it in \(parent)\(seen)", signature: path,
            evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: (try? subject.inboxFile()) == path
                ? spoolRemedy(parent, trail) : remedy(path, under: parent, to: "\(owner):\(group)", fields, trail))
    }

    private func remedy(
        _ path: String, under parent: String, to owner: String, _ fields: [String: String], _ trail: MailTrail
    ) -> String {
        let below = ancestors(of: path).first { !trail.exists($0) } ?? path
        let closed = ancestors(of: parent).filter { trail.exists($0) && !trail.mayUse($0, "x") }
        return "If the mail should be here already, mount its volume or restore it. Else, for this account:\n"
            + closed.map { "chmod o+x \(quoted($0))\n" }.joined()
            + "mkdir -p \(quoted(fields["home"] ?? path))\n"
            + "chown -R \(owner) \(quoted(below))\nchmod 0700 \(quoted(below))"
    }

    /// An mbox is made by whoever first delivers or logs in; what it needs is a spool that lets them.
    private func spoolRemedy(_ spool: String, _ trail: MailTrail) -> String {
        let group = trail.entries[spool]?.group ?? "mail"
        return "chmod g+ws \(quoted(spool))   # 2775 root:mail is Debian's own\n"
            + "Set mail_privileged_group = \(group).\ndoveadm reload"
    }

    private func missing(_ path: String, _ subject: Subject) -> Judgement {
        .fail(
            "\(path) does not exist, and after a migration it must: the mail was not copied, or lies elsewhere",
            signature: path, evidence: subject.excerpt("account", "trail", lines: 12),
            remedy:
                "Copy or mount the mail at \(quoted(path)) before anybody logs in: the first login would"
                + " create an empty"
                + " mailbox there.")
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the mailbox exist, or can it be created at the first login?",
            why:
                "A missing mailbox is normal for a new user, and a disaster after a migration (--migrated):"
                + " the first login "
                + "creates an empty one, and clients drop what they had.",
            byHand: "ls -ld $(doveadm mailbox path -u USER INBOX)",
            remedies: ["Mount or restore the mail.", "Give the mail user the directory above."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/mail_location.html"])
    }
}

/// A path as a shell takes it, whatever is in it.
func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "/._-@+=:,%".utf8.contains(byte)
    }
    return isPlain && !path.isEmpty
        ? path : "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
