package import Fleet

/// One check of a host. `judge` is pure, and throws `MissingFact` rather than guess.
package protocol Check: Sendable {
    /// The stable name, `item.subject`.
    var id: String { get }
    /// Reported when `judge` throws.
    var vantage: Vantage { get }
    /// The output of `checks explain`.
    var explanation: Explanation { get }
    /// An additional probe for the agent.
    var probe: Probe? { get }
    /// An additional port to test from outside.
    var look: OutsideLook? { get }

    /// The condition that a failure breaks.
    var decides: Condition? { get }
    /// Conditions that it depends on, besides those of `decides`.
    var needs: Set<Condition> { get }
    /// Conditions without which it cannot be judged.
    var asks: Set<Condition> { get }
    /// The attempt whose log lines may give the reason.
    var attempt: Attempt? { get }
    /// Checks whose failure explains this one's, by id.
    var explainedBy: [String] { get }

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement
    /// Whether this failed condition explains this failure.
    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool
}

extension Check {
    package var vantage: Vantage { .inside }
    package var probe: Probe? { nil }
    package var look: OutsideLook? { nil }
    package var decides: Condition? { nil }
    package var needs: Set<Condition> { [] }
    package var asks: Set<Condition> { .settings }
    package var attempt: Attempt? { nil }
    package var explainedBy: [String] { [] }
    package func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool { true }
}

/// An attempt that leaves lines in Dovecot's log.
package enum Attempt: Sendable {
    /// The last start of Dovecot.
    case start
    /// The sweep's lookup, password test or dialogue.
    case sweep
}

/// The user documentation of a check.
package struct Explanation: Sendable, Equatable {
    package let title: String
    package let why: String
    /// Commands that answer the same on the host.
    package let byHand: String
    /// When it warns or fails.
    package var thresholds: String? = nil
    package let remedies: [String]
    package let references: [String]
}

/// Why a check cannot be judged: facts are missing, cut off or not permitted.
package struct MissingFact: Error, Sendable, Equatable {
    /// One sentence; may quote the host, so it is hostile text.
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}

/// The result of a check on one host, before causes are known.
package struct Judgement: Sendable, Equatable {
    package var verdict: Verdict
    package var vantage = Vantage.inside
    package var summary: String
    /// Values that identify the finding in another run; no prose.
    package var signature = ""
    package var evidence: [Finding.Excerpt] = []
    package var remedy: Advice?
    package var reason: Reason?
    /// Whether only the log can give the reason and the remedy.
    package var leavesReasonToLog = false
    /// The broken condition, where it is not `decides`.
    package var breaks: Condition?

    static func pass(_ summary: String, from vantage: Vantage = .inside) -> Judgement {
        Judgement(verdict: .pass, vantage: vantage, summary: summary)
    }

    static func skipped(_ reason: String, from vantage: Vantage = .inside) -> Judgement {
        Judgement(verdict: .skipped, vantage: vantage, summary: reason)
    }

    static func unknown(_ reason: String, from vantage: Vantage = .inside) -> Judgement {
        Judgement(verdict: .unknown, vantage: vantage, summary: reason)
    }

    static func warn(
        _ summary: String, signature: String, from vantage: Vantage = .inside, evidence: [Finding.Excerpt] = [],
        remedy: Advice
    ) -> Judgement {
        Judgement(
            verdict: .warn, vantage: vantage, summary: summary, signature: signature, evidence: evidence,
            remedy: remedy)
    }

    static func fail(
        _ summary: String, signature: String, from vantage: Vantage = .inside, evidence: [Finding.Excerpt] = [],
        remedy: Advice, reason: Reason? = nil
    ) -> Judgement {
        Judgement(
            verdict: .fail, vantage: vantage, summary: summary, signature: signature, evidence: evidence,
            remedy: remedy, reason: reason)
    }
}

extension Judgement {
    /// Bounded, as reports repeat the text and lay out each word.
    var bounded: Judgement {
        var bounded = self
        bounded.summary = shortened(summary)
        bounded.signature = shortened(signature)
        for place in evidence.indices { bounded.evidence[place].excerpt = shortened(evidence[place].excerpt) }
        return bounded
    }
}

/// Cuts at a word within 40 bytes of the limit.
func shortened(_ text: String, to limit: Int = longestText) -> String {
    guard text.utf8.count > limit else { return text }
    let start = cut(text[...], to: limit)
    let blank = start.utf8.lastIndex(of: UInt8(ascii: " "))
    let atWord = blank.map { start[..<$0] }.flatMap { start.utf8.count - $0.utf8.count < 40 ? $0 : nil }
    return String(atWord ?? start) + "…"
}

private let longestText = 8_192
