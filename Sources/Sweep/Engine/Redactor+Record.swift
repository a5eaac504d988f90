internal import Fleet

extension Redactor {
    func clean(_ evidence: Evidence) -> Evidence {
        guard !isEmpty else { return evidence }
        var isWhole = false
        if case .exited = evidence.ending { isWhole = !evidence.isCut }
        var cleaned = evidence
        cleaned.probe = ProbeName(rawValue: clean(evidence.probe.rawValue))
        cleaned.output = clean(evidence.output, isCut: !isWhole)
        cleaned.errors = clean(evidence.errors, isCut: !isWhole)
        return cleaned
    }

    func clean(_ dialogue: Dialogue) -> Dialogue {
        guard !isEmpty else { return dialogue }
        var cleaned = dialogue
        cleaned.reach = clean(dialogue.reach)
        cleaned.tls = dialogue.tls.map(clean)
        cleaned.talk = dialogue.talk.map(clean)
        return cleaned
    }

    func clean(_ ending: Record.Ending) -> Record.Ending {
        var cleaned = ending
        cleaned.reason = ending.reason.map { clean($0, isCut: true) }
        return cleaned
    }

    private func clean(_ reach: Dialogue.Reach) -> Dialogue.Reach {
        switch reach {
        case .connected, .refused, .timedOut: reach
        case .unreachable(let words): .unreachable(clean(words, isCut: true))
        case .nameNotFound(let words): .nameNotFound(clean(words, isCut: true))
        case .notTried(let words): .notTried(clean(words, isCut: true))
        }
    }

    /// A chain with a secret is dropped, because facts are made from it.
    private func clean(_ tls: Dialogue.TLS) -> Dialogue.TLS {
        var cleaned = tls
        cleaned.version = tls.version.map { clean($0) }
        cleaned.cipher = tls.cipher.map { clean($0) }
        cleaned.failure = tls.failure.map { clean($0, isCut: true) }
        if tls.chain.contains(where: isNamed) { cleaned.chain = [] }
        return cleaned
    }

    private func clean(_ talk: MailSession) -> MailSession {
        var cleaned = talk
        cleaned.greeting = talk.greeting.map { clean($0, isCut: true) }
        cleaned.capabilities = talk.capabilities.map { clean($0) }
        cleaned.securedCapabilities = talk.securedCapabilities.map { clean($0) }
        cleaned.notices = talk.notices.map { clean($0, isCut: true) }
        cleaned.transcript = talk.transcript.map { clean($0, isCut: true) }
        cleaned.reply?.status = clean(talk.reply?.status ?? "")
        cleaned.reply?.code = talk.reply?.code.map { clean($0) }
        cleaned.reply?.text = clean(talk.reply?.text ?? "", isCut: true)
        return cleaned
    }
}
