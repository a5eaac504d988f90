internal import Fleet

/// Explains why a started agent never greeted.
struct AgentStartFailure {
    let host: Host
    let status: Int?
    let errors: [UInt8]
    let noise: [UInt8]
    let knowsPassword: Bool

    var failure: HostFailure {
        if isExpired {
            let user = host.user ?? "the account"
            return HostFailure(
                .sshAuth,
                "the password of \(user) has expired, and the host runs nothing until it is changed: log in by "
                    + "hand and change it, or let it never expire (chage -M -1 \(user))")
        }
        if let become = host.become, let reason = refusal(by: become.method.rawValue) {
            return HostFailure(.sudo, reason)
        }
        let ending = status.map { "exit status \($0)" } ?? "no exit status"
        let quoted = said.isEmpty ? "" : ": “\(said)”"
        return HostFailure(.shell, "the login shell did not run the agent (\(ending))\(quoted)")
    }

    /// Whether sshd wants a password change (`do_pwchange` in OpenSSH's session.c).
    private var isExpired: Bool {
        [errors, noise].contains { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            return text.contains("Password change required but no TTY available")
                || text.contains("Your password has expired")
        }
    }

    private func refusal(by tool: String) -> String? {
        let text = String(decoding: errors, as: UTF8.self)
        let isForRule = text.contains("not allowed to execute") || text.contains("sudoers")
        // Sudo translates what it says, and does not always begin with its name; nologin writes to the output.
        guard
            isForRule || text.contains("\(tool):") || status == 127 && text.contains(tool)
                || tool == "sudo" && status == 1 && !said.isEmpty && lastLine(of: errors) != nil
        else { return nil }
        let user = host.user ?? "the account"
        if text.contains("not found") || text.contains("No such file") {
            return "\(tool) is not installed there: log in as root, or set ansible_become: false"
        }
        if text.contains("password is required") || text.contains("terminal is required")
            || text.contains("Authentication required") || text.contains("Authorization required")
        {
            return "\(tool) wants a password from \(user)" + advice(on: tool)
        }
        let rule = tool == "sudo" && isForRule ? ". \(missingRule)" : ""
        return "\(tool) refused \(user): “\(said)”\(rule)"
    }

    /// A rule for the command without a password does not allow the one with a password.
    private var missingRule: String {
        guard knowsPassword else { return "Add this line to sudoers: \(sudoers())" }
        return "With a sudo password, dovesweep runs another command, which sudoers does not allow. If sudoers has "
            + "NOPASSWD: /bin/sh -s, leave out the password. Else add this line to sudoers: \(sudoers())"
    }

    /// With a password `SudoPrompt` runs another command.
    private func sudoers(password: Bool? = nil) -> String {
        let root = host.become?.user ?? "root"
        let command = password ?? knowsPassword ? "/bin/sh" : "NOPASSWD: /bin/sh -s"
        return "\(host.user ?? "USER") ALL=(\(root)) \(command)"
    }

    private func advice(on tool: String) -> String {
        if tool == "sudo" {
            return ": give it with --ask-become-pass or ansible_become_password, or add a line to sudoers (visudo -f "
                + "/etc/sudoers.d/dovesweep): \(sudoers(password: false))"
        }
        let excuse = knowsPassword ? ", but reads it only from a terminal, so it was not given" : ""
        return "\(excuse): allow /bin/sh -s without a password (nopass)"
    }

    private var said: String {
        let line = lastLine(of: errors) ?? lastLine(of: noise) ?? ""
        return String(line.prefix(200))
    }

    private func lastLine(of bytes: [UInt8]) -> String? {
        bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }).last { $0.contains { $0 > 32 } }
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
