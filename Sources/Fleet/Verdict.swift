/// What a check says about one host.
package enum Verdict: String, Sendable, Codable, CaseIterable {
    /// As it should be.
    case pass
    /// Works, but needs attention.
    case warn
    /// Clients cannot log in or read their mail, or will not after the next restart, or secrets are exposed.
    case fail
    /// Could not be determined; never counted as a pass.
    case unknown
    /// Fails or could not be judged, and another failed check of this host explains it.
    case blocked
    /// Does not apply, or was not asked for.
    case skipped

    /// How much it weighs when several verdicts become one; the greatest weight is the worst.
    private var weight: Int {
        switch self {
        case .fail: 5
        case .unknown: 4
        case .blocked: 3
        case .warn: 2
        case .pass: 1
        case .skipped: 0
        }
    }

    /// The verdict that stands for all of them; `skipped` for none, as nothing was asked.
    package static func worst(of verdicts: some Sequence<Verdict>) -> Verdict {
        verdicts.max { $0.weight < $1.weight } ?? .skipped
    }
}
