import Fleet

/// A known message of Dovecot 2.3.13 to 2.4.5, PAM, systemd or the kernel: the fault, the broken condition and the
/// remedy.
package struct Meaning: Sendable {
    /// Stable, and used as a signature: `tls.dh-too-small`.
    package let id: String
    package let family: Family
    /// The fault without values, to group by: `a volume is full`.
    package let title: String
    package let scope: Scope
    package let specificity: Specificity

    let patterns: [LinePattern]
    private let sentence: Sentence?
    private let breaks: @Sendable (Captures) -> Condition?
    private let mends: @Sendable (Captures) -> Advice

    package enum Family: String, Sendable, CaseIterable {
        case access
        /// One account's data.
        case account
        case auth
        case backend
        /// Clients that leave, guess or speak another protocol.
        case client
        case clock
        case defect
        /// SELinux, AppArmor or seccomp.
        case denial
        case file
        case limit
        case listener
        case mail
        case process
        /// A backend server of this proxy, or a balancer.
        case proxy
        /// Memory, disk or file descriptors.
        case resource
        case setting
        case tls
        /// The systemd unit.
        case unit
        /// Programs of different versions.
        case version
    }

    package enum Scope: Sendable {
        /// A fault of the host.
        case host
        /// A fault of one account. For the probe account, the sweep's own attempts cause such lines.
        case account
        /// Judged by the check `logs.limits`.
        case limit
        /// No fault of the host, or another check judges it.
        case noise
    }

    /// How specific a message is. The most specific line of an attempt is quoted as its reason.
    package enum Specificity: Int, Sendable, Comparable {
        case consequence
        /// Names what failed, and quotes any reason.
        case wrapper
        /// Known by its form: `open(…) failed: Permission denied`.
        case general
        /// Known by its words.
        case special
        /// A cause inside a longer line; wins over `special`.
        case exact

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// A row whose condition depends on its values.
    init(
        _ family: Family, _ name: String, _ specificity: Specificity = .special, scope: Scope = .host,
        breaks: @escaping @Sendable (Captures) -> Condition?, _ title: String, _ patterns: [LinePattern],
        says sentence: Sentence? = nil, mend: @escaping @Sendable (Captures) -> Advice
    ) {
        id = "\(family.rawValue).\(name)"
        self.family = family
        self.specificity = specificity
        self.scope = scope
        self.title = title
        self.patterns = patterns
        self.sentence = sentence
        self.breaks = breaks
        mends = mend
    }

    /// A `special` row with a fixed condition.
    init(
        _ family: Family, _ name: String, scope: Scope = .host, _ condition: Condition?, _ title: String,
        _ patterns: [LinePattern], says sentence: Sentence? = nil, mend: @escaping @Sendable (Captures) -> Advice
    ) {
        self.init(
            family, name, .special, scope: scope, breaks: { _ in condition }, title, patterns, says: sentence,
            mend: mend)
    }

    /// A row with a fixed condition.
    init(
        _ family: Family, _ name: String, _ specificity: Specificity, scope: Scope = .host, _ condition: Condition?,
        _ title: String, _ patterns: [LinePattern], says sentence: Sentence? = nil,
        mend: @escaping @Sendable (Captures) -> Advice
    ) {
        self.init(
            family, name, specificity, scope: scope, breaks: { _ in condition }, title, patterns, says: sentence,
            mend: mend)
    }

    package var isConsequence: Bool { specificity == .consequence }

    /// A recognised line with its values.
    package struct Known: Sendable {
        package let meaning: Meaning
        private(set) var values: Captures

        /// Adds what the line does not name.
        func completed(by names: [(Capture, String)]) -> Known {
            var known = self
            for (capture, name) in names { known.values.complete(name, for: capture) }
            return known
        }

        package var id: String { meaning.id }
        package var title: String { meaning.title }
        package var isConsequence: Bool { meaning.isConsequence }
        /// nil for a harmless line, such as a client that left.
        package var condition: Condition? { meaning.breaks(values) }
        /// What is wrong, as a full sentence.
        package var explanation: String { meaning.sentence?.filled(with: values) ?? meaning.title.capitalizedSentence }
        /// What is wrong, for use inside a sentence.
        package var clause: String { meaning.sentence?.text(with: values) ?? meaning.title }
        package var advice: Advice { meaning.mends(values) }
    }

    /// Recognises a message without its prefix.
    package static func of(_ text: String) -> Known? { known(text, user: nil, service: nil) }

    /// `user` and `service`: from the line's prefix.
    static func known(_ text: String, user: String?, service: String?, only id: String? = nil) -> Known? {
        let message = cut(Substring(text), to: longestLine)
        let line = message.utf8.span
        let trigrams = Trigrams(of: line)
        for row in order where row.trigrams.allSatisfy(trigrams.holds) && (id == nil || all[row.meaning].id == id) {
            guard var values = row.pattern.captures(in: line) else { continue }
            values.complete(user, for: .user)
            values.complete(service, for: .service)
            values.message = String(message)
            return Known(meaning: all[row.meaning], values: values)
        }
        return nil
    }

    /// Bytes (PATH_MAX); the rest is ignored.
    package static let longestLine = 4096

    /// In matching order. Consequences precede general patterns, which may match them too.
    private static let order: [(meaning: Int, pattern: LinePattern, trigrams: [Int])] = {
        let ranks: [Specificity] = [.exact, .special, .consequence, .general, .wrapper]
        return ranks.flatMap { rank in
            all.indices.filter { all[$0].specificity == rank }.flatMap { place in
                all[place].patterns.map { (place, $0, $0.trigrams) }
            }
        }
    }()
}

extension LogLine {
    package var known: Meaning.Known? {
        // The level alone identifies a panic.
        let usual = Meaning.known(level == "Panic" ? "Panic: \(text)" : text, user: account, service: service)
        guard !level.isEmpty, let service, !Self.isDovecots(service) else { return usual }
        // What a program prints that a service of the operator runs is not about Dovecot's own files and backends.
        if let family = usual?.meaning.family, [.process, .limit, .account, .listener].contains(family) {
            return usual
        }
        return Meaning.known(
            "script-login(\(service)): \(text)", user: account, service: service, only: "process.script")
    }

    /// Dovecot's processes name themselves; a program's standard error gets the name of its service.
    private static func isDovecots(_ service: String) -> Bool {
        let families = [
            "imap", "pop3", "auth", "lmtp", "lda", "doveadm", "doveconf", "dovecot", "dict", "indexer", "submission",
            "managesieve", "sieve", "login", "master", "config", "log", "anvil", "stats", "old-stats", "director",
            "dns",
            "replicator", "aggregator", "ipc", "ssl-params", "health-check", "script", "tcpwrap", "quota-status",
            "dsync",
            "service", "child", "deliver",
        ]
        return families.contains { service == $0 || service.hasPrefix("\($0)-") || service.hasPrefix("\($0)_") }
    }
}
