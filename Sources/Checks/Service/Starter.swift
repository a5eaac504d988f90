import Fleet

/// The unit that runs Dovecot, where that is another than the package's: a unit of another name, or a supervisor's.
struct Starter: Sendable, Equatable {
    let unit: UnitState

    /// Whether a boot comes to it.
    var startsAtBoot: Bool {
        let isEnabled = ["enabled", "enabled-runtime"].contains(unit.properties["UnitFileState"])
        let wanted = ["WantedBy", "RequiredBy", "UpheldBy", "TriggeredBy"].contains {
            unit.properties[$0]?.isEmpty == false
        }
        return isEnabled || wanted
    }
}

extension Subject {
    /// nil where the package's unit runs it, or nothing is known of what does. What was started by hand belongs to the
    /// unit of the login.
    var starter: Starter? {
        guard let unit = strangeUnit, !isOfLogins(unit.id), !isOfJobs(unit.id) else { return nil }
        return Starter(unit: unit)
    }

    /// The unit of a job, as cron has them, that has started Dovecot: whether a boot runs it again is not known.
    var startingJob: UnitState? { strangeUnit.flatMap { isOfJobs($0.id) ? $0 : nil } }

    private var strangeUnit: UnitState? {
        guard let part = try? laterPart("service", "starter"), part.status == 0 else { return nil }
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
