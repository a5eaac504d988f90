import Fleet

struct ConfigLoaded: Check {
    let id = "config.loaded"
    let asks: Set<Condition> = .settings.union([.authProcess, .authClients])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard try subject.isRunning() else { return .skipped("Dovecot does not run, so nothing is loaded") }
        if let other = subject.otherConfiguration {
            return .warn(
                "Dovecot was started with \(other.used), and its tools read \(other.read)",
                signature: "\(other.used) \(other.read)", evidence: subject.excerpt("config", "written"),
                remedy: [
                    .note("Move the settings of \(other.used) into \(other.read) and restart Dovecot without -c.")
                ])
        }
        let newer = try subject.output("service", "unloaded").filter { $0.hasPrefix("/") }.map(String.init)
        guard let first = newer.first else { return .pass("Dovecot runs the configuration that is on disk") }
        return .warn(
            "changed after Dovecot last loaded its configuration: \(newer.joined(separator: ", "))",
            signature: first, evidence: subject.excerpt("service", "unloaded"), remedy: remedy)
    }
}

extension ConfigLoaded {
    private var remedy: Advice {
        [.note("Reload when the change must take effect. Open sessions continue."), .reload]
    }

    var explanation: Explanation {
        Explanation(
            title: "Does Dovecot run the configuration that is on disk?",
            why: "A change that is not loaded takes effect at the next restart, perhaps at night, and may break logins."
                + " Until then the files do not show what runs.",
            byHand: "find /etc/dovecot -name '*.conf' -newer /run/dovecot/auth-client",
            remedies: ["doveconf -n >/dev/null && doveadm reload"],
            references: ["Dovecot recreates its sockets at each start and reload, in 2.3 and in 2.4."])
    }
}
