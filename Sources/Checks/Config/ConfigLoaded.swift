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
        if let absent = absentAddress(subject) { return self.absent(absent, subject) }
        let newer = try subject.output("service", "unloaded").filter { $0.hasPrefix("/") }.map(String.init)
        guard let first = newer.first else { return .pass("Dovecot runs the configuration that is on disk") }
        return .warn(
            "changed after Dovecot last loaded its configuration: \(newer.joined(separator: ", "))",
            signature: first, evidence: subject.excerpt("service", "unloaded"), remedy: remedy)
    }
}

extension ConfigLoaded {
    /// An address to listen on that neither the host nor a socket of Dovecot has.
    private func absentAddress(_ subject: HostFacts) -> String? {
        guard let own = try? subject.partIfCollected("sockets", "addresses"), own.status == 0,
            !own.lines.contains("nonlocal"), let sockets = try? subject.sockets()
        else { return nil }
        let written = ((try? subject.promised()) ?? []).flatMap(\.addresses)
        return written.first { text in
            guard let address = IPAddress(text), address.value != 0, !text.hasPrefix("127."), text != "::1" else {
                return false
            }
            return !subject.isOwn(text) && !sockets.contains { IPAddress($0.address) == address }
        }
    }

    /// A reload ends the master too: it panics (seen on 2.3.19 and 2.4.1).
    private func absent(_ address: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "the configuration has Dovecot listen on \(address), an address that this host does not have: logins work until"
                + " Dovecot restarts or reloads, which ends it",
            signature: "address \(address)", evidence: subject.excerpt("sockets", "addresses", lines: 8),
            remedy: [
                .run("grep -rnE '^ *(listen|address) *=' \(subject.settingsDirectory)"),
                .note(
                    """
                    Do not reload before this is mended. Set listen to addresses of this host or to \(setting: "*"), or give \
                    an interface the address \(address).
                    """),
            ])
    }

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
