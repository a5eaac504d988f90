import Fleet

struct LogLimits: Check {
    let id = "logs.limits"
    let asks: Set<Condition> = .settings.union([.service, .plugins])

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        let reached = (try? subject.logLines())?.compactMap(Reached.init) ?? []
        // The master's own warnings are not among what 2.3 remembers, but it counts.
        let dropping = ((try? subject.services()) ?? [])
            .filter { $0.droppedClients(since: subject.began - 86_400) }
        if let newest = reached.last { return judgement(of: newest, reached.count, subject) }
        if !dropping.isEmpty { return dropped(dropping, subject) }
        _ = try subject.logLines()
        return .pass("no limit was reached in the last day")
    }
}

/// A line that tells of a limit.
private struct Reached {
    let line: LogLine
    let known: Meaning.Known

    init?(_ line: LogLine) {
        guard let known = line.known, known.meaning.scope == .limit else { return nil }
        (self.line, self.known) = (line, known)
    }
}

extension LogLimits {
    private func judgement(of newest: Reached, _ count: Int, _ subject: Subject) -> Judgement {
        .warn(
            "\(newest.known.title), \(count == 1 ? "once" : "\(count) times") in the last day:"
                + " \(newest.line.text.prefix(200))",
            signature: newest.known.id, evidence: subject.excerpt(newest.line), remedy: newest.known.advice)
    }

    private func dropped(_ services: [ServiceStatus], _ subject: Subject) -> Judgement {
        let names = services.map { "\($0.name) (process_limit \($0.processLimit ?? "?"))" }
        let first = services[0]
        return .warn(
            "the limits of \(names.joined(separator: ", ")) were reached in the last day, and clients dropped",
            signature: services.map(\.name).sorted().joined(separator: " "),
            evidence: [
                Finding.Excerpt(
                    probe: "service.status",
                    excerpt: "\(first.name): last_drop_warning \(first.lastDrop)")
            ],
            remedy: [
                .run("doveadm service status \(first.name)"),
                .note("Raise process_limit of service \(first.name), if the load is meant to be."), .reload,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Has any limit of Dovecot's been reached in the last day?",
            why:
                "Beyond a limit logins hang or end without a word, now and then and for some users only: the fault that"
                + " nobody can repeat. Counted are process_limit, client_limit and vsz_limit of services and"
                + " mail_max_userip_connections. Never more than a warning.",
            byHand: "doveadm log errors | grep -i limit; doveadm service status | grep last_drop_warning",
            thresholds: "Warns from one time on in the last 24 hours.",
            remedies: [
                "2.3: service imap-login { service_count = 0 } with client_limit serves more with fewer processes.",
                "2.4: service imap-login { restart_request_count = unlimited } likewise.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/service.html"])
    }
}
