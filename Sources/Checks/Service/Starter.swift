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
    /// nil where the package's unit runs it, or nothing is known of what does.
    var starter: Starter? {
        guard let part = try? laterPart("service", "starter"), part.status == 0 else { return nil }
        return UnitState.all(in: part.lines).first { $0.isLoaded }.map { Starter(unit: $0) }
    }

    /// A remedy in the words of this host, whose Dovecot another unit runs.
    func adapted(_ remedy: Remedy) -> Remedy {
        guard let name = starter?.unit.id else { return remedy }
        return Remedy(
            remedy.steps.map { step in
                switch step {
                case .restart: .run("doveconf -xn >/dev/null && systemctl restart \(name)")
                case .start: .run("systemctl start \(name)")
                default: step
                }
            })
    }
}

extension Remedy.Step {
    static func ~= (pattern: Self, step: Self) -> Bool { pattern == step }
}
