package import Fleet

extension Catalogue {
    /// Judges what only the whole fleet shows.
    ///
    /// If all listening hosts (two or more) are unreachable from outside, the coordinator's network is the likeliest
    /// cause. Their firewall findings and dependent findings become `unknown`, unless a host's own rules block clients.
    package func judgeFleet(_ results: [HostResult]) -> [HostResult] {
        comparingServices(comparingCertificates(comparingAccounts(judgingOurAccount(judgingOurNetwork(results)))))
    }

    private func judgingOurNetwork(_ results: [HostResult]) -> [HostResult] {
        let listening = results.filter { result in
            result.verdict(of: "ports.listening") == .pass && result.findings.contains { $0.check == firewall }
        }
        let unexplained = listening.filter { !$0.isClosedByItself }
        let isOurs = unexplained.count > 1 && unexplained.allSatisfy { $0.verdict(of: firewall) == .fail }
        guard isOurs else { return results }
        return results.map { result in
            result.verdict(of: firewall) == .fail && !result.isClosedByItself
                ? result.withoutFirewallsBlame(hosts: unexplained.count) : result
        }
    }
}

private let firewall = "firewall.reachable"

extension HostResult {
    /// Replaces a finding by a comparison's result.
    mutating func say(_ judgement: Judgement, by check: String) {
        guard let place = findings.firstIndex(where: { $0.check == check }) else { return }
        findings[place].verdict = judgement.verdict
        findings[place].summary = judgement.summary
        findings[place].remedy = judgement.remedy?.remedy(on: .usual)
    }

    fileprivate func verdict(of check: String) -> Verdict? { findings.first { $0.check == check }?.verdict }

    fileprivate var isClosedByItself: Bool {
        findings.contains { $0.check == firewall && $0.verdict == .fail && FirewallReachable.isHostsOwn($0) }
    }

    fileprivate func withoutFirewallsBlame(hosts: Int) -> HostResult {
        var result = self
        result.findings = findings.map { finding in
            guard finding.check == firewall || finding.blockedBy == firewall else { return finding }
            var finding = finding
            finding.verdict = .unknown
            finding.blockedBy = nil
            guard finding.check == firewall else { return finding }
            finding.summary =
                "none of the \(hosts) hosts that listen could be reached from here: the coordinator's own network"
                + " is the most likely cause (\(finding.summary))"
            finding.remedy = [
                .note("Check the coordinator's network first, or sweep from another network, or with --no-outside.")
            ]
            return finding
        }
        result.cause = Catalogue.builtIn.cause(of: result.findings)
        return result
    }
}
