import Fleet

struct ServiceUpgraded: Check {
    let id = "service.upgraded"
    let asks: Set<Condition> = []

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        guard try subject.isRunning() else { return .skipped("Dovecot does not run") }
        if try subject.part("service", "pid").isDenied {
            throw Unjudgeable("only root may see which program the master runs")
        }
        if let removed = try subject.laterPart("service", "removed"), let module = removed.lines.first {
            return gone(String(module), subject)
        }
        guard let binary = try subject.laterPart("service", "binary") else { return .skipped(Subject.olderAgent) }
        guard binary.status == 0 else {
            return .skipped("this system does not tell which file a process was started from")
        }
        guard binary.firstLine.hasSuffix(" (deleted)") else { return .pass("the master runs \(binary.firstLine)") }
        return replaced(subject)
    }
}

extension ServiceUpgraded {
    private func gone(_ module: String, _ subject: Subject) -> Judgement {
        let driver = Package.Driver.allCases.first { module.contains($0.rawValue) }
        let install =
            driver.map { [Advice.Step.install(.driver($0))] } ?? [
                .note("Install the package that brings \(module).")
            ]
        return .fail(
            "\(module), which the auth process uses, was removed: it works until Dovecot restarts", signature: module,
            evidence: subject.excerpt("service", "removed"),
            remedy: Advice([.note("Do not restart Dovecot before.")] + install + [.restart]))
    }

    private func replaced(_ subject: Subject) -> Judgement {
        let version = (try? subject.version())?.text ?? "another version"
        return .warn(
            "Dovecot was upgraded (to \(version)) and not restarted: its master still runs the program of before",
            signature: "not restarted", evidence: subject.excerpt("service", "binary"),
            remedy: [.note("A restart ends open sessions, and clients come back."), .restart])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the program run that is installed?",
            why: "After an upgrade without a restart the old master starts new processes of another version, which"
                + " refuse to work with it; and a hole that the upgrade closed stays open. A database driver that was"
                + " removed is missed at the next start of the auth process.",
            byHand: "readlink /proc/$(cat /run/dovecot/master.pid)/exe   # ends in `(deleted)`",
            remedies: ["\(Act.restart.usual) (2.3 and 2.4)"],
            references: ["proc(5), /proc/pid/exe", "Log: `Dovecot version mismatch`"])
    }
}
