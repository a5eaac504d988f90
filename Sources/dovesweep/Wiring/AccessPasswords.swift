internal import Fleet
internal import Inventory

/// Gathers the passwords of SSH and sudo, the inventory's and those of the person at the terminal, before any host is begun.
enum AccessPasswords {
    /// By the names of their hosts; a host's own variables win, as in Ansible.
    static func load(
        for chosen: ChosenHosts, as fleet: [Host], asking options: ConnectionOptions
    ) throws -> [String: AccessSecrets] {
        let asked = try ask(options)
        var secrets: [String: AccessSecrets] = [:]
        for (source, host) in zip(chosen.hosts, fleet) {
            var own = try chosen.secrets(of: source, as: host)
            own.login = own.login ?? asked.login
            if host.become != nil { own.become = own.become ?? asked.become }
            if own.login != nil || own.become != nil { secrets[host.name] = own }
        }
        return secrets
    }

    private static func ask(_ options: ConnectionOptions) throws -> AccessSecrets {
        var asked = AccessSecrets()
        if options.asksPassword {
            asked.login = try ask("--ask-pass", "SSH password: ")
        }
        if options.asksBecomePassword {
            let rest = asked.login == nil ? "" : " (empty: the SSH password)"
            asked.become = try ask("--ask-become-pass", "sudo password\(rest): ") ?? asked.login
        }
        return asked
    }

    /// What was typed; nil for nothing.
    private static func ask(_ option: String, _ text: String) throws -> Secret? {
        guard let typed = PersonAtTerminal.ask(text) else {
            throw CommandFailure(
                ExitStatus.usage,
                "\(option): there is no terminal to ask at; passwords may stand in the inventory (ansible_password, "
                    + "ansible_become_password)")
        }
        return typed.isEmpty ? nil : Secret(typed)
    }
}
