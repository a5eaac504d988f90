import Fleet

struct MailLocationMount: Check {
    let id = "mail-location.mount"
    let asks: Set<Condition> = .mailboxes.union([.mailDirectory])

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        guard let units = try subject.laterPart("account", "mount-units") else {
            return .skipped("who mounts here is not known: a container, a cluster, or an older agent")
        }
        guard let mount = subject.mountTable?.mount(of: try subject.inbox()), mount.isVolume else {
            return .pass("the mail is on the system's own volume")
        }
        let isWanted = subject.mountTable?.isInFstab(mount) == true
        if isWanted || units.lines.contains(mount.unit[...]) { return .pass("\(mount.directory) is mounted at boot") }
        return byHand(mount.directory, subject)
    }
}

extension MailLocationMount {
    private func byHand(_ directory: String, _ subject: Subject) -> Judgement {
        .warn(
            "the volume of the mail was mounted on \(directory) by hand: after the next boot there is no mail",
            signature: directory, evidence: subject.excerpt("account", "fstab"),
            remedy: [
                .note("See what is mounted there, and write it to /etc/fstab."),
                .run("findmnt -o SOURCE,TARGET,FSTYPE,OPTIONS -T \(directory)"),
                .note("See that the line can be read."), .run("findmnt --verify"),
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Is the volume of the mail mounted at boot too?",
            why:
                "A volume that was mounted by hand, as in a migration, is missing after the next boot: Dovecot then makes"
                + " empty mailboxes below it, on the system's disk.",
            byHand: "findmnt -T MAIL; grep MAIL /etc/fstab",
            remedies: ["Write the volume to /etc/fstab, or make a mount unit for it."],
            references: ["fstab(5)", "systemd.mount(5)"])
    }
}
