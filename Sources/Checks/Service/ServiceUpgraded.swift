import Fleet

struct ServiceUpgraded: Check {
    let id = "service.upgraded"
    let asks: Set<Condition> = []

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard try subject.isRunning() else { return .skipped("Dovecot does not run") }
        if try subject.part("service", "pid").isDenied {
            throw MissingFact("only root can see which program the master runs")
        }
        if let removed = try subject.partIfCollected("service", "removed"),
            let module = removed.lines.first(where: { $0.hasPrefix("/") })
        {
            return gone(String(module), subject)
        }
        guard let binary = try subject.partIfCollected("service", "binary") else {
            return .skipped(HostFacts.olderAgent)
        }
        guard binary.status == 0 else {
            return .skipped("this system does not show which file a process was started from")
        }
        guard binary.firstLine.hasSuffix(" (deleted)") else { return .pass("the master runs \(binary.firstLine)") }
        return replaced(subject)
    }
}

extension ServiceUpgraded {
    private func gone(_ module: String, _ subject: HostFacts) -> Judgement {
        let driver = Package.Driver.allCases.first { module.contains($0.rawValue) }
        let install =
            driver.map { [Advice.Step.install(.driver($0))] } ?? [
                .note("Install the package that provides \(module).")
            ]
        return .fail(
            "\(module), which the auth process uses, was removed: it works only until Dovecot restarts",
            signature: module,
            evidence: subject.excerpt("service", "removed"),
            remedy: Advice([.note("Do not restart Dovecot before this is done.")] + install + [.restart]))
    }

    private func replaced(_ subject: HostFacts) -> Judgement {
        let version = (try? subject.version())?.text ?? "another version"
        return .warn(
            "Dovecot was upgraded (to \(version)) and not restarted: its master still runs the old program",
            signature: "not restarted", evidence: subject.excerpt("service", "binary"),
            remedy: [.note("A restart ends open sessions; clients reconnect."), .restart])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does Dovecot run the installed version?",
            why: "After an upgrade without a restart, the old master starts processes of the new version, which refuse"
                + " to work with it. A security hole that the upgrade closed stays open. If a database driver was"
                + " removed, the auth process fails at its next start.",
            byHand: "readlink /proc/$(cat /run/dovecot/master.pid)/exe   # ends in `(deleted)`",
            remedies: ["\(PlatformAction.restart.usual) (2.3 and 2.4)"],
            references: ["proc(5), /proc/pid/exe", "Log: `Dovecot version mismatch`"])
    }
}
