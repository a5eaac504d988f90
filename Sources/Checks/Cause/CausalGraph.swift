import Fleet

/// What explains what: when a check has failed, which others need no explanation of their own.
struct CausalGraph: Sendable {
    /// One explanation. An explainer outranks what it explains, so the edges must have no cycle.
    struct Edge: Sendable {
        let explainer: String
        let explained: String
        let scope: Scope
        /// Whether it holds for these two findings; `findings` are all of the host.
        let holds: @Sendable (_ explainer: Finding, _ explained: Finding, _ findings: [String: Finding]) -> Bool
    }

    /// What of the explained check is explained.
    enum Scope: String, Sendable {
        /// Its failure, and that it could not be judged.
        case failure
        /// Only that it could not be judged: a failure would be one of its own.
        case unknown
    }

    let edges: [Edge]
    /// Checks from the most fundamental on: of several independent failures the first is the host's cause.
    let ranks: [String]

    /// This graph, and what an operator says of his own checks.
    func adding(_ own: [OwnCheck]) -> CausalGraph {
        let added = own.flatMap { check in
            check.explainedBy.map { Edge(explainer: $0, explained: check.id, scope: .failure) { _, _, _ in true } }
        }
        return CausalGraph(edges: edges + added, ranks: ranks + own.map(\.id))
    }

    /// The findings with what is explained marked as blocked by the failure at its root; evidence is kept.
    func explain(_ findings: [Finding]) -> [Finding] {
        if findings.of(.fail).isEmpty { return findings }
        let known = Dictionary(findings.map { ($0.check, $0) }, uniquingKeysWith: { first, _ in first })
        return findings.map { finding in
            guard let root = root(of: finding, known) else { return finding }
            var blocked = finding
            blocked.verdict = .blocked
            blocked.blockedBy = root.check
            // What to do is said once, at the root.
            blocked.remedy = nil
            return blocked
        }
    }

    /// The most fundamental failure that nothing else explains; nil where nothing fails.
    func cause(of findings: [Finding]) -> Cause? {
        guard let first = findings.of(.fail).min(by: { rank($0.check) < rank($1.check) }) else { return nil }
        return Cause(
            check: first.check, summary: first.summary, signature: first.signature, remedy: first.remedy ?? [])
    }

    /// The failure at the end of the chain that explains this one; nil where it stands for itself.
    private func root(of finding: Finding, _ known: [String: Finding]) -> Finding? {
        guard finding.verdict == .fail || finding.verdict == .unknown else { return nil }
        let explainers = edges.filter { $0.explained == finding.check }
            .filter { finding.verdict == .unknown || $0.scope == .failure }
            .compactMap { edge -> Finding? in
                guard let explainer = known[edge.explainer], explainer.verdict == .fail else { return nil }
                return edge.holds(explainer, finding, known) ? explainer : nil
            }
        guard let first = explainers.min(by: { rank($0.check) < rank($1.check) }) else { return nil }
        return root(of: first, known) ?? first
    }

    private func rank(_ check: String) -> Int { ranks.firstIndex(of: check) ?? ranks.count }
}
