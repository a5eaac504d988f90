package import Fleet

/// Something that a gate accepts, and on which hosts.
package struct Concession: Sendable, Equatable {
    package let kind: Kind
    package var details: [Objection.Detail]

    package enum Kind: String, Sendable, CaseIterable {
        /// Within `max-failing`.
        case fails
        /// Undecided, within `min-coverage`.
        case open
        case waived
        /// The run compared against has the same failure.
        case known
        /// Required, but the failure is waived or known.
        case asked
        case warns
    }
}

extension Gate {
    package func concessions(on run: Run, knowing known: KnownFailures = KnownFailures()) -> [Concession] {
        let rows = Tally(run.hosts, gate: self, known: known).rows.filter(\.isCounted)
        return Concession.Kind.allCases.compactMap { kind in
            let said = rows.flatMap { row in row.words(of: kind, self).map { (row.result.host.name, $0) } }
            return said.isEmpty ? nil : Concession(kind: kind, details: Objections.gathered(said))
        }
    }
}

extension GateRow {
    fileprivate func words(of kind: Concession.Kind, _ gate: Gate) -> [String] {
        switch kind {
        case .fails: return standing == .failing ? [worst.named] : []
        case .open: return standing == .undecided ? [whyOpen] : []
        case .waived: return excused.compactMap { finding in finding.waiver.map { "\(finding.named) (\($0.terms))" } }
        case .known: return excused.filter { $0.waiver == nil }.map(\.named)
        case .asked: return excused.isEmpty ? [] : unmet(gate)
        case .warns:
            let warnings = result.findings.filter { $0.verdict == .warn && !gate.ignores($0) }
            guard standing == .passing, let first = warnings.first else { return [] }
            return [first.named + (warnings.count > 1 ? ", and \((warnings.count - 1).counted("more warning"))" : "")]
        }
    }

    /// Requirements that a host misses by an excused failure.
    private func unmet(_ gate: Gate) -> [String] {
        let isWaived = excused.contains { $0.waiver != nil }
        let why = isWaived ? "a waiver excuses the failure" : "the failure is not new"
        let subjects = gate.mustPass.filter { subject in
            result.findings.contains { finding in
                (finding.check == subject || finding.item.rawValue == subject) && explained.contains(finding.check)
                    && [.fail, .warn, .blocked].contains(finding.verdict)
            }
        }
        let login = gate.requiresLogin && lacksLogin ? ["a login must be proven, but is not: \(why)"] : []
        return subjects.map { "\($0) must pass, but does not: \(why)" } + login
    }
}

extension Finding {
    fileprivate var named: String { "\(check): \(summary)" }
}

extension Waiver {
    fileprivate var terms: String { "waived until \(until) by \(owner)" }
}
