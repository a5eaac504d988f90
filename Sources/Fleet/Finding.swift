/// The result of one check on one host.
package struct Finding: Sendable, Equatable {
    /// `item.subject`.
    package var check: String
    package var item: Item
    package var verdict: Verdict
    package var vantage: Vantage
    /// One sentence; hostile text.
    package var summary: String
    /// The values that identify the finding across runs (a path, a port, a code), without wording.
    package var signature: String
    package var evidence: [Excerpt]
    /// Lines of Dovecot's log without timestamps.
    package var said: [String] = []
    package var remedy: Remedy?
    /// The failed check of this host that explains this one.
    package var blockedBy: String?
    package var waiver: Waiver?
    /// When the unbroken series of stored runs with this failure began, in Unix seconds.
    package var failingSince: Int64?

    package init(
        check: String, item: Item, verdict: Verdict, vantage: Vantage = .inside, summary: String,
        signature: String = "", evidence: [Excerpt] = [], remedy: Remedy? = nil, blockedBy: String? = nil,
        waiver: Waiver? = nil, failingSince: Int64? = nil
    ) {
        self.check = check
        self.item = item
        self.verdict = verdict
        self.vantage = vantage
        self.summary = summary
        self.signature = signature
        self.evidence = evidence
        self.remedy = remedy
        self.blockedBy = blockedBy
        self.waiver = waiver
        self.failingSince = failingSince
    }

    /// The signature of a wrong sweep setting, not of a host.
    package static let sweepSettingsSignature = "the sweep's own settings"

    package var severity: Severity {
        switch verdict {
        case .fail: .critical
        case .warn: .warning
        case .unknown, .blocked: .undecided
        case .pass, .skipped: .none
        }
    }

    package enum Severity: String, Sendable { case critical, warning, undecided, none }

    /// A piece of evidence to show.
    package struct Excerpt: Sendable, Equatable {
        package var probe: String
        package var excerpt: String

        package init(probe: String, excerpt: String) {
            self.probe = probe
            self.excerpt = excerpt
        }
    }
}

extension [Finding] {
    /// Filters by index, because copying the many passing ones is slow.
    package func of(_ verdicts: Verdict...) -> [Finding] {
        indices.filter { verdicts.contains(self[$0].verdict) }.map { self[$0] }
    }
}

/// The failed check of a host that explains the others.
package struct Cause: Sendable, Equatable {
    package var check: String
    package var summary: String
    package var signature: String
    package var said: [String]
    package var remedy: Remedy

    package init(check: String, summary: String, signature: String, said: [String] = [], remedy: Remedy) {
        self.check = check
        self.summary = summary
        self.signature = signature
        self.said = said
        self.remedy = remedy
    }

    package func isMade(of finding: Finding) -> Bool { finding.check == check && finding.signature == signature }
}
