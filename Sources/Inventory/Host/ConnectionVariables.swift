internal import Diagnostics
internal import Fleet
internal import TextFiles
internal import SSHConfig

/// SSH connection settings, read as Ansible's `ssh` connection plugin reads them.
extension VariableReader {
    mutating func sshArguments() throws(InputError) -> SSHArguments {
        var arguments = SSHArguments()
        for name in ["ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args"] {
            guard let (_, variable) = variable(name), variable.value.plain != .string(""),
                let (text, source) = try text(name)
            else { continue }
            let before = arguments.refused.count
            do throws(ShellWords.Failure) {
                try arguments.read(text, from: source)
            } catch {
                throw wrong(name, text, at: variable.source, "cannot be read: \(error.rawValue)", "Close it.")
            }
            for argument in arguments.refused.dropFirst(before) {
                let what =
                    vaulted.contains(name)
                    ? "something that ansible-vault encrypted" : "\"\(Excerpt.of(argument.text))\""
                refuse("\(source): \(name) has \(what), which dovesweep does not support: \(argument.advice).")
            }
        }
        return arguments
    }

    /// From the variables, else from the command's options. They win over `sshArguments`.
    mutating func accountAndPort(_ defaults: HostDefaults) throws(InputError) -> [SSHOption] {
        var options: [SSHOption] = []
        let given = Source(file: "the command line")
        if let (user, source) = try text("ansible_user", "ansible_ssh_user") ?? defaults.user.map({ ($0, given) }) {
            options.append(.user(user, from: source))
        }
        if let (text, source) = try text("ansible_port", "ansible_ssh_port") {
            guard let port = Port(text) else {
                throw wrong("ansible_port", text, at: source, "is not a port", "Write a number from 1 to 65535.")
            }
            options.append(.port(port, from: source))
        } else if let port = defaults.port {
            options.append(.port(port, from: given))
        }
        return options
    }

    /// The path of the private key, which must exist.
    mutating func keyFile(_ option: String?) throws(InputError) -> String? {
        try path("ansible_private_key_file", "ansible_ssh_private_key_file", isBesideItsFile: false) ?? option
    }

    mutating func refuseWhatSSHCannotDo() throws(InputError) {
        _ = try loginPassword()
        for name in ["private_key", "private_key_passphrase", "pkcs11_provider"].flatMap({
            ["ansible_\($0)", "ansible_ssh_\($0)"]
        }) {
            refuse(
                name,
                "is set, but dovesweep reads keys only from files and from the SSH agent: add the key to the agent, "
                    + "and remove this"
            )
        }
        guard let (text, source) = try text("ansible_connection") else { return }
        guard !["ssh", "smart", "paramiko", "paramiko_ssh"].contains(text.split(separator: ".").last ?? "") else {
            return
        }
        let shown = quoted(text, of: "ansible_connection")
        refuse("\(source): ansible_connection is \(shown): dovesweep connects only over SSH.")
    }
}
