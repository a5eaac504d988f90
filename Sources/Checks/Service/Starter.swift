import Fleet

/// The unit that runs Dovecot, if not the package's.
struct Starter: Sendable, Equatable {
    let unit: UnitState

    var startsAtBoot: Bool {
        let isEnabled = ["enabled", "enabled-runtime"].contains(unit.properties["UnitFileState"])
        let wanted = ["WantedBy", "RequiredBy", "UpheldBy", "TriggeredBy"].contains {
            unit.properties[$0]?.isEmpty == false
        }
        return isEnabled || wanted
    }
}

extension HostFacts {
    /// nil if it is the package's, or not known. A Dovecot started by hand is in a login's unit.
    var starter: Starter? {
        guard let unit = strangeUnit, !isOfLogins(unit.id), !isOfJobs(unit.id) else { return nil }
        return Starter(unit: unit)
    }

    /// A job's unit, such as cron's; whether a boot runs it again is not known.
    var startingJob: UnitState? { strangeUnit.flatMap { isOfJobs($0.id) ? $0 : nil } }

    private var strangeUnit: UnitState? {
        guard let part = try? partIfCollected("service", "starter"), part.status == 0 else { return nil }
        return UnitState.all(in: part.lines).first { $0.isLoaded }
    }

    private func isOfLogins(_ unit: String) -> Bool {
        ["ssh.", "ssh@", "sshd.", "sshd@", "dropbear.", "getty@", "serial-getty@", "console-getty.", "user@"]
            .contains { unit.begins(with: $0) }
    }

    private func isOfJobs(_ unit: String) -> Bool {
        ["cron.", "crond.", "cronie.", "anacron.", "atd."].contains { unit.begins(with: $0) }
    }
}
