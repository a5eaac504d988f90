/// The result of a check on one host.
package enum Verdict: String, Sendable, Codable, CaseIterable {
    case pass
    /// Works, but needs attention.
    case warn
    /// Clients cannot log in or read mail, now or after a restart, or secrets are exposed.
    case fail
    /// Never counts as a pass.
    case unknown
    /// Another failed check of the host explains it.
    case blocked
    /// Does not apply, or was not requested.
    case skipped

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

    /// `skipped` if there is none.
    package static func worst(of verdicts: some Sequence<Verdict>) -> Verdict {
        verdicts.max { $0.weight < $1.weight } ?? .skipped
    }
}
