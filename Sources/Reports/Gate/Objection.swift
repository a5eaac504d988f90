import Fleet

/// One thing that keeps a gate from saying go: what, who, and what would make it go.
package struct Objection: Sendable, Equatable {
    /// A sentence without a full stop.
    package var what: String
    package var details: [Detail]
    /// What would make it go, a sentence without a full stop.
    package var remedy: String
    /// Whether the gate fails by it, and is not merely undecided.
    var isFailure = true

    /// Hosts, and what is said of all of them; text of theirs is hostile.
    package struct Detail: Sendable, Equatable {
        package var hosts: [String]
        package var words: String
    }
}

/// Looks for what a policy objects to in a run.
struct Objections {
    let tally: Tally
    let gate: Gate
    let reasons: Reasons

    /// All of them, failures first; none is go.
    var all: [Objection] {
        [tooManyFail].compactMap(\.self) + notPassed + [noLogin].compactMap(\.self) + quorums + coverage
    }

    private var counted: [GateRow] { tally.rows.filter(\.isCounted) }

    private var tooManyFail: Objection? {
        guard !gate.maxFailing.admits(tally.failing, of: tally.counted) else { return nil }
        let failing = counted.filter { $0.standing == .failing }
        let findings = failing.map { row in (row, row.worst) }
        return Objection(
            what: reasons.failed,
            details: Self.gathered(findings.map { ($0.result.host.name, "\($1.check): \($1.summary)") }),
            remedy: "mend them, as `dovesweep report` shows how"
                + (gate.failsOnNewOnly ? "" : "; or waive what may fail for a while (--waivers)"))
    }

    /// The checks and items that must have passed; a failure that is excused is no objection.
    private var notPassed: [Objection] {
        gate.mustPass.compactMap { subject in
            let lacking = counted.compactMap { row in row.whyNotPassed(subject, gate).map { (row.result.host.name, $0) }
            }
            guard !lacking.isEmpty else { return nil }
            return Objection(
                what: "\(subject) must pass, and has not on \(lacking.count.counted("host"))",
                details: Self.gathered(lacking), remedy: "mend what keeps \(subject) from passing there, and ask for it"
            )
        }
    }

    private var noLogin: Objection? {
        guard gate.requiresLogin else { return nil }
        let lacking = counted.filter { $0.lacksLogin && $0.excused.isEmpty }
        guard !lacking.isEmpty else { return nil }
        return Objection(
            what: "a login must be proven, and was not on \(lacking.count.counted("host"))",
            details: Self.gathered(
                lacking.map { ($0.result.host.name, $0.whyNoLogin) }),
            remedy: "mend what keeps the login from succeeding, and give each host a probe account with its password")
    }

    /// Undecided where too little is known.
    private var coverage: [Objection] {
        if gate.isCovered(tally) { return [] }
        let open = counted.filter { !$0.isDecided }
        let remedy =
            tally.counted == 0
            ? "sweep hosts that are in service"
            : open.allSatisfy(\.isUnasked)
                ? "ask for checks that apply there, or leave those hosts out (':!HOST')"
                : "sweep them again: --rerun-failed last"
        return [
            Objection(
                what: reasons.undecided, details: Self.gathered(open.map { ($0.result.host.name, $0.whyOpen) }),
                remedy: remedy, isFailure: false)
        ]
    }

    /// Hosts of which the same is said, together, in the order of the first.
    static func gathered(_ said: [(host: String, words: String)]) -> [Objection.Detail] {
        said.gathered(by: \.words).map { Objection.Detail(hosts: $0.elements.map(\.host), words: $0.key) }
    }
}

extension Finding {
    /// `blocked by auth.backends`; `fail: the password is refused`.
    fileprivate var standingInWords: String {
        switch verdict {
        case .blocked: "blocked by \(blockedBy ?? "another check")"
        case .skipped: "skipped: \(summary)"
        default: "\(verdict.rawValue): \(summary)"
        }
    }
}

extension GateRow {
    /// Whether it serves mailboxes, and no login into one was proven.
    var lacksLogin: Bool { result.host.role != .lmtp && !result.loginProven }

    /// Why no login was proven, as the check of the login has it.
    fileprivate var whyNoLogin: String {
        guard result.host.probe?.password != nil else { return "no probe account" }
        let own = result.findings.first { $0.check == "password.login" }
        if let own, [.blocked, .skipped].contains(own.verdict) { return "it was not tried: \(own.standingInWords)" }
        if let cause = result.cause, own?.verdict != .fail { return "\(cause.check): \(cause.summary)" }
        return own.map { $0.verdict == .pass ? "no usable mailbox" : $0.summary } ?? "the login was not asked for"
    }

    /// The failure to name: the host's cause where it counts, else the first.
    var worst: Finding {
        let fails = failures.filter { $0.verdict == .fail }
        return failures.first { $0.check == result.cause?.check } ?? fails.first ?? failures[0]
    }

    var whyOpen: String {
        if result.outcome != .swept { return "not swept: \(result.whyNotSwept)" }
        if isUnasked { return "no check that was asked for applies" }
        let items = result.columns.filter { item in open.contains { $0.item == item } }
        return "unknown or blocked: \(items.map(\.rawValue).joined(separator: ", "))"
    }

    /// Why a check or an item has not passed here; nil where it has, or its failure is excused.
    fileprivate func whyNotPassed(_ subject: String, _ gate: Gate) -> String? {
        let own = result.findings.filter { $0.check == subject || $0.item.rawValue == subject }
        let good: [Verdict] = gate.failOn == .warn ? [.pass] : [.pass, .warn]
        let excusedChecks = Set(excused.map(\.check))
        let bad = own.filter { !good.contains($0.verdict) && !excusedChecks.contains($0.check) }
        // An item has passed with one check that did, where the others do not apply.
        if own.contains(where: { good.contains($0.verdict) || excusedChecks.contains($0.check) }) {
            return bad.first { $0.verdict != .skipped }.map(\.standingInWords)
        }
        return bad.first.map(\.standingInWords) ?? (result.outcome == .swept ? "not asked" : "not swept")
    }
}
