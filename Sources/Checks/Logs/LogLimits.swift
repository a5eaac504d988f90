import Fleet

struct LogLimits: Check {
    let id = "logs.limits"
    let asks: Set<Condition> = .settings.union([.service, .plugins])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let reached = (try? subject.logLines())?.compactMap(Reached.init) ?? []
        // 2.3 does not keep its master's own warnings for `doveadm log errors`, but counts drops.
        let dropping = ((try? subject.services()) ?? [])
            .filter { $0.droppedClients(since: subject.began - 86_400) }
        if let newest = reached.last { return judgement(of: newest, reached.count, subject) }
        if !dropping.isEmpty { return dropped(dropping, subject) }
        _ = try subject.logLines()
        return .pass("no limit was reached in the last day")
    }
}

private struct Reached {
    let line: LogLine
    let known: Meaning.Known

    init?(_ line: LogLine) {
        guard let known = line.known, known.meaning.scope == .limit else { return nil }
        (self.line, self.known) = (line, known)
    }
}

extension LogLimits {
    private func judgement(of newest: Reached, _ count: Int, _ subject: HostFacts) -> Judgement {
        .warn(
            "\(newest.known.title), \(count == 1 ? "once" : "\(count) times") in the last day:"
                + " \(newest.line.text.prefix(200))",
            signature: newest.known.id, evidence: subject.excerpt(newest.line), remedy: newest.known.advice)
    }

    private func dropped(_ services: [ServiceStatus], _ subject: HostFacts) -> Judgement {
        let names = services.map { "\($0.name) (process_limit \($0.processLimit ?? "?"))" }
        let first = services[0]
        return .warn(
            "limits were reached in the last day, and clients dropped: \(names.joined(separator: ", "))",
            signature: services.map(\.name).sorted().joined(separator: " "),
            evidence: [
                Finding.Excerpt(
                    probe: "service.status",
                    excerpt: "\(first.name): last_drop_warning \(first.lastDrop)")
            ],
            remedy: [
                .run("doveadm service status \(first.name)"),
                .note("If this load is expected, raise process_limit of service \(first.name)."), .reload,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Was a limit of Dovecot reached in the last day?",
            why:
                "At a limit, logins hang or end without an error, now and then and for some users only: such a fault is"
                + " hard to repeat. The check counts process_limit, client_limit and vsz_limit of services and"
                + " mail_max_userip_connections. Never more than a warning.",
            byHand: "doveadm log errors | grep -i limit; doveadm service status | grep last_drop_warning",
            thresholds: "Warns from one time on in the last 24 hours.",
            remedies: [
                "2.3: service imap-login { service_count = 0 } with client_limit serves more with fewer processes.",
                "2.4: service imap-login { restart_request_count = unlimited } does the same.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/service.html"])
    }
}
