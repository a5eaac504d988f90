import Fleet

struct MailLocationUIDList: Check {
    let id = "mail-location.uidlist"
    let asks: Set<Condition> = .mailboxes

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        guard subject.parameters.isMigrated else { return .skipped("asked only after a migration (--migrated)") }
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        if let reason = try subject.whyMailboxStarts() { return .skipped(reason) }
        guard try subject.mailDriver() == "maildir" else { return .skipped("only a Maildir keeps such a list apart") }
        guard let (root, stores) = try subject.mailStores() else { return .skipped(Subject.olderAgent) }
        // Messages that no client has seen have no numbers to lose.
        guard let own = stores.first(where: { $0.path == root }), own.content == .mail else {
            return .pass("there is no mail that clients know already")
        }
        let trail = try subject.bareTrail()
        if trail.entries.keys.contains(where: { $0.hasSuffix("/dovecot-uidlist") }) {
            return .pass("the mail came with its dovecot-uidlist")
        }
        return missing(root, subject)
    }
}

extension MailLocationUIDList {
    private func missing(_ root: String, _ subject: Subject) -> Judgement {
        .warn(
            "\(root) holds mail and no dovecot-uidlist: every client will fetch all of it again", signature: root,
            evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: [
                .note(
                    """
                    Before the first login, copy what was left behind on the old host into \(setting: root), with owner \
                    and mode: dovecot-uidlist, the files dovecot-uidvalidity, dovecot-keywords and subscriptions, of each \
                    folder.
                    """)
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Did the mail come with the list of its numbers?",
            why: "dovecot-uidlist holds the number by which clients know each message. Where a copy left it behind, the"
                + " first login numbers all anew: clients download everything again, and POP3 users get all of their"
                + " mail twice. It can be mended only before that login.",
            byHand: "find MAILDIR -name dovecot-uidlist",
            remedies: ["Copy dovecot-uidlist, dovecot-uidvalidity*, dovecot-keywords and subscriptions (2.3 and 2.4)."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/mailbox_formats/maildir.html"])
    }
}
