package import Fleet

/// A check of the operator's, read from a catalogue file: a command on the host, or a connection from outside, and what
/// is expected of it.
package struct OwnCheck: Check {
    package let id: String
    package let explanation: Explanation
    package let probe: Probe?
    package let look: OutsideLook?
    /// What is expected of that connection's port.
    let port: PortExpectation
    /// Where its command or connection stands: `own.yaml:12`.
    package let place: String
    /// What it comes to where an expectation is not met: `fail` or `warn`.
    let severity: Verdict
    let expectations: [Expectation]
    let scope: Scope
    /// Checks whose failure explains that of this one.
    package let explainedBy: [String]
    /// Its command depends on nothing that dovesweep knows of.
    package let asks: Set<Condition> = []
    package var vantage: Vantage { look == nil ? .inside : .outside }

    /// The hosts that it is for; all where nothing is named.
    struct Scope: Sendable, Equatable {
        var groups: [String] = []
        var roles: [Host.Role] = []
    }

    /// The groups that it is for; none where it is for all.
    package var groups: [String] { scope.groups }

    func isFor(_ host: Host) -> Bool { scope.whyNot(host) == nil }

    package func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = scope.whyNot(subject.host) { return .skipped(reason) }
        if let look { return try judge(look, subject) }
        guard let probe else { return .skipped("it looks at nothing") }
        let output = try CommandOutput(subject.evidence(probe.name))
        if !expectations.contains(where: \.isOfStatus) { try output.mustHaveSucceeded() }
        for expectation in expectations {
            guard let objection = try expectation.objection(to: output) else { continue }
            return Judgement(
                verdict: severity, summary: "\(explanation.title) \(objection)", signature: expectation.signature,
                evidence: subject.excerpt(probe.name), remedy: ownRemedy)
        }
        return .pass("as expected: \(expectations.map(\.wording).joined(separator: "; "))")
    }
}

extension OwnCheck {
    var ownRemedy: Advice { Advice(Remedy(trustedScript: explanation.remedies.joined(separator: "\n"))) }

    /// All that its verdicts depend on, for the catalogue's hash.
    var definition: String {
        let wanted = expectations.map(\.wording).joined(separator: "; ")
        let connection = look.map { "\($0.port) \($0.isTLS) \($0.serverName ?? "") \(port.wording) " } ?? ""
        return
            "\(severity.rawValue) \(probe?.command ?? "") \(connection)\(wanted) \(scope.groups) \(scope.roles.map(\.rawValue))"
    }
}

extension OwnCheck.Scope {
    fileprivate func whyNot(_ host: Host) -> String? {
        if !roles.isEmpty, !roles.contains(host.role) {
            return "it is for hosts whose role is \(roles.map(\.rawValue).joined(separator: " or "))"
        }
        if !groups.isEmpty, Set(groups).isDisjoint(with: host.groups) {
            return "it is for hosts of \(groups.joined(separator: ", "))"
        }
        return nil
    }
}

/// What the command of a check came to.
struct CommandOutput: Sendable {
    let status: Int
    /// Without the line ends that close it.
    let text: String
    private let complaint: String

    init(status: Int, text: String) { (self.status, self.text, complaint) = (status, text, "") }

    init(_ evidence: Evidence) throws(Unjudgeable) {
        switch evidence.ending {
        case .exited(let status): self.status = status
        case .timedOut: throw Unjudgeable("the command did not end within its time limit")
        case .unreported: throw Unjudgeable("the agent ended before the command had")
        }
        if evidence.isCut { throw Unjudgeable("the command said more than a probe may send") }
        let whole = String(decoding: evidence.output, as: UTF8.self)
        text = String(whole[..<(whole.lastIndex { !$0.isNewline }.map(whole.index(after:)) ?? whole.startIndex)])
        let errors = lines(of: String(decoding: evidence.errors, as: UTF8.self)).first { !$0.isEmpty }
        complaint = errors.map { ": \($0.prefix(300))" } ?? ""
    }

    /// Where a check says nothing of the exit status, a command that failed has answered nothing.
    func mustHaveSucceeded() throws(Unjudgeable) {
        if status != 0 { throw Unjudgeable("the command exited with \(status)\(complaint)") }
    }

    var firstLine: String {
        let line = lines(of: text).first { !$0.isEmpty } ?? ""
        return line.isEmpty ? "it said nothing" : "it said “\(line.prefix(120))”"
    }
}
