internal import Diagnostics
package import Fleet
package import Inventory
internal import SSHConfig
internal import TextFiles

/// In inventory order.
package struct ChosenHosts {
    package let hosts: [InventoryHost]
    /// Variables may refer to hosts that are not selected.
    package let inventory: HostInventory
    package let vault: Vault

    package init(hosts: [InventoryHost], inventory: HostInventory, vault: Vault) {
        (self.hosts, self.inventory, self.vault) = (hosts, inventory, vault)
    }

    /// Applies the inventory's variables, the options and OpenSSH's configuration.
    package func fleet(_ defaults: HostDefaults) throws -> [Host] {
        hidePasswordVariables()
        do throws(InputError) {
            let routes = try SSHRoutes(for: Coordinator.here, files: DiskFiles(), running: Coordinator.succeeds)
            var fleet: [Host] = []
            for host in hosts {
                fleet.append(try host.host(defaults: defaults, routes: routes, vault: vault, in: inventory))
            }
            return fleet
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Removes passwords from the environment before a program runs for a host, even those of hosts not selected.
    private func hidePasswordVariables() {
        for host in inventory.hosts {
            if let name = host.probePasswordVariable(vault: vault, in: inventory) { SecretEnvironment.take(name) }
        }
    }

    /// The inventory's passwords; `reached` is the same host in `fleet`.
    package func secrets(of host: InventoryHost, as reached: Host) throws -> AccessSecrets {
        do throws(InputError) {
            return try host.secrets(for: reached, vault: vault, in: inventory)
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension ChosenHosts {
    /// In the order of `fleet`.
    package func only(_ fleet: [Host]) -> ChosenHosts {
        let own = Dictionary(hosts.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        return ChosenHosts(hosts: fleet.compactMap { own[$0.name] }, inventory: inventory, vault: vault)
    }
}
