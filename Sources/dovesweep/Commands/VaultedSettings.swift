internal import Credentials
internal import Inventory
internal import Reach

/// Which settings of a host ansible-vault encrypts; they are not shown.
struct VaultedSettings {
    let address: Bool
    let port: Bool
    let user: Bool
    let keyFile: Bool
    /// Arguments of `ssh`, such as jump hosts.
    let way: Bool

    init(of host: InventoryHost, _ chosen: ChosenHosts) throws(InventoryError) {
        let (vault, inventory) = (chosen.vault, chosen.inventory)
        var way = false
        for name in ["ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args"] where !way {
            way = try host.isVaulted(name, vault: vault, in: inventory)
        }
        self.way = way
        address = way ? true : try host.isVaulted("ansible_host", "ansible_ssh_host", vault: vault, in: inventory)
        port = way ? true : try host.isVaulted("ansible_port", "ansible_ssh_port", vault: vault, in: inventory)
        user = way ? true : try host.isVaulted("ansible_user", "ansible_ssh_user", vault: vault, in: inventory)
        keyFile =
            way
            ? true
            : try host.isVaulted(
                "ansible_private_key_file", "ansible_ssh_private_key_file", vault: vault, in: inventory)
    }
}

extension VaultedSettings {
    static func shown(_ text: String, unless isSealed: Bool) -> String {
        isSealed ? DecryptedValue.remark : text
    }

    static func shown(_ texts: [String], unless isSealed: Bool) -> [String] {
        isSealed && !texts.isEmpty ? [DecryptedValue.remark] : texts
    }
}
