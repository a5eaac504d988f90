internal import Assessment

extension Report {
    /// The decision does not change.
    package func redacted() -> Report {
        var redaction = Redaction()
        var report = self
        report.run = redaction.redact(run)
        for place in objections.indices {
            report.objections[place].details = objections[place].details.map { redaction.redact($0) }
            report.objections[place].what = redaction.redact(objections[place].what)
            report.objections[place].remedy = redaction.redact(objections[place].remedy)
        }
        for place in concessions.indices {
            report.concessions[place].details = concessions[place].details.map { redaction.redact($0) }
        }
        report.notes = notes.map { redaction.redact($0) }
        return report
    }
}

extension Redaction {
    fileprivate mutating func redact(_ detail: Objection.Detail) -> Objection.Detail {
        var redacted = detail
        redacted.hosts = detail.hosts.map { redact($0, isCommand: true) }
        redacted.words = redact(detail.words)
        return redacted
    }
}
