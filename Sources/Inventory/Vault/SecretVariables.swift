package import Diagnostics
package import Fleet

extension InventoryHost {
    /// Passwords from the inventory. `host(defaults:)` reports wrong ones.
    package func secrets(
        for host: Host, vault: Vault = .locked, in inventory: HostInventory? = nil
    ) throws(InputError) -> AccessSecrets {
        var reader = VariableReader(self, home: "", vault: vault, inventory: inventory)
        let become = try host.become.map { become throws(InputError) in try reader.becomePassword(by: become.method)
        }
        return AccessSecrets(login: try reader.loginPassword(), become: become ?? nil)
    }
}

extension InventoryHost {
    /// The environment variable with the probe account's password.
    package func probePasswordVariable(vault: Vault = .locked, in inventory: HostInventory? = nil) -> String? {
        let name = "dovesweep_probe_password_env"
        guard variable(name) != nil else { return nil }
        var reader = VariableReader(self, home: "", vault: vault, inventory: inventory)
        return (try? reader.text(name))?.text
    }
}

extension VariableReader {
    mutating func loginPassword() throws(InputError) -> Secret? {
        try secret("ansible_password", "ansible_ssh_pass", "ansible_ssh_password")
    }

    mutating func becomePassword(by method: Host.Become.Method) throws(InputError) -> Secret? {
        try secret("ansible_become_password", "ansible_become_pass", "ansible_\(method)_pass")
    }

    /// A line end would send the rest of the password to another program.
    private mutating func secret(_ names: String...) throws(InputError) -> Secret? {
        guard let (text, source) = try text(named: names) else { return nil }
        guard !text.utf8.contains(where: { $0 == 10 || $0 == 13 || $0 == 0 }) else {
            throw wrong("a password", nil, at: source, "has a line break", "Write it on one line.")
        }
        return Secret(Array(text.utf8))
    }
}
