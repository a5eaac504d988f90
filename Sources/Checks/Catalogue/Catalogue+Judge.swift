package import Fleet

extension Catalogue {
    /// Judges one host from its record; pure, so that last week's record is judged by today's catalogue.
    ///
    /// - Returns: the findings in the catalogue's order, with what explains them and the host's cause filled in.
    package func judge(
        _ record: HostRecord, parameters: Parameters, certificates: any CertificateReader
    ) -> HostResult {
        let subject = Subject(record, parameters: parameters, certificates: certificates)
        let platform = subject.platform
        let found = zip(checks, columns).filter { isAsked($0.0.id, parameters) }.map {
            judged($0, $1, subject, platform)
        }
        let log = try? subject.attemptLog()
        let findings = (log.map { found.hearing($0) } ?? found).explained()
        return HostResult(
            host: record.host, outcome: record.ending.outcome, reason: record.ending.reason,
            seconds: record.ending.seconds,
            facts: subject.worthKnowing, findings: findings, cause: cause(of: findings),
            loginProven: subject.isProvenToClients(findings))
    }

    /// A host whose evidence could not be judged: nothing is known of what was asked.
    package func unjudged(_ record: HostRecord, because reason: String, parameters: Parameters) -> HostResult {
        let findings = zip(checks, columns).filter { isAsked($0.0.id, parameters) }.map { check, column in
            Finding(check: check.id, item: column, verdict: .unknown, vantage: check.vantage, summary: reason)
        }
        return HostResult(
            host: record.host, outcome: record.ending.outcome, reason: record.ending.reason,
            seconds: record.ending.seconds, findings: findings)
    }

    private func judged(_ check: any Check, _ column: Item, _ subject: Subject, _ platform: Platform) -> Judged {
        var judgement: Judgement
        do throws(Unjudgeable) {
            judgement = try check.judge(subject)
        } catch {
            judgement = .unknown(error.reason, from: check.vantage)
        }
        judgement = judgement.bounded
        let finding = Finding(
            check: check.id, item: column, verdict: judgement.verdict,
            vantage: judgement.vantage,
            summary: judgement.summary, signature: judgement.signature, evidence: judgement.evidence)
        var judged = Judged(
            check, finding, reason: judgement.reason, breaks: judgement.breaks, on: platform)
        judged.advice = judgement.remedy
        judged.leavesReasonToLog = judgement.leavesReasonToLog
        return judged
    }

    /// `--only` and `--skip` name items or checks.
    private func isAsked(_ id: String, _ parameters: Parameters) -> Bool {
        if parameters.only.isEmpty, parameters.skip.isEmpty { return true }
        let names = [id, String(id.prefix { $0 != "." })]
        if parameters.skip.contains(where: names.contains) { return false }
        return parameters.only.isEmpty || parameters.only.contains(where: names.contains)
    }
}
