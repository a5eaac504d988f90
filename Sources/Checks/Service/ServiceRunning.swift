import Fleet

struct ServiceRunning: Check {
    let id = "service.running"
    let decides: Condition? = .service
    let attempt: Attempt? = .start
    let asks: Set<Condition> = []

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if try subject.isRunning() {
            guard let woken = try subject.partIfCollected("service", "woken") else {
                return .pass("Dovecot's master answers")
            }
            return .pass("dovecot.socket started Dovecot at the first connection of this sweep (\(woken.firstLine))")
        }
        let unit = try? subject.units().first { $0.id == "dovecot.service" }
        if let socket = try? subject.units().first(where: { $0.id == "dovecot.socket" }), socket.isActive {
            return .warn(
                "Dovecot does not run yet: dovecot.socket starts it at the first connection", signature: "socket",
                evidence: subject.excerpt("service", "systemd"), remedy: [.start])
        }
        if try subject.part("service", "status").isMissing {
            return .fail(
                "Dovecot is not installed: there is no doveadm", signature: "not installed",
                evidence: subject.excerpt("service", "status"),
                remedy: [.note("Install Dovecot, or remove the host from the inventory.")])
        }
        if let unit, unit.properties["ActiveState"] == "failed", isMended(subject) { return mended(subject) }
        if unit?.otherUser == nil, let path = hiddenFile(subject) {
            return foreign(path, subject) ?? hidden(path, subject)
        }
        // After SIGKILL the last lines come from orphaned processes.
        let need = subject.missingNeed
        let reason =
            need.map { "its unit requires \($0.id), which \($0.absence)" }
            ?? unit?.otherUser.map { "its unit starts it as the user \($0), and its master must start as root" }
            ?? (unit?.wasKilled == true ? nil : startupError(subject)) ?? unit.map(state)
            ?? "its master does not answer"
        var judgement = Judgement.fail(
            "Dovecot does not run: \(reason)", signature: unit?.properties["Result"] ?? "stopped",
            evidence: subject.excerpt("service", "status", lines: 1) + subject.excerpt("service", "systemd", lines: 8),
            remedy: need.map(HostFacts.remedy) ?? (unit?.otherUser == nil ? remedy(for: unit, subject) : asRoot),
            reason: concernsTLS(reason) || quotesKey(subject) ? .said(.certificateFiles) : nil)
        // The log has no reason for a masked or disabled unit.
        // What another user may not read, such as the key, is only the first that it misses.
        if need == nil, unit?.otherUser != nil {
            judgement.reason = .unitUser
            return judgement
        }
        judgement.leavesReasonToLog =
            need == nil && unit.map { !$0.isMasked && !$0.isBroken && $0.startsAtBoot } ?? true
        return judgement
    }

    /// A start may fail for reasons other than certificate and key.
    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool {
        other.breaks != .certificateFiles
    }

    private func concernsTLS(_ words: String) -> Bool { words.contains("ssl_") || words.contains("cert") }

    /// Dovecot took the key for a path and quoted it; the agent withheld the line.
    private func quotesKey(_ subject: HostFacts) -> Bool {
        (try? subject.part("service", "journal"))?.lines.contains { $0.hasSuffix("(private key withheld)") } == true
    }

    /// What Dovecot cannot open the agent may be able to: the unit may withhold it.
    private func isMended(_ subject: HostFacts) -> Bool {
        guard let error = startupError(subject) else { return false }
        return error.contains("in configuration file") && !error.contains("open")
            && (try? ConfigParses().judge(subject))?.verdict == .pass
            && (try? TLSFiles().judge(subject))?.verdict != .fail
            && (try? subject.part("config", "loads"))?.status == 0
    }

    /// A certificate or key that Dovecot does not find, and the agent does.
    private func hiddenFile(_ subject: HostFacts) -> String? {
        guard let error = startupError(subject), error.contains("No such file") || error.contains("Permission denied"),
            let path = error.between("open(", ")") ?? error.between("open file ", ": "),
            let files = try? subject.certificateFiles()
        else { return nil }
        let isSeen =
            path == files.certificatePath && files.certificate?.status == 0
            || path == files.keyPath && files.keyEntry != nil
        return isSeen ? String(path) : nil
    }

    /// Since the last start or clean stop.
    private func startupError(_ subject: HostFacts) -> String? {
        guard let journal = try? subject.part("service", "journal") else { return nil }
        let sinceStart = journal.lines.reversed().prefix { line in
            !line.contains("Deactivated successfully") && !line.begins(with: "Starting ")
        }
        return sinceStart.compactMap { $0.after("Fatal: ") }.first { Meaning.of(String($0))?.isConsequence != true }
            .map(String.init)
    }

    private func state(of unit: UnitState) -> String {
        if unit.isMasked { return "its unit is masked" }
        if unit.isBroken { return "systemd cannot load its unit, where a setting is wrong" }
        if unit.isActive { return "its master does not answer, though systemd calls it active" }
        let killed = unit.deadlySignal.map { "it was killed by \($0), and " } ?? ""
        if unit.isLooping {
            let times = unit.restarts > 0 ? " (\(unit.restarts) times so far)" : ""
            return "\(killed)systemd restarts it again and again\(times)"
        }
        if unit.hasGivenUp { return "it did not stay up, and systemd has given up starting it" }
        if let signal = unit.deadlySignal { return "it was killed by \(signal)" }
        switch unit.properties["Result"] ?? "success" {
        case "success": return "it is stopped"
        case "exit-code": return "its last start failed"
        case "timeout": return "its last start took too long"
        case let result: return "its last start failed (\(result))"
        }
    }
}

extension ServiceRunning {
    private func mended(_ subject: HostFacts) -> Judgement {
        .fail(
            "Dovecot does not run: its last start failed by an error in the configuration, which is mended now",
            signature: "mended", evidence: subject.excerpt("service", "systemd", lines: 8),
            remedy: [.act(.forgetFailures), .start], reason: .mended)
    }

    /// Root needs CAP_DAC_OVERRIDE for another user's file, which a unit can take from it.
    private func foreign(_ path: String, _ subject: HostFacts) -> Judgement? {
        guard startupError(subject)?.contains("Permission denied") == true,
            let entry = (try? subject.certificateFiles()).flatMap({ $0.keyPath == path ? $0.keyEntry : nil }),
            entry.owner != "root"
        else { return nil }
        return .fail(
            "Dovecot does not run: it cannot open \(path), which belongs to \(entry.owner): its unit takes the right of root"
                + " to open it (CAP_DAC_OVERRIDE), or hides the file",
            signature: "foreign \(path)", evidence: subject.excerpt("service", "systemd", lines: 8),
            remedy: [
                .run("ls -l \(path)"), .act(.showLimits("CapabilityBoundingSet,InaccessiblePaths")),
                .act(
                    .changeUnit(
                        "Add CAP_DAC_OVERRIDE to CapabilityBoundingSet, or remove that line. Or let root own \(setting: path), if what renews it can still write it."
                    )),
                .act(.loadUnits), .restart,
            ], reason: .unitUser)
    }

    private func hidden(_ path: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "Dovecot does not run: it cannot open \(path), which exists and which root can open: its unit hides it",
            signature: "hidden \(path)", evidence: subject.excerpt("service", "systemd", lines: 8),
            remedy: [
                .act(.showUnit),
                .act(
                    .changeUnit(
                        "Remove what hides \(setting: path), such as InaccessiblePaths, TemporaryFileSystem or BindPaths."
                    )),
                .act(.loadUnits), .restart,
            ], reason: .unitUser)
    }

    private var asRoot: Advice {
        [
            .act(.showUnit), .act(.changeUnit("Remove User and Group from the drop-in.")), .act(.loadUnits), .restart,
        ]
    }

    private func remedy(for unit: UnitState?, _ subject: HostFacts) -> Advice {
        if unit?.isBroken == true { return HostFacts.remedyForBrokenUnit }
        guard let unit, unit.isLoaded || unit.isMasked else {
            return subject.boot?.startsDovecot == false ? [.enableNow] : [.start]
        }
        if unit.isMasked { return [.note("If the unit was not masked on purpose, unmask it."), .unmask, .enableNow] }
        if unit.isActive { return [.restart] }
        if !unit.startsAtBoot { return [.enableNow] }
        if unit.isLooping || unit.hasGivenUp {
            return [
                .note("Fix the error in its last log lines. Check also the drop-ins of its unit on this host."),
                .showLog(50), .act(.showUnit),
                .act(.forgetFailures), .restart,
            ]
        }
        if let limit = unit.limit {
            return [
                .act(.showUnit), .act(.changeUnit("Raise or remove \(setting: limit) in the drop-in.")),
                .act(.loadUnits),
                .start,
            ]
        }
        if let words = startupError(subject) {
            if let known = Meaning.of(words), !known.isConsequence { return known.advice }
            return [.note("Its last start failed with this error. Fix it first: \(setting: words)"), .start]
        }
        return [
            .start, .note("If it stops again, read the log:"), .showLog(20),
        ]
    }

    var explanation: Explanation {
        Explanation(
            title: "Is Dovecot running?",
            why: "Nothing else works without its master process.",
            byHand: "doveadm service status; \(PlatformAction.showState.usual)",
            remedies: [
                PlatformAction.start.usual,
                "\(PlatformAction.showLog(20, holding: nil).usual): its last Fatal line says why.",
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/man/doveadm-service.1.html"])
    }
}
