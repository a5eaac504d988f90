internal import Diagnostics

/// Dovesweep's own variables; an unknown name is an error.
enum KnownVariables {
    static let own = [
        "dovesweep_probe_user", "dovesweep_probe_password_file", "dovesweep_probe_password_command",
        "dovesweep_probe_password_env", "dovesweep_public_name", "dovesweep_public_address", "dovesweep_protocols",
        "dovesweep_ca_file", "dovesweep_role", "dovesweep_state",
    ]

    /// Honoured variables, and others with similar names.
    private static let ansibles = [
        "ansible_host", "ansible_port", "ansible_user", "ansible_password", "ansible_connection",
        "ansible_ssh_host", "ansible_ssh_port", "ansible_ssh_user", "ansible_ssh_pass", "ansible_ssh_password",
        "ansible_private_key_file", "ansible_ssh_private_key_file", "ansible_ssh_common_args", "ansible_ssh_extra_args",
        "ansible_become", "ansible_become_method", "ansible_become_user", "ansible_become_password",
        "ansible_become_pass", "ansible_ssh_args", "ansible_sftp_extra_args", "ansible_scp_extra_args", "ansible_pass",
        "ansible_become_exe", "ansible_become_flags", "ansible_hostname", "ansible_groups", "ansible_roles",
        "ansible_private_key", "ansible_ssh_private_key", "ansible_ssh_port", "ansible_ssh_timeout", "ansible_timeout",
    ]

    /// Warns of a probable misspelling, which Ansible ignores silently.
    static func remark(on name: String, at source: Source) -> InputError.Problem? {
        guard name.hasPrefix("ansible_"), !ansibles.contains(name) else { return nil }
        let alike = ansibles.filter { abs($0.utf8.count - name.utf8.count) < 2 }
        guard let near = Suggestion.names(near: name, among: alike).first else { return nil }
        return .init(
            "this variable is known neither to Ansible nor to dovesweep", text: name, at: source,
            remedy: "Did you mean \"\(near)\"?"
        )
    }

    /// Refuses unknown names that begin with `dovesweep_`.
    static func check(_ name: String, at source: Source) throws(InputError) {
        guard !name.isEmpty else {
            throw InputError(
                .init("a variable has no name", text: "", at: source, remedy: "Give it one, or remove it."))
        }
        guard name.hasPrefix("dovesweep_"), !own.contains(name) else { return }
        let near = Suggestion.sentence(for: name, among: own)
        throw InputError(
            .init(
                "dovesweep has no such variable", text: name, at: source,
                remedy: near.isEmpty
                    ? "The variables are \(own.joined(separator: ", "))." : "\(near)Correct it, or remove it.")
        )
    }
}
