internal import Fleet

/// One reason why a gate does not pass.
package struct Objection: Sendable, Equatable {
    /// Without a full stop.
    package var what: String
    package var details: [Detail]
    /// Without a full stop.
    package var remedy: String
    /// Else it is undecided.
    var isFailure = true

    /// Hosts that share one reason. The text is hostile.
    package struct Detail: Sendable, Equatable {
        package var hosts: [String]
        package var words: String
    }
}

struct Objections {
    let tally: Tally
    let gate: Gate
    let reasons: Reasons

    /// Failures first.
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
            remedy: "fix them: `dovesweep report` shows how"
                + (gate.failsOnNewOnly ? "" : "; or accept failures for a while (--waivers)"))
    }

    /// An excused failure is no objection.
    private var notPassed: [Objection] {
        gate.mustPass.compactMap { subject in
            let lacking = counted.compactMap { row in row.whyNotPassed(subject, gate).map { (row.result.host.name, $0) }
            }
            guard !lacking.isEmpty else { return nil }
            return Objection(
                what: "\(subject) must pass, but does not on \(lacking.count.counted("host"))",
                details: Self.gathered(lacking),
                remedy: "fix the cause there, and do not leave \(subject) out of the sweep"
            )
        }
    }

    private var noLogin: Objection? {
        guard gate.requiresLogin else { return nil }
        let lacking = counted.filter { $0.lacksLogin && $0.excused.isEmpty }
        guard !lacking.isEmpty else { return nil }
        return Objection(
            what: "a login must be proven, but is not on \(lacking.count.counted("host"))",
            details: Self.gathered(
                lacking.map { ($0.result.host.name, $0.whyNoLogin) }),
            remedy: "fix the cause of the failed logins, and give each host a probe account with a password")
    }

    private var coverage: [Objection] {
        if gate.isCovered(tally) { return [] }
        let open = counted.filter { !$0.isDecided }
        let remedy =
            tally.counted == 0
            ? "sweep hosts that are in service"
            : open.allSatisfy(\.isUnasked)
                ? "select checks that apply there, or leave those hosts out (':!HOST')"
                : open.contains { $0.result.outcome != .swept }
                    ? "sweep them again: --rerun-failed last"
                    : "fix the cause that leaves those checks without an answer, or leave those hosts out (':!HOST')"
        return [
            Objection(
                what: reasons.undecided, details: Self.gathered(open.map { ($0.result.host.name, $0.whyOpen) }),
                remedy: remedy, isFailure: false)
        ]
    }

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
    /// An LMTP host has no mailbox to log in to.
    var lacksLogin: Bool { result.host.role != .lmtp && !result.loginProven }

    fileprivate var whyNoLogin: String {
        guard result.host.probe?.password != nil else { return "no probe account" }
        let own = result.findings.first { $0.check == "password.login" }
        if let own, [.blocked, .skipped].contains(own.verdict) { return "it was not tried: \(own.standingInWords)" }
        if let cause = result.cause, own?.verdict != .fail { return "\(cause.check): \(cause.summary)" }
        return own.map { $0.verdict == .pass ? "no usable mailbox" : $0.summary } ?? "the login check was left out"
    }

    /// The cause if it counts, else the first failure.
    var worst: Finding {
        let fails = failures.filter { $0.verdict == .fail }
        return failures.first { $0.check == result.cause?.check } ?? fails.first ?? failures[0]
    }

    var whyOpen: String {
        if result.outcome != .swept { return "not swept: \(result.whyNotSwept)" }
        if isUnasked { return "no selected check applies" }
        let items = result.columns.filter { item in open.contains { $0.item == item } }
        return "unknown or blocked: \(items.map(\.rawValue).joined(separator: ", "))"
    }

    /// nil if it passed, or its failure is excused.
    fileprivate func whyNotPassed(_ subject: String, _ gate: Gate) -> String? {
        let own = result.findings.filter { $0.check == subject || $0.item.rawValue == subject }
        let good: [Verdict] = gate.failOn == .warn ? [.pass] : [.pass, .warn]
        let isExcused = { (finding: Finding) in
            explained.contains(finding.check) && [.fail, .warn, .blocked].contains(finding.verdict)
        }
        let bad = own.filter { !good.contains($0.verdict) && !isExcused($0) }
        // An item passes with one passing check if the others were skipped.
        if own.contains(where: { good.contains($0.verdict) || isExcused($0) }) {
            return bad.first { $0.verdict != .skipped }.map(\.standingInWords)
        }
        return bad.first.map(\.standingInWords) ?? (result.outcome == .swept ? "not asked" : "not swept")
    }
}
