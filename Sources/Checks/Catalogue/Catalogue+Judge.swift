package import Fleet

extension Catalogue {
    /// Judges one host from its record; pure, so that last week's record is judged by today's catalogue.
    ///
    /// - Returns: the findings in the catalogue's order, with what explains them and the host's cause filled in.
    package func judge(
        _ record: HostRecord, parameters: Parameters, certificates: any CertificateReader
    ) -> HostResult {
        let subject = Subject(record, parameters: parameters, certificates: certificates)
        let asked = checks.filter { isAsked($0.id, parameters) }
        let found = asked.map { finding($0, subject) }
        let findings = graph.explain(found)
        return HostResult(
            host: record.host, outcome: record.ending.outcome, reason: record.ending.reason,
            seconds: record.ending.seconds,
            facts: subject.worthKnowing, findings: findings, cause: graph.cause(of: findings),
            loginProven: subject.loginProven)
    }

    private func finding(_ check: any Check, _ subject: Subject) -> Finding {
        let judgement: Judgement
        do throws(Unjudgeable) {
            judgement = try check.judge(subject)
        } catch {
            judgement = .unknown(error.reason, from: check.vantage)
        }
        return Finding(
            check: check.id, item: Item(check: check.id) ?? .config, verdict: judgement.verdict,
            vantage: judgement.vantage,
            summary: judgement.summary, signature: judgement.signature, evidence: judgement.evidence,
            remedy: judgement.remedy.map(script))
    }

    /// `--only` and `--skip` name items or checks.
    private func isAsked(_ id: String, _ parameters: Parameters) -> Bool {
        let names = [id, String(id.prefix { $0 != "." })]
        if parameters.skip.contains(where: names.contains) { return false }
        return parameters.only.isEmpty || parameters.only.contains(where: names.contains)
    }
}

extension Subject {
    /// What is worth knowing of a host beside its verdicts.
    fileprivate var worthKnowing: [String: String] {
        var facts: [String: String] = [:]
        facts["dovecot"] = try? version().text
        let release = try? output("system", "release")
        let name = release?.first { $0.hasPrefix("PRETTY_NAME=") }?.dropFirst("PRETTY_NAME=".count)
        facts["renamedIn24"] = renamed
        facts["os"] = name.map { String($0.filter { $0 != "\"" }) }
        return facts
    }
    /// On 2.3, the settings in use that 2.4 knows by other names: what an upgrade will have to change.
    private var renamed: String? {
        guard let version = try? version(), !version.is24, let written = try? configuration() else { return nil }
        let names = written.settings.keys.filter { renamedSettings[$0] != nil }.sorted()
        return names.isEmpty ? nil : names.joined(separator: " ")
    }
}
