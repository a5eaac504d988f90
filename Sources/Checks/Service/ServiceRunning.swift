import Fleet

struct ServiceRunning: Check {
    let id = "service.running"
    let decides: Condition? = .service
    let attempt: Attempt? = .start
    let asks: Set<Condition> = []

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if try subject.isRunning() {
            guard let woken = try subject.laterPart("service", "woken") else {
                return .pass("Dovecot's master answers")
            }
            return .pass("dovecot.socket has started Dovecot with the sweep's first connection (\(woken.firstLine))")
        }
        let unit = try? subject.units().first { $0.id == "dovecot.service" }
        if let socket = try? subject.units().first(where: { $0.id == "dovecot.socket" }), socket.isActive {
            return .warn(
                "Dovecot waits behind dovecot.socket, and starts with the first connection", signature: "socket",
                evidence: subject.excerpt("service", "systemd"), remedy: [.start])
        }
        if try subject.part("service", "status").isMissing {
            return .fail(
                "Dovecot is not installed: there is no doveadm", signature: "not installed",
                evidence: subject.excerpt("service", "status"),
                remedy: [.note("Install Dovecot, or take the host out.")])
        }
        // Of a master that was killed others have the last words: processes that it left behind.
        let reason =
            (unit?.wasKilled == true ? nil : startupError(subject)) ?? unit.map(state) ?? "its master does not answer"
        var judgement = Judgement.fail(
            "Dovecot does not run: \(reason)", signature: unit?.properties["Result"] ?? "stopped",
            evidence: subject.excerpt("service", "status", lines: 1) + subject.excerpt("service", "systemd", lines: 8),
            remedy: remedy(for: unit, subject),
            reason: concernsTLS(reason) || quotesKey(subject) ? .said(.certificateFiles) : nil)
        // A masked or disabled unit is down on purpose: the log has no reason.
        judgement.leavesReasonToLog = unit.map { !$0.isMasked && $0.startsAtBoot } ?? true
        return judgement
    }

    /// A start reads certificate and key, and fails without them; it may fail for something else.
    func isExplained(_ own: Judged, by other: Judged, among all: [Judged]) -> Bool {
        other.breaks != .certificateFiles
    }

    private func concernsTLS(_ words: String) -> Bool { words.contains("ssl_") || words.contains("cert") }

    /// A start that takes the key for its path quotes the key, of which nothing comes home.
    private func quotesKey(_ subject: Subject) -> Bool {
        (try? subject.part("service", "journal"))?.lines.contains { $0.hasSuffix("(private key withheld)") } == true
    }

    /// The last fatal line of the journal: why the last start failed. A clean stop leaves none after it.
    private func startupError(_ subject: Subject) -> String? {
        guard let journal = try? subject.part("service", "journal") else { return nil }
        let sinceStart = journal.lines.reversed().prefix { line in
            !line.contains("Deactivated successfully") && !line.begins(with: "Starting ")
        }
        return sinceStart.first { $0.contains("Fatal: ") }.flatMap { $0.after("Fatal: ") }.map(String.init)
    }

    private func state(of unit: UnitState) -> String {
        if unit.isMasked { return "its unit is masked" }
        let killed = unit.wasKilled ? "something ended it by SIGKILL, and " : ""
        if unit.isLooping {
            let times = unit.restarts > 0 ? " (\(unit.restarts) times so far)" : ""
            return "\(killed)systemd starts it again and again\(times)"
        }
        if unit.hasGivenUp { return "it did not stay up, and systemd has given up starting it" }
        let state = [unit.properties["ActiveState"], unit.properties["SubState"]].compactMap { $0 }
        let result = unit.properties["Result"].map { $0 == "success" ? "stopped" : $0 } ?? "stopped"
        return "\(result) (\(state.joined(separator: ", ")))"
    }
}

extension ServiceRunning {
    private func remedy(for unit: UnitState?, _ subject: Subject) -> Advice {
        guard let unit, unit.isLoaded || unit.isMasked else {
            return subject.boot?.startsDovecot == false ? [.enableNow] : [.start]
        }
        if unit.isMasked { return [.note("If nobody meant the mask, take it off."), .unmask, .enableNow] }
        if !unit.startsAtBoot { return [.enableNow] }
        if unit.isLooping || unit.hasGivenUp {
            return [
                .note("Mend what its last words name, and look at what a drop-in of this host adds."),
                .showLog(50), .act(.showUnit),
                .act(.forgetFailures), .restart,
            ]
        }
        if let words = startupError(subject) {
            if let known = Meaning.of(words), !known.isConsequence { return known.advice }
            return [.note("Mend what its last start failed for, or it fails again: \(setting: words)"), .start]
        }
        return [
            .start, .note("If it does not stay up, see why:"), .showLog(20),
        ]
    }

    var explanation: Explanation {
        Explanation(
            title: "Is Dovecot running?",
            why: "Nothing else works without its master process.",
            byHand: "doveadm service status; \(Act.showState.usual)",
            remedies: [Act.start.usual, "\(Act.showLog(20, holding: nil).usual): its last Fatal line says why."],
            references: ["https://doc.dovecot.org/2.4.1/core/man/doveadm-service.1.html"])
    }
}
