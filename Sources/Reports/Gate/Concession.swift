package import Fleet

/// Something that a gate says GO in spite of, and on which hosts.
package struct Concession: Sendable, Equatable {
    package let kind: Kind
    package var details: [Objection.Detail]

    package enum Kind: String, Sendable, CaseIterable {
        /// It fails, within `max-failing`.
        case fails
        /// It is undecided, within `min-coverage`.
        case open
        case waived
        /// The run that is compared against has it too.
        case known
        /// The gate asks for it, and a waiver, or that run, outweighs this.
        case asked
        case warns
    }
}

extension Gate {
    /// What it lets pass on the hosts of a run that it counts, by kind.
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

    /// What the gate asks of this host, and an excused failure keeps from it.
    private func unmet(_ gate: Gate) -> [String] {
        let isWaived = excused.contains { $0.waiver != nil }
        let why = isWaived ? "a waiver outweighs that" : "the failure is not new"
        let subjects = gate.mustPass.filter { subject in
            excused.contains { $0.check == subject || $0.item.rawValue == subject }
        }
        let login = gate.requiresLogin && lacksLogin ? ["a login must be proven, and is not: \(why)"] : []
        return subjects.map { "\($0) must pass, and fails: \(why)" } + login
    }
}

extension Finding {
    fileprivate var named: String { "\(check): \(summary)" }
}

extension Waiver {
    fileprivate var terms: String { "waived until \(until) by \(owner)" }
}
