import Fleet

struct MailLocationMount: Check {
    let id = "mail-location.mount"
    let asks: Set<Condition> = .mailboxes.union([.mailDirectory])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        guard let units = try subject.partIfCollected("account", "mount-units") else {
            return .skipped("the mount units are not known: a container, a cluster, or an older agent")
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
    private func byHand(_ directory: String, _ subject: HostFacts) -> Judgement {
        .warn(
            "the volume of the mail was mounted on \(directory) by hand: after the next boot it is not mounted",
            signature: directory, evidence: subject.excerpt("account", "fstab"),
            remedy: [
                .note("Add what is mounted there to /etc/fstab."),
                .run("findmnt -o SOURCE,TARGET,FSTYPE,OPTIONS -T \(directory)"),
                .note("Verify the new line."), .run("findmnt --verify"),
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Is the mail volume mounted at boot?",
            why:
                "A volume that was mounted by hand, as in a migration, is missing after the next boot. Dovecot then"
                + " creates empty mailboxes there, on the system disk.",
            byHand: "findmnt -T MAIL; grep MAIL /etc/fstab",
            remedies: ["Add the volume to /etc/fstab, or create a mount unit for it."],
            references: ["fstab(5)", "systemd.mount(5)"])
    }
}
