package import Fleet

/// An operator's check: a command on the host or a connection from outside, with expectations.
package struct OwnCheck: Check {
    package let id: String
    package let explanation: Explanation
    package let probe: Probe?
    package let look: OutsideLook?
    let port: PortExpectation
    /// Line of its command or connection: `own.yaml:12`.
    package let place: String
    /// `fail` or `warn`.
    let severity: Verdict
    let expectations: [Expectation]
    let scope: Scope
    /// Checks whose failure explains this one's.
    package let explainedBy: [String]
    /// dovesweep cannot know what the command depends on.
    package let asks: Set<Condition> = []
    package var vantage: Vantage { look == nil ? .inside : .outside }

    /// An empty list includes all hosts.
    struct Scope: Sendable, Equatable {
        var groups: [String] = []
        var roles: [Host.Role] = []
    }

    /// Empty: all groups.
    package var groups: [String] { scope.groups }

    func isFor(_ host: Host) -> Bool { scope.whyNot(host) == nil }

    package func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = scope.whyNot(subject.host) { return .skipped(reason) }
        if let look { return try judge(look, subject) }
        guard let probe else { return .skipped("the check has no command and no connection") }
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

    /// The command that it runs on a host, or the port that it connects to.
    package var question: String {
        probe?.command ?? look.map { "\($0.port) \($0.isTLS) \($0.serverName ?? "")" } ?? ""
    }

    /// All that its verdicts depend on, for the catalogue's hash.
    var definition: String {
        let wanted = ([port.wording] + expectations.map(\.wording)).joined(separator: "; ")
        return "\(severity.rawValue) \(question) \(wanted) \(scope.groups) \(scope.roles.map(\.rawValue))"
    }
}

extension OwnCheck.Scope {
    fileprivate func whyNot(_ host: Host) -> String? {
        if !roles.isEmpty, !roles.contains(host.role) {
            return "only for hosts with the role \(roles.map(\.rawValue).joined(separator: " or "))"
        }
        if !groups.isEmpty, Set(groups).isDisjoint(with: host.groups) {
            return "only for hosts of \(groups.joined(separator: ", "))"
        }
        return nil
    }
}

struct CommandOutput: Sendable {
    let status: Int
    /// Without trailing line ends.
    let text: String
    private let complaint: String

    init(status: Int, text: String) { (self.status, self.text, complaint) = (status, text, "") }

    init(_ evidence: Evidence) throws(MissingFact) {
        switch evidence.ending {
        case .exited(let status): self.status = status
        case .timedOut: throw MissingFact("the command did not end within its time limit")
        case .unreported: throw MissingFact("the agent ended before the command finished")
        }
        if evidence.isCut { throw MissingFact("the output of the command is longer than a probe may send") }
        let whole = String(fromHost: evidence.output)
        text = String(whole[..<(whole.lastIndex { !$0.isNewline }.map(whole.index(after:)) ?? whole.startIndex)])
        let errors = lines(of: String(fromHost: evidence.errors)).first { !$0.isEmpty }
        complaint = errors.map { ": \($0.prefix(300))" } ?? ""
    }

    /// A failed command gives no answer, unless the check expects a status.
    func mustHaveSucceeded() throws(MissingFact) {
        if status != 0 { throw MissingFact("the command exited with \(status)\(complaint)") }
    }

    var firstLine: String {
        let line = lines(of: text).first { !$0.isEmpty } ?? ""
        return line.isEmpty ? "there was no output" : "the output is “\(line.prefix(120))”"
    }
}
