package import Fleet

extension Catalogue {
    /// Why a check, or a whole host, is unknown whose judging exceeded the limit.
    package static let late = "could not be judged in time"

    /// Judges one host from its record alone, so that old records can be judged again.
    ///
    /// The checks whose ids are in `late` are not judged: they are unknown. `begins` gets each check's id before its turn.
    package func judge(
        _ record: HostRecord, parameters: Parameters, certificates: any CertificateReader, late: Set<String> = [],
        begins: (String) -> Void = { _ in }
    ) -> HostResult {
        let subject = HostFacts(record, parameters: parameters, certificates: certificates)
        let platform = subject.platform
        let found = zip(checks, columns).filter { isAsked($0.0.id, parameters) }.map { check, column in
            begins(check.id)
            return judged(check, column, subject, platform, isLate: late.contains(check.id))
        }
        let log = try? subject.attemptLog()
        let findings = (log.map { found.hearing($0) } ?? found).explained()
        return HostResult(
            host: record.host, outcome: record.ending.outcome, reason: record.ending.reason,
            seconds: record.ending.seconds,
            facts: subject.hostSummary, findings: findings, cause: cause(of: findings),
            loginProven: subject.isProvenToClients(findings))
    }

    /// The result for a host that could not be judged: all `unknown`.
    package func unjudged(_ record: HostRecord, parameters: Parameters) -> HostResult {
        let findings = zip(checks, columns).filter { isAsked($0.0.id, parameters) }.map { check, column in
            Finding(check: check.id, item: column, verdict: .unknown, vantage: check.vantage, summary: Self.late)
        }
        return HostResult(
            host: record.host, outcome: record.ending.outcome, reason: record.ending.reason,
            seconds: record.ending.seconds, findings: findings)
    }

    private func judged(
        _ check: any Check, _ column: Item, _ subject: HostFacts, _ platform: Platform, isLate: Bool
    ) -> JudgedFinding {
        var judgement: Judgement
        do throws(MissingFact) {
            judgement = isLate ? .unknown(Self.late, from: check.vantage) : try check.judge(subject)
        } catch {
            judgement = .unknown(error.reason, from: check.vantage)
        }
        judgement = judgement.bounded
        let finding = Finding(
            check: check.id, item: column, verdict: judgement.verdict,
            vantage: judgement.vantage,
            summary: judgement.summary, signature: judgement.signature, evidence: judgement.evidence)
        var judged = JudgedFinding(
            check, finding, reason: judgement.reason, breaks: judgement.breaks, on: platform)
        judged.advice = judgement.remedy
        judged.leavesReasonToLog = judgement.leavesReasonToLog
        return judged
    }

    /// `--only` and `--skip` take items and check ids.
    private func isAsked(_ id: String, _ parameters: Parameters) -> Bool {
        if parameters.only.isEmpty, parameters.skip.isEmpty { return true }
        let names = [id, String(id.prefix { $0 != "." })]
        if parameters.skip.contains(where: names.contains) { return false }
        return parameters.only.isEmpty || parameters.only.contains(where: names.contains)
    }
}
