internal import Fleet

/// Says why an agent that was started never greeted, from what was printed in its place.
struct NoGreeting {
    let host: Host
    let status: Int?
    let errors: [UInt8]
    let noise: [UInt8]
    /// Whether there is a password that could have been given.
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

    /// Whether sshd lets us in to change the password and for nothing else (`do_pwchange` of OpenSSH's session.c).
    private var isExpired: Bool {
        [errors, noise].contains { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            return text.contains("Password change required but no TTY available")
                || text.contains("Your password has expired")
        }
    }

    /// What sudo or doas said in refusing, as advice; nil where it was not they who refused.
    private func refusal(by tool: String) -> String? {
        let text = String(decoding: errors, as: UTF8.self)
        guard text.contains("\(tool):") || text.contains("\(tool): ") || status == 127 && text.contains(tool) else {
            return nil
        }
        let user = host.user ?? "the account"
        if text.contains("not found") || text.contains("No such file") {
            return "\(tool) is not installed there: log in as root, or set ansible_become: false"
        }
        if text.contains("password is required") || text.contains("terminal is required")
            || text.contains("Authentication required") || text.contains("Authorization required")
        {
            return "\(tool) wants a password from \(user)" + advice(on: tool)
        }
        let isForRule = text.contains("not allowed") || text.contains("sudoers")
        let rule = tool == "sudo" && isForRule ? "; what it takes is a line of sudoers: \(sudoers())" : ""
        return "\(tool) refused \(user): “\(said)”\(rule)"
    }

    /// The line that allows it. Where sudo asks for a password the agent's shell is begun in another way.
    private func sudoers(password: Bool? = nil) -> String {
        let root = host.become?.user ?? "root"
        let command = password ?? knowsPassword ? "/bin/sh" : "NOPASSWD: /bin/sh -s"
        return "\(host.user ?? "USER") ALL=(\(root)) \(command)"
    }

    private func advice(on tool: String) -> String {
        if tool == "sudo" {
            return ": give it by --ask-become-pass or ansible_become_password, or add a line to sudoers (visudo -f "
                + "/etc/sudoers.d/dovesweep): \(sudoers(password: false))"
        }
        let excuse = knowsPassword ? ", and takes it at a terminal alone, so it was not given" : ""
        return "\(excuse): allow it without (nopass), for /bin/sh -s"
    }

    /// The last line that was printed, the errors' before the output's.
    private var said: String {
        let line = lastLine(of: errors) ?? lastLine(of: noise) ?? ""
        return String(line.prefix(200))
    }

    private func lastLine(of bytes: [UInt8]) -> String? {
        bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }).last { $0.contains { $0 > 32 } }
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
