import Fleet

struct ServiceEnabled: Check {
    let id = "service.enabled"
    let decides: Condition? = .boot
    let asks: Set<Condition> = []

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let judgement = try start(subject)
        return judgement.verdict == .pass ? withoutLog(subject) ?? withoutNeed(subject) ?? judgement : judgement
    }

    private func start(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let systemd = try subject.part("service", "systemd")
        if systemd.status != 0 { return try withoutSystemd(subject) }
        if let starter = subject.starter { return judge(starter, subject) }
        let units = try subject.units()
        let own = units.first { $0.id == "dovecot.service" }
        if own?.isBroken == true, (try? subject.isRunning()) == true {
            return .fail(
                "Dovecot works until it stops, then does not start: systemd cannot load its unit, where a setting is wrong",
                signature: "unit", evidence: subject.excerpt("service", "systemd", lines: 8),
                remedy: HostFacts.remedyForBrokenUnit)
        }
        guard let unit = own, unit.isLoaded || unit.isMasked else {
            throw MissingFact("systemd knows no dovecot.service")
        }
        if unit.startsAtBoot || units.contains(where: { $0.id == "dovecot.socket" && $0.startsAtBoot }) {
            return .pass("Dovecot starts at boot")
        }
        if let job = subject.startingJob {
            throw MissingFact("a job of \(job.id) started Dovecot; whether the job runs at boot is not known")
        }
        let state = unit.properties["UnitFileState"] ?? "not enabled"
        return .fail(
            "Dovecot does not start at the next boot: its unit is \(state)", signature: state,
            evidence: subject.excerpt("service", "systemd", lines: 8),
            remedy: (unit.isMasked ? [.unmask] : []) + [.act(.enable)])
    }

    /// One command starts and enables a unit, unless another fault keeps Dovecot down.
    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool {
        let steps = other.advice?.steps ?? []
        let mendsBoth = steps.contains(.enableNow) || own.advice?.steps.allSatisfy(steps.contains) == true
        let isDownForOthers = all.contains {
            $0.finding.verdict == .fail && $0.breaks.map(Condition.service.needs.contains) == true
        }
        return mendsBoth && !isDownForOthers
    }
}

extension ServiceEnabled {
    /// A running Dovecot keeps its log open, but does not start without the log's directory.
    private func withoutLog(_ subject: HostFacts) -> Judgement? {
        guard (try? subject.isRunning()) == true, let logs = try? subject.partIfCollected("runtime", "logs") else {
            return nil
        }
        let lost = logs.lines.first { $0.contains("No such file or directory") }
        guard let lost, let path = lost.between("'", "'") ?? lost.between(": ", ": ") else { return nil }
        let directory = String(path)
        return .fail(
            "Dovecot works until it restarts, then fails to start: its log directory \(directory) does not exist",
            signature: "log \(directory)", evidence: subject.excerpt("runtime", "logs", lines: 3),
            remedy: [
                .run("mkdir -p -- \(directory)"),
                .note("If the directory disappears at each boot, create it with systemd-tmpfiles."), .restart,
            ])
    }

    /// systemd does not stop a service when a unit that it requires disappears.
    private func withoutNeed(_ subject: HostFacts) -> Judgement? {
        guard (try? subject.isRunning()) == true, let need = subject.missingNeed else { return nil }
        return .fail(
            "Dovecot works until it restarts, then fails to start: its unit requires \(need.id), which \(need.absence)",
            signature: "requires \(need.id)", evidence: subject.excerpt("service", "needed", lines: 8),
            remedy: HostFacts.remedy(for: need))
    }

    private func judge(_ starter: Starter, _ subject: HostFacts) -> Judgement {
        let name = starter.unit.id
        if starter.startsAtBoot { return .pass("Dovecot starts at boot, by \(name)") }
        let state = starter.unit.properties["UnitFileState"] ?? "not enabled"
        return .fail(
            "Dovecot does not start at the next boot: \(name), which runs it, is \(state)",
            signature: "\(name) \(state)", evidence: subject.excerpt("service", "starter", lines: 8),
            remedy: [.act(.enable)])
    }

    private func withoutSystemd(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard let boot = subject.boot else {
            return .skipped("the host has no systemd, OpenRC or FreeBSD rc: a container engine starts it")
        }
        if boot.startsDovecot { return .pass("Dovecot starts at boot (\(boot.name))") }
        return .fail(
            "Dovecot does not start at the next boot: \(boot.name) does not start it", signature: boot.name,
            evidence: subject.excerpt("service", boot.part), remedy: [.act(.enable)])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does Dovecot start at boot?",
            why:
                "A service that was started by hand, as after a migration, does not start at the next boot. Neither does one"
                + " whose log cannot be written.",
            byHand: "\(PlatformAction.showBoot.usual)   # OpenRC: rc-update show; FreeBSD: sysrc dovecot_enable",
            remedies: [
                PlatformAction.enable.usual, "OpenRC: rc-update add dovecot default",
                "FreeBSD: sysrc dovecot_enable=YES",
            ],
            references: ["systemd.unit(5), [Install]"])
    }
}
