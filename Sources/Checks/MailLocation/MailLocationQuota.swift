import Fleet

struct MailLocationQuota: Check {
    let id = "mail-location.quota"
    let asks: Set<Condition> = .mailboxes

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        if let reason = try subject.loginProvesMailLocation() { return .skipped(reason) }
        _ = try subject.inbox()
        let told = try subject.partIfCollected("account", "quota")
        let use = try subject.partIfCollected("account", "maildirsize").flatMap { QuotaUse($0.lines) }
        // If the agent saw no quota, a broken configuration does not matter.
        let written = told == nil && use == nil ? try? subject.configuration() : try subject.configuration()
        guard written?.loads(plugin: "quota") == true else { return .skipped("there is no quota plugin") }
        if let told { return try judge(told, subject) }
        guard let use else {
            // `doveadm quota get` creates missing indexes and uidlists (seen on 2.3.19 and 2.4.1).
            return .skipped(
                "the usage is known only with --open-mailbox, which opens mailboxes: doveadm quota get -u USER")
        }
        guard let over = use.over else { return .pass("\(use.text) of the quota are used") }
        return full(over, "maildirsize", subject)
    }

    private func judge(_ part: ProbeOutput.Part, _ subject: HostFacts) throws(MissingFact) -> Judgement {
        if part.said.contains("dict"), part.status != 0 { return dictionary(part, subject) }
        if part.isDenied { throw MissingFact("only root can read the quota of another user") }
        if part.said.contains("Quota not enabled") { return .skipped("the account has no quota") }
        guard part.status == 0 else { throw MissingFact("doveadm could not read the quota: \(part.complaint)") }
        let resources = QuotaResource.all(in: part.lines).filter { $0.limit > 0 }
        guard let first = resources.first else { return .pass("the account has no limit") }
        if let over = resources.first(where: { $0.value >= $0.limit }) { return full(over.text, "quota", subject) }
        return .pass("\(first.text) of the quota are used")
    }
}

extension MailLocationQuota {
    /// Logins work; clients that ask for the quota get an error.
    private func dictionary(_ part: ProbeOutput.Part, _ subject: HostFacts) -> Judgement {
        .warn(
            "the quota cannot be read from its dictionary: \(shortened(part.complaint, to: 200))",
            signature: "dictionary", evidence: subject.excerpt("account", "quota", lines: 3),
            remedy: [
                .run("doveconf -n dict quota plugin; ls -l /run/dovecot/dict"),
                .note(
                    """
                    The quota names a dictionary: define it in the section dict, and let the mail user use the \
                    unix_listener of service dict.
                    """), .reload,
            ])
    }
}

/// A line of `doveadm -f tab quota get`: `User quota<TAB>STORAGE<TAB>7<TAB>4<TAB>175`. Storage is in KiB; `-` is no
/// limit.
struct QuotaResource: Sendable, Equatable {
    let kind: Substring
    let value: Int
    let limit: Int

    static func all(in lines: [Substring]) -> [QuotaResource] {
        lines.compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count >= 4, let value = number(columns[2], in: QuotaUse.sizes, isSigned: true) else {
                return nil
            }
            return QuotaResource(kind: columns[1], value: value, limit: number(columns[3], in: QuotaUse.sizes) ?? 0)
        }
    }

    var text: String {
        "\(value) of \(limit) \(kind == "STORAGE" ? "KiB" : kind == "MESSAGE" ? "messages" : "\(kind)")"
    }
}

/// A `maildirsize` file: limits first (`1024S,100C`; 0 is none), then changes (`73 1`).
struct QuotaUse: Sendable, Equatable {
    var bytes = 0
    var messages = 0
    let mostBytes: Int
    let mostMessages: Int

    /// No file system holds more bytes.
    static let sizes = -(1 << 50)...(1 << 50)

    init?(_ lines: [Substring]) {
        guard let limits = lines.first else { return nil }
        let parts = limits.split { $0 == "," || $0 == " " }
        mostBytes = parts.first { $0.hasSuffix("S") }.flatMap { number($0.dropLast(), in: Self.sizes) } ?? 0
        mostMessages = parts.first { $0.hasSuffix("C") }.flatMap { number($0.dropLast(), in: Self.sizes) } ?? 0
        guard mostBytes > 0 || mostMessages > 0 else { return nil }
        for line in lines.dropFirst() {
            let numbers = words(of: line).compactMap { number($0, in: Self.sizes, isSigned: true) }
            guard numbers.count == 2 else { continue }
            bytes = bytes.addingReportingOverflow(numbers[0]).partialValue
            messages = messages.addingReportingOverflow(numbers[1]).partialValue
        }
    }

    var text: String {
        mostBytes > 0 ? "\(bytes / 1024) of \(mostBytes / 1024) KiB" : "\(messages) of \(mostMessages) messages"
    }

    var over: String? {
        if mostBytes > 0, bytes >= mostBytes { return "\(bytes / 1024) of \(mostBytes / 1024) KiB" }
        return mostMessages > 0 && messages >= mostMessages ? "\(messages) of \(mostMessages) messages" : nil
    }
}

extension ConfigurationBlock {
    /// Whether mail_plugins names the plugin, for all protocols or one. 2.4 has a block of that name.
    func loads(plugin: String) -> Bool {
        let named = settings["mail_plugins"].map { words(of: $0).contains(plugin[...]) } ?? false
        let listed = blocks("mail_plugins").contains { $0.settings[plugin] == "yes" }
        return named || listed || blocks("protocol").contains { $0.loads(plugin: plugin) }
    }
}

extension MailLocationQuota {
    private func full(_ over: String, _ part: String, _ subject: HostFacts) -> Judgement {
        let account = subject.host.probe?.user ?? ""
        return .warn(
            "\(account) is over quota (\(over)): its new mail is refused", signature: account,
            evidence: subject.excerpt("account", part),
            remedy: [
                .run("doveadm quota get -u \(argument: account)"),
                .note("Raise the quota of the account, or delete mail. If the number is wrong, recalculate it:"),
                .run("doveadm quota recalc -u \(argument: account)"),
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the probe account have quota left?",
            why:
                "Over quota, logins work and no mail arrives: senders get it back. Checked only where the quota plugin is"
                + " on. A Maildir records its size (maildirsize). For a quota by count or dict only doveadm knows it, which"
                + " opens mailboxes and creates missing indexes: it runs only with --open-mailbox.",
            byHand: "doveadm quota get -u USER",
            thresholds: "Warns from 100 % of any limit on, of storage or of messages.",
            remedies: [
                "2.3: quota_rule = *:storage=10G in plugin { }, or the userdb's.",
                "2.4: quota_storage_size in quota NAME { }.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/plugins/quota.html"])
    }
}
