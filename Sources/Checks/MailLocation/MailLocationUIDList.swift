import Fleet

struct MailLocationUIDList: Check {
    let id = "mail-location.uidlist"
    let asks: Set<Condition> = .mailboxes

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard subject.parameters.isMigrated else { return .skipped("checked only after a migration (--migrated)") }
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        if let reason = try subject.loginProvesMailLocation() { return .skipped(reason) }
        guard try subject.mailDriver() == "maildir" else { return .skipped("only a Maildir has such a separate list") }
        guard let (root, stores) = try subject.mailStores() else { return .skipped(HostFacts.olderAgent) }
        // No client knows UIDs of new messages.
        guard let own = stores.first(where: { $0.path == root }), own.content == .mail else {
            return .pass("there is no mail that clients already know")
        }
        let trail = try subject.untestedPathPermissions()
        if trail.entries.keys.contains(where: { $0.hasSuffix("/dovecot-uidlist") }) {
            return .pass("the mail has its dovecot-uidlist")
        }
        return missing(root, subject)
    }
}

extension MailLocationUIDList {
    private func missing(_ root: String, _ subject: HostFacts) -> Judgement {
        .warn(
            "\(root) holds mail and no dovecot-uidlist: every client will download all of it again", signature: root,
            evidence: subject.excerpt("account", "trail", lines: 12),
            remedy: [
                .note(
                    """
                    Before the first login, copy these files from the old host into \(setting: root), with owner \
                    and mode: dovecot-uidlist, the files dovecot-uidvalidity, dovecot-keywords and subscriptions, of each \
                    folder.
                    """)
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Was dovecot-uidlist copied with the mail?",
            why:
                "dovecot-uidlist has the number by which clients know each message. If it was not copied, the first login"
                + " gives new numbers: clients download everything again, and POP3 users get all their mail twice. You can"
                + " fix it only before that login.",
            byHand: "find MAILDIR -name dovecot-uidlist",
            remedies: ["Copy dovecot-uidlist, dovecot-uidvalidity*, dovecot-keywords and subscriptions (2.3 and 2.4)."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/mailbox_formats/maildir.html"])
    }
}
