/// What one check found on one host.
package struct Finding: Sendable, Equatable {
    /// The check's stable id, `item.subject`.
    package var check: String
    package var item: Item
    package var verdict: Verdict
    package var vantage: Vantage
    /// One sentence; may quote the host, so it is hostile text.
    package var summary: String
    /// The few values that make this the same finding in another run (a path, a port, a code), never its wording.
    package var signature: String
    package var evidence: [Excerpt]
    /// What Dovecot itself says of it: lines of its log, without their time.
    package var said: [String] = []
    /// What to do, with the host's real paths and names.
    package var remedy: Remedy?
    /// The failed check of this host that explains this one.
    package var blockedBy: String?
    /// What keeps a gate from counting this failure.
    package var waiver: Waiver?
    /// When the first of the stored runs in a row began that have the same failure, in Unix seconds; nil where this run
    /// is the first, or no history is known.
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

    /// The signature of what is wrong with the settings of the sweep, and with no host.
    package static let ofTheSweepItself = "the sweep's own settings"

    /// How much a failure weighs for the person who reads: what JSON calls `severity`.
    package var severity: Severity {
        switch verdict {
        case .fail: .critical
        case .warn: .warning
        case .unknown, .blocked: .undecided
        case .pass, .skipped: .none
        }
    }

    package enum Severity: String, Sendable { case critical, warning, undecided, none }

    /// The few lines of evidence that a person wants to see beside the verdict.
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
    /// Those of certain verdicts. They are looked at where they lie: most findings pass, and to copy each is dear.
    package func of(_ verdicts: Verdict...) -> [Finding] {
        indices.filter { verdicts.contains(self[$0].verdict) }.map { self[$0] }
    }
}

/// The one failed check of a host that explains the others.
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

    /// Whether this is the finding that it was made of.
    package func isMade(of finding: Finding) -> Bool { finding.check == check && finding.signature == signature }
}
