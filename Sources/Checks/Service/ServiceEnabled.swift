import Fleet

struct ServiceEnabled: Check {
    let id = "service.enabled"
    let decides: Condition? = .boot
    let asks: Set<Condition> = []

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        let judgement = try start(subject)
        return judgement.verdict == .pass ? withoutLog(subject) ?? judgement : judgement
    }

    private func start(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        let systemd = try subject.part("service", "systemd")
        if systemd.status != 0 { return try withoutSystemd(subject) }
        if let starter = subject.starter { return judge(starter, subject) }
        let units = try subject.units()
        guard let unit = units.first(where: { $0.id == "dovecot.service" }), unit.isLoaded || unit.isMasked else {
            throw Unjudgeable("systemd knows no dovecot.service")
        }
        if unit.startsAtBoot || units.contains(where: { $0.id == "dovecot.socket" && $0.startsAtBoot }) {
            return .pass("Dovecot starts at boot")
        }
        if let job = subject.startingJob {
            throw Unjudgeable("a job of \(job.id) has started Dovecot, and whether a boot runs it again is not known")
        }
        let state = unit.properties["UnitFileState"] ?? "not enabled"
        return .fail(
            "the next boot leaves this host without Dovecot: its unit is \(state)", signature: state,
            evidence: subject.excerpt("service", "systemd", lines: 8),
            remedy: (unit.isMasked ? [.unmask] : []) + [.act(.enable)])
    }

    /// A unit that was masked or disabled is down for the same reason, and one command mends both. If Dovecot is down for
    /// another reason, the missing start at boot is a fault of its own.
    func isExplained(_ own: Judged, by other: Judged, among all: [Judged]) -> Bool {
        let steps = other.advice?.steps ?? []
        let mendsBoth = steps.contains(.enableNow) || own.advice?.steps.allSatisfy(steps.contains) == true
        let isDownForOthers = all.contains {
            $0.finding.verdict == .fail && $0.breaks.map(Condition.service.needs.contains) == true
        }
        return mendsBoth && !isDownForOthers
    }
}

extension ServiceEnabled {
    /// A Dovecot that runs has its log open; it does not start where the directory is gone.
    private func withoutLog(_ subject: Subject) -> Judgement? {
        guard (try? subject.isRunning()) == true, let logs = try? subject.laterPart("runtime", "logs") else {
            return nil
        }
        let lost = logs.lines.first { $0.contains("No such file or directory") }
        guard let lost, let path = lost.between("'", "'") ?? lost.between(": ", ": ") else { return nil }
        let directory = String(path)
        return .fail(
            "Dovecot works until it restarts, and will not start again: the directory of its log, \(directory), is gone",
            signature: "log \(directory)", evidence: subject.excerpt("runtime", "logs", lines: 3),
            remedy: [
                .run("mkdir -p -- \(directory)"),
                .note("If the directory is lost at each boot, have systemd-tmpfiles make it."), .restart,
            ])
    }

    private func judge(_ starter: Starter, _ subject: Subject) -> Judgement {
        let name = starter.unit.id
        if starter.startsAtBoot { return .pass("Dovecot starts at boot, by \(name)") }
        let state = starter.unit.properties["UnitFileState"] ?? "not enabled"
        return .fail(
            "the next boot leaves this host without Dovecot: \(name), which runs it, is \(state)",
            signature: "\(name) \(state)", evidence: subject.excerpt("service", "starter", lines: 8),
            remedy: [.act(.enable)])
    }

    private func withoutSystemd(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        guard let boot = subject.boot else {
            return .skipped("the host is not run by systemd, OpenRC or FreeBSD's rc: a container's engine starts it")
        }
        if boot.startsDovecot { return .pass("Dovecot starts at boot (\(boot.name))") }
        return .fail(
            "the next boot leaves this host without Dovecot: \(boot.name) does not start it", signature: boot.name,
            evidence: subject.excerpt("service", boot.part), remedy: [.act(.enable)])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does Dovecot start at boot?",
            why:
                "A service that was started by hand, as after a migration, is gone after the first reboot; and so is one"
                + " whose log cannot be written.",
            byHand: "\(Act.showBoot.usual)   # OpenRC: rc-update show; FreeBSD: sysrc dovecot_enable",
            remedies: [
                Act.enable.usual, "OpenRC: rc-update add dovecot default", "FreeBSD: sysrc dovecot_enable=YES",
            ],
            references: ["systemd.unit(5), [Install]"])
    }
}
