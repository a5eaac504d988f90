import Fleet

struct ServiceStable: Check {
    let id = "service.stable"
    let asks: Set<Condition> = .settings.union([.plugins])

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        guard try subject.isRunning() else { return .skipped("Dovecot does not run: service.running judges it") }
        let status = try subject.part("service", "status")
        let unit = try? subject.units().first { $0.id == "dovecot.service" }
        // The auth process has a check of its own, which knows why.
        let dying = try subject.services().filter { service in
            service.isThrottled && !["auth", "auth-worker"].contains(service.name)
        }
        if !dying.isEmpty { return throttled(dying.map(\.name), subject) }
        if let again = unit?.restarts, again > 0 { return restarted(again, subject) }
        if status.status != 0, unit == nil {
            throw Unjudgeable("neither Dovecot's master nor systemd could be asked: \(status.complaint)")
        }
        return .pass("Dovecot has run since it was started")
    }
}

extension ServiceStable {
    private func throttled(_ names: [String], _ subject: Subject) -> Judgement {
        .warn(
            "the processes of \(names.joined(separator: ", ")) die at their start, and the master waits before the next",
            signature: names.sorted().joined(separator: " "), evidence: subject.excerpt("service", "status", lines: 8),
            remedy: [
                .note("The log says why they die."), .run("doveadm log errors | grep Fatal"),
                .run("doveadm service status \(names[0])"),
            ])
    }

    private func restarted(_ times: Int, _ subject: Subject) -> Judgement {
        .warn(
            "systemd has had to start Dovecot again \(times == 1 ? "once" : "\(times) times") since it was last started"
                + " by hand",
            signature: "restarted", evidence: subject.excerpt("service", "systemd", lines: 8),
            remedy: [
                .note("This shows what ended it."),
                .showLog(50, holding: "Fatal|Panic|killed|exited"),
                .note("Once the cause is mended, a restart sets the count back."), .restart,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does Dovecot stay up, and do its processes?",
            why:
                "A master that dies and is started again drops every session each time, and between two looks at it all"
                + " seems well. A process that dies at its start makes the master wait up to a minute: the port is open"
                + " and nobody answers.",
            byHand: "\(Act.showLimits("NRestarts").usual); doveadm service status | grep -B 5 'throttle_secs: [1-9]'",
            thresholds:
                "Warns from one restart by systemd on, and where the master waits at all before it starts a process again.",
            remedies: ["The last Fatal or Panic line before each start says why (2.3 and 2.4)."],
            references: [
                "Log: `service(X): command startup failed, throttling for N secs`", "systemd.service(5), Restart=",
            ])
    }
}
