import Fleet

/// What a log line means: what is wrong, which condition of a login it breaks, and what mends it.
///
/// Lines are those of Dovecot 2.3.13 to 2.4.5, of PAM, of systemd about the unit, and of the kernel where it denies or
/// kills. `MeaningTable` has the rows, by families.
package struct Meaning: Sendable {
    /// Stable: `tls.dh-too-small`. It serves as a signature.
    package let id: String
    package let family: Family
    /// A few words without values, to count and to group by: `a volume is full`.
    package let title: String
    package let scope: Scope
    package let specificity: Specificity

    let patterns: [LinePattern]
    private let sentence: Sentence?
    private let breaks: @Sendable (Captures) -> Condition?
    private let mends: @Sendable (Captures) -> Advice

    /// What a meaning is about.
    package enum Family: String, Sendable, CaseIterable {
        /// A right is missing.
        case access
        /// One account's data, or what a backend says of it.
        case account
        /// The auth process and its sockets.
        case auth
        /// A database or directory behind passdb and userdb, or PAM.
        case backend
        /// A client that left, guesses, or speaks something else.
        case client
        /// The clock.
        case clock
        /// A defect of Dovecot.
        case defect
        /// SELinux, AppArmor or seccomp.
        case denial
        /// A file or a socket is missing.
        case file
        /// A limit of the configuration.
        case limit
        /// Listeners at the start.
        case listener
        /// The mail store.
        case mail
        /// A process of Dovecot.
        case process
        /// A server behind this proxy, or a balancer before it.
        case proxy
        /// Memory, disk or descriptors of the host.
        case resource
        /// A setting that does not fit.
        case setting
        /// Certificates, keys and ciphers.
        case tls
        /// systemd's unit.
        case unit
        /// Programs of two versions.
        case version
    }

    /// How much a line with this meaning is about.
    package enum Scope: Sendable {
        /// Something is wrong with the host.
        case host
        /// Something is wrong with one account. Of the probe account the sweep itself made it be logged.
        case account
        /// A limit was reached: `logs.limits` judges it.
        case limit
        /// Nothing is wrong with the host: passwords are guessed, a client left, or another check judges it.
        case noise
    }

    /// How much a line says. Of several lines of one attempt, the one that says most is its reason.
    package enum Specificity: Int, Sendable, Comparable {
        /// It follows from a line before it.
        case consequence
        /// It says what failed, and quotes a reason that may be any.
        case wrapper
        /// It is known by its form: `open(…) failed: Permission denied`.
        case general
        /// It is known by its words.
        case special
        /// It says more than a special one that it holds: a cause within a longer line.
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

    /// A row that is known by its words, and breaks one condition, or none.
    init(
        _ family: Family, _ name: String, scope: Scope = .host, _ condition: Condition?, _ title: String,
        _ patterns: [LinePattern], says sentence: Sentence? = nil, mend: @escaping @Sendable (Captures) -> Advice
    ) {
        self.init(
            family, name, .special, scope: scope, breaks: { _ in condition }, title, patterns, says: sentence,
            mend: mend)
    }

    /// A row that breaks one condition, or none.
    init(
        _ family: Family, _ name: String, _ specificity: Specificity, scope: Scope = .host, _ condition: Condition?,
        _ title: String, _ patterns: [LinePattern], says sentence: Sentence? = nil,
        mend: @escaping @Sendable (Captures) -> Advice
    ) {
        self.init(
            family, name, specificity, scope: scope, breaks: { _ in condition }, title, patterns, says: sentence,
            mend: mend)
    }

    /// Whether it follows from another line, which says why.
    package var isConsequence: Bool { specificity == .consequence }

    /// A line whose meaning is known, with the values that it holds.
    package struct Known: Sendable {
        package let meaning: Meaning
        private(set) var values: Captures

        /// The same about an account, where the line names none.
        func about(_ account: String?) -> Known {
            var known = self
            known.values.complete(account, for: .user)
            return known
        }

        package var id: String { meaning.id }
        package var title: String { meaning.title }
        package var isConsequence: Bool { meaning.isConsequence }
        /// The condition of a login that it breaks; nil for what breaks none, as a client that left.
        package var condition: Condition? { meaning.breaks(values) }
        /// What is wrong, in one sentence.
        package var explanation: String { meaning.sentence?.filled(with: values) ?? meaning.title.capitalizedSentence }
        /// The same as a part of a longer sentence.
        package var clause: String { meaning.sentence?.text(with: values) ?? meaning.title }
        package var advice: Advice { meaning.mends(values) }
    }

    /// What a message of a log means, without the log's prefix; nil where it is not known.
    package static func of(_ text: String) -> Known? { known(text, user: nil, service: nil) }

    /// What a message means; `user` and `service` are what the line's prefix names.
    static func known(_ text: String, user: String?, service: String?) -> Known? {
        let message = cut(Substring(text), to: longestLine)
        let line = message.utf8.span
        let trigrams = Trigrams(of: line)
        for row in order where row.trigrams.allSatisfy(trigrams.holds) {
            guard var values = row.pattern.captures(in: line) else { continue }
            values.complete(user, for: .user)
            values.complete(service, for: .service)
            values.message = String(message)
            return Known(meaning: all[row.meaning], values: values)
        }
        return nil
    }

    /// The bytes of a line that are looked at: PATH_MAX.
    package static let longestLine = 4096

    /// Every pattern, in the order in which they are tried. A consequence is tried before what is known only by its form,
    /// which it may hold.
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
    /// What it means; nil where that is not known.
    package var known: Meaning.Known? {
        // A panic is known by its level: the process ended itself at a state that its authors held impossible.
        Meaning.known(level == "Panic" ? "Panic: \(text)" : text, user: account, service: service)
    }
}
