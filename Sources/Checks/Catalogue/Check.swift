package import Fleet

/// One question about a host, judged from facts; one file each, whose name is in `ls`.
///
/// The judge is a pure function of its subject: it throws `Unjudgeable` where the facts are missing, and never guesses.
package protocol Check: Sendable {
    /// The stable name, `item.subject`.
    var id: String { get }
    /// Where it looks from, when it cannot be judged and so has nothing of its own to say about that.
    var vantage: Vantage { get }
    /// What `checks explain` prints.
    var explanation: Explanation { get }
    /// What the agent has to look at for it beside its own probes; nil for dovesweep's own checks.
    var probe: Probe? { get }
    /// What has to be looked at for it from outside, beside the mail services; nil for dovesweep's own checks.
    var look: OutsideLook? { get }

    /// The condition of a login that its failure breaks; nil where no other check depends on it.
    var decides: Condition? { get }
    /// What else it depends on, beside what `decides` depends on.
    var needs: Set<Condition> { get }
    /// The conditions without which it cannot be judged.
    var asks: Set<Condition> { get }
    /// What was tried that it judges, of which Dovecot's log may say why it failed; nil for what can be seen.
    var attempt: Attempt? { get }
    /// Checks whose failure explains that of this one, by id.
    var explainedBy: [String] { get }

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement
    /// Whether the failure of a condition that it depends on explains this failure of its own.
    func isExplained(_ own: Judged, by other: Judged, among all: [Judged]) -> Bool
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
    package func isExplained(_ own: Judged, by other: Judged, among all: [Judged]) -> Bool { true }
}

/// Something that was tried and has lines in Dovecot's log.
package enum Attempt: Sendable {
    /// The last start of Dovecot.
    case start
    /// What the sweep tried: a lookup, the password, a dialogue.
    case sweep
}

/// What a check asks, why it matters and what to do: the user's documentation, kept beside the judge.
package struct Explanation: Sendable, Equatable {
    /// The question, as one line.
    package let title: String
    package let why: String
    /// Commands that give the same answer on the host, by hand.
    package let byHand: String
    /// From which value on it warns or fails; nil where there is nothing to measure.
    package var thresholds: String? = nil
    package let remedies: [String]
    package let references: [String]
}

/// Why a cell of the matrix could not be judged: the facts are missing, cut, or not permitted.
package struct Unjudgeable: Error, Sendable, Equatable {
    /// One sentence; may quote the host, so it is hostile text.
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}

/// What a check has to say about one host, before it is known what explains it.
package struct Judgement: Sendable, Equatable {
    package var verdict: Verdict
    package var vantage = Vantage.inside
    package var summary: String
    /// The few values that matter, never wording: what makes this the same finding in another run.
    package var signature = ""
    package var evidence: [Finding.Excerpt] = []
    package var remedy: Advice?
    /// What others are explained by, or explain it by.
    package var reason: Reason?
    /// Whether only the log can tell why, so that what it says is the remedy too.
    package var leavesReasonToLog = false
    /// The condition that is broken, where it is another than the check's.
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
    /// What a host said may be long. A report shows it many times, and lays out each word of it.
    var bounded: Judgement {
        var bounded = self
        bounded.summary = shortened(summary)
        bounded.signature = shortened(signature)
        for place in evidence.indices { bounded.evidence[place].excerpt = shortened(evidence[place].excerpt) }
        return bounded
    }
}

/// A text that is no longer than what an honest host says: a path alone may have 4,096 bytes.
///
/// It ends at a word, where one ends nearby.
func shortened(_ text: String, to limit: Int = longestText) -> String {
    guard text.utf8.count > limit else { return text }
    let start = cut(text[...], to: limit)
    let blank = start.utf8.lastIndex(of: UInt8(ascii: " "))
    let atWord = blank.map { start[..<$0] }.flatMap { start.utf8.count - $0.utf8.count < 40 ? $0 : nil }
    return String(atWord ?? start) + "…"
}

private let longestText = 8_192
