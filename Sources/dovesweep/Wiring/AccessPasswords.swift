internal import Credentials
internal import Diagnostics
internal import Fleet
internal import Inventory

/// Collects the passwords of SSH and sudo, from the inventory and the terminal, before the sweep.
enum AccessPasswords {
    /// By host name; a host's variables override the terminal, as in Ansible.
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

    /// nil for an empty answer.
    private static func ask(_ option: String, _ text: String) throws -> Secret? {
        guard let typed = TerminalPrompt.ask(text) else {
            throw CommandFailure(
                ExitStatus.usage,
                "\(option): there is no terminal to ask at. Set the password in the inventory (ansible_password, "
                    + "ansible_become_password)")
        }
        return typed.isEmpty ? nil : Secret(typed)
    }
}
