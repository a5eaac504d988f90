/// How a host is reached: Ansible's own variables, read as its `ssh` connection plugin reads them.
extension VariableReader {
    /// What the variables that hold arguments of `ssh` ask for; what cannot be honoured is refused.
    mutating func sshArguments() throws(InventoryError) -> SSHArguments {
        var arguments = SSHArguments()
        for name in ["ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args"] {
            guard let (_, variable) = variable(name), variable.value != .string(""),
                let (text, source) = try text(name)
            else { continue }
            let before = (refused: arguments.refused.count, options: arguments.options.count)
            do throws(ShellWords.Failure) {
                try arguments.read(text, from: source)
            } catch {
                throw wrong(name, text, at: variable.source, "cannot be read: \(error.rawValue)", "Close it.")
            }
            for argument in arguments.refused.dropFirst(before.refused) {
                refuse(
                    "\(source): \(name) asks for \"\(Excerpt.of(argument.text))\", which dovesweep cannot do: "
                        + "\(argument.advice).")
            }
            for option in arguments.options.dropFirst(before.options) where option.isHonoured && !option.isCarried {
                refuse(
                    "\(source): \(name) asks for \"\(Excerpt.of(option.text))\", which dovesweep cannot do: "
                        + "remove it for dovesweep, or reach the host another way.")
            }
        }
        if let file = arguments.configurationFile {
            refuse(
                "its ssh arguments ask for the configuration \"\(Excerpt.of(file))\", which dovesweep cannot do yet.")
        }
        return arguments
    }

    /// The port: the variable, else the option, else what `ssh` would be told.
    mutating func port(_ option: Int?, _ argument: Int?) throws(InventoryError) -> Int {
        guard let (text, source) = try text("ansible_port", "ansible_ssh_port") else { return option ?? argument ?? 22 }
        guard let port = Int(digits: text), (1...65_535).contains(port) else {
            throw wrong("ansible_port", text, at: source, "is no port", "Write a number from 1 to 65535.")
        }
        return port
    }

    /// The key file: one, whoever names it.
    mutating func keyFile(_ option: String?, _ arguments: [String]) throws(InventoryError) -> String? {
        let named = try path("ansible_private_key_file", "ansible_ssh_private_key_file", isBesideItsFile: false)
        let files =
            [named ?? option].compactMap(\.self) + arguments.map { $0.hasPrefix("~/") ? home + $0.dropFirst() : $0 }
        if Set(files).count > 1 {
            refuse(
                "its variables name several key files (\(files.map(Excerpt.of).joined(separator: ", "))), "
                    + "and dovesweep logs in with one: keep one, or load the keys into the SSH agent.")
        }
        return files.first
    }

    /// Refuses what asks for another way of connecting or logging in than SSH with a key file or a password.
    mutating func refuseWhatSSHCannotDo() throws(InventoryError) {
        _ = try loginPassword()
        for name in ["private_key", "private_key_passphrase", "pkcs11_provider"].flatMap({
            ["ansible_\($0)", "ansible_ssh_\($0)"]
        }) {
            refuse(
                name,
                "is set, and dovesweep takes keys from files and the SSH agent alone: load it there, and remove it")
        }
        guard let (text, source) = try text("ansible_connection") else { return }
        guard !["ssh", "smart", "paramiko", "paramiko_ssh"].contains(text.split(separator: ".").last ?? "") else {
            return
        }
        refuse("\(source): ansible_connection is \"\(Excerpt.of(text))\": dovesweep connects by SSH alone.")
    }
}
