package import Diagnostics
package import Inventory

/// Which settings of a host ansible-vault encrypts; they are not shown.
package struct VaultedSettings {
    package let address: Bool
    package let port: Bool
    package let user: Bool
    package let keyFile: Bool
    /// Arguments of `ssh`, such as jump hosts.
    package let sshArguments: Bool

    package init(of host: InventoryHost, _ chosen: ChosenHosts) throws(InputError) {
        let (vault, inventory) = (chosen.vault, chosen.inventory)
        var sshArguments = false
        for name in ["ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args"] where !sshArguments {
            sshArguments = try host.isVaulted(name, vault: vault, in: inventory)
        }
        self.sshArguments = sshArguments
        address =
            sshArguments ? true : try host.isVaulted("ansible_host", "ansible_ssh_host", vault: vault, in: inventory)
        port = sshArguments ? true : try host.isVaulted("ansible_port", "ansible_ssh_port", vault: vault, in: inventory)
        user = sshArguments ? true : try host.isVaulted("ansible_user", "ansible_ssh_user", vault: vault, in: inventory)
        keyFile =
            sshArguments
            ? true
            : try host.isVaulted(
                "ansible_private_key_file", "ansible_ssh_private_key_file", vault: vault, in: inventory)
    }
}

extension VaultedSettings {
    package static func shown(_ text: String, unless isSealed: Bool) -> String {
        isSealed ? DecryptedValue.remark : text
    }

    package static func shown(_ texts: [String], unless isSealed: Bool) -> [String] {
        isSealed && !texts.isEmpty ? [DecryptedValue.remark] : texts
    }
}
