import Fleet

struct ServiceStable: Check {
    let id = "service.stable"
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .settings.union([.plugins])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard try subject.isRunning() else { return .skipped("Dovecot does not run: service.running judges it") }
        if subject.isMasterStopped { return stopped(subject) }
        if let confined = subject.confinement { return withheld(confined, subject) }
        let status = try subject.part("service", "status")
        let unit = try? subject.units().first { $0.id == "dovecot.service" }
        // The auth process has its own checks.
        let dying = try subject.services().filter { service in
            service.isThrottled && !["auth", "auth-worker"].contains(service.name)
        }
        if !dying.isEmpty { return throttled(dying.map(\.name), subject) }
        if let again = unit?.restarts, again > 0 { return restarted(again, subject) }
        if status.status != 0, unit == nil {
            throw MissingFact("neither Dovecot's master nor systemd answered: \(status.complaint)")
        }
        return .pass("Dovecot has not restarted since it was started")
    }
}

extension HostFacts {
    fileprivate var isMasterStopped: Bool {
        (try? partIfCollected("service", "confined"))?.lines.contains("stopped") == true
    }

    /// What the unit withholds from Dovecot, in its words; nil if nothing is withheld, or it is no harm: a login works, or
    /// login processes greet.
    fileprivate var confinement: [String]? {
        let greets = dialogues.contains(where: \.isGreeted)
        guard !loginProven, !dialogues.isEmpty, let part = try? partIfCollected("service", "confined"), part.status == 0
        else { return nil }
        // The others are needed before the greeting.
        let harm = greets ? ["CAP_SETGID", "CAP_SETUID"] : nil
        let lacked = part.lines.compactMap { $0.after("lacks ") }.filter { $0.begins(with: "CAP_") }.map(String.init)
        let limits = part.lines.filter { $0.begins(with: "Limit") || $0 == "SystemCallFilter" }
            .map { String($0.replacing(" ", with: "=")) }
        let withheld = (lacked + limits).filter { harm?.contains($0) ?? true }
        return withheld.isEmpty ? nil : withheld
    }
}

extension HostFacts {
    /// Whether no process of this login service has greeted, on any port that was tried.
    fileprivate func isSilent(_ service: String) -> Bool {
        guard !loginProven, service.hasSuffix("-login") else { return false }
        let tried = dialogues.filter {
            ($0.service.isIMAP ? "imap-login" : "pop3-login") == service && $0.reach == .connected
        }
        return !tried.isEmpty && !tried.contains(where: \.isGreeted)
    }
}

extension ServiceStable {
    private func stopped(_ subject: HostFacts) -> Judgement {
        var judgement = Judgement.fail(
            "Dovecot's master process is stopped (state T): a signal or a debugger holds it, and no new login is served",
            signature: "stopped", evidence: subject.excerpt("service", "confined"),
            remedy: [.run("pkill -CONT -o -x dovecot"), .note("If a debugger holds it, end that first.")])
        judgement.breaks = .service
        return judgement
    }

    private func withheld(_ confined: [String], _ subject: HostFacts) -> Judgement {
        let names = confined.joined(separator: ", ")
        let isCapability = confined[0].hasPrefix("CAP_")
        var judgement = Judgement.fail(
            isCapability
                ? "the unit withholds \(names), and no login works: processes of Dovecot need it to change their user, root directory or files"
                : "the unit confines each process (\(names)), and no login works: processes die without a line in the log",
            signature: confined.map { $0.prefix { $0 != "=" } }.joined(separator: " "),
            evidence: subject.excerpt("service", "confined"),
            remedy: [
                .act(.showUnit),
                .act(
                    .changeUnit(
                        isCapability
                            ? "Add \(setting: names) to CapabilityBoundingSet, or remove that setting."
                            : "Raise or remove \(setting: names): the package’s unit has no such limit.")),
                .act(.loadUnits), .restart,
            ])
        judgement.breaks = .service
        return judgement
    }

    private func throttled(_ names: [String], _ subject: HostFacts) -> Judgement {
        var judgement = Judgement.warn(
            "the processes of \(names.joined(separator: ", ")) die at their start, and the master delays the next start",
            signature: names.sorted().joined(separator: " "), evidence: subject.excerpt("service", "status", lines: 8),
            remedy: Self.reading(of: names[0]))
        if names.contains(where: subject.isSilent) {
            judgement.verdict = .fail
            judgement.breaks = .service
            judgement.leavesReasonToLog = true
        }
        return judgement
    }

    static func reading(of service: String) -> Advice {
        [
            .note("The log says why they die."), .run("doveadm log errors | grep Fatal"),
            .run("doveadm service status \(service)"),
        ]
    }

    private func restarted(_ times: Int, _ subject: HostFacts) -> Judgement {
        .warn(
            "systemd restarted Dovecot \(times == 1 ? "once" : "\(times) times") since it was last started by hand",
            signature: "restarted", evidence: subject.excerpt("service", "systemd", lines: 8),
            remedy: [
                .note("This shows why it stopped."),
                .showLog(50, holding: "Fatal|Panic|killed|exited"),
                .note("When the cause is fixed, a restart resets the count."), .restart,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Do Dovecot and its processes keep running?",
            why:
                "Each time the master dies and restarts, every session ends, and between two looks all seems well. When a"
                + " process dies at its start, the master waits up to a minute: the port is open and nothing answers.",
            byHand:
                "\(PlatformAction.showLimits("NRestarts").usual); doveadm service status | grep -B 5 'throttle_secs: [1-9]'",
            thresholds:
                "Warns from one restart by systemd on, and when the master delays the start of a process. Fails where that"
                + " is a login process, and none greets.",
            remedies: ["The last Fatal or Panic line before each start says why (2.3 and 2.4)."],
            references: [
                "Log: `service(X): command startup failed, throttling for N secs`", "systemd.service(5), Restart=",
            ])
    }
}
