import Fleet

struct MailLocationQuota: Check {
    let id = "mail-location.quota"

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        if let reason = try subject.whyMailboxStarts() { return .skipped(reason) }
        _ = try subject.inbox()
        guard let part = try subject.laterPart("account", "maildirsize"), let use = QuotaUse(part.lines) else {
            if (try? subject.configuration())?.hasQuota != true { return .skipped("there is no quota plugin") }
            // `doveadm quota get` opens the mailbox and writes indexes (seen on 2.3.19).
            return .skipped("what is used cannot be read without writing to the mailbox: doveadm quota get -u USER")
        }
        guard try subject.configuration().hasQuota else { return .skipped("there is no quota plugin") }
        guard let over = use.over else { return .pass("\(use.text) of the quota are used") }
        return full(over, subject)
    }
}

/// A Maildir's own account of what is in it, `maildirsize`: limits in the first line (`1024S,100C`; 0 is none), then
/// what came and went, `73 1`.
struct QuotaUse: Sendable, Equatable {
    var bytes = 0
    var messages = 0
    let mostBytes: Int
    let mostMessages: Int

    init?(_ lines: [Substring]) {
        guard let limits = lines.first else { return nil }
        let parts = limits.split { $0 == "," || $0 == " " }
        mostBytes = parts.first { $0.hasSuffix("S") }.flatMap { Int($0.dropLast()) } ?? 0
        mostMessages = parts.first { $0.hasSuffix("C") }.flatMap { Int($0.dropLast()) } ?? 0
        guard mostBytes > 0 || mostMessages > 0 else { return nil }
        for line in lines.dropFirst() {
            let numbers = words(of: line).compactMap { Int($0) }
            guard numbers.count == 2 else { continue }
            bytes = bytes.addingReportingOverflow(numbers[0]).partialValue
            messages = messages.addingReportingOverflow(numbers[1]).partialValue
        }
    }

    var text: String {
        mostBytes > 0 ? "\(bytes / 1024) of \(mostBytes / 1024) KiB" : "\(messages) of \(mostMessages) messages"
    }

    /// What is used up; nil where nothing is.
    var over: String? {
        if mostBytes > 0, bytes >= mostBytes { return "\(bytes / 1024) of \(mostBytes / 1024) KiB" }
        return mostMessages > 0 && messages >= mostMessages ? "\(messages) of \(mostMessages) messages" : nil
    }
}

extension ConfigurationBlock {
    /// Whether the quota plugin is switched on, for all or for one protocol.
    fileprivate var hasQuota: Bool {
        let named = settings["mail_plugins"].map { words(of: $0).contains("quota") } ?? false
        let listed = blocks("mail_plugins").contains { $0.settings["quota"] == "yes" }
        return named || listed || blocks("protocol").contains(where: \.hasQuota)
    }
}

extension MailLocationQuota {
    private func full(_ over: String, _ subject: Subject) -> Judgement {
        let account = subject.host.probe?.user ?? ""
        return .warn(
            "\(account) is over quota (\(over)): its new mail is refused", signature: account,
            evidence: subject.excerpt("account", "maildirsize"),
            remedy: "doveadm quota get -u \(quoted(account))\nRaise the quota of the account, or let it delete mail."
                + "\nIf the figure is wrong: doveadm quota recalc -u \(quoted(account))")
    }

    var explanation: Explanation {
        Explanation(
            title: "Has the probe account quota left?",
            why: "Over quota logins work and nothing arrives: senders get their mail back. Asked only where the quota"
                + " plugin is on, and only of a Maildir's own account of itself: Dovecot's other ways to know would write"
                + " to the mailbox. Warns from 100 % on.",
            byHand: "doveadm quota get -u USER",
            remedies: [
                "2.3: quota_rule = *:storage=10G in plugin { }, or the userdb's.",
                "2.4: quota_storage_size in quota NAME { }.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/plugins/quota.html"])
    }
}
