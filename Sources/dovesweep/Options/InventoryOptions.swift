internal import ArgumentParser
internal import Fleet
internal import FoundationEssentials
internal import Glibc
internal import Inventory

/// Where the inventory is, and what opens its vault.
struct InventoryOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("inventory")],
        help: """
            An Ansible inventory (file, folder or program), 'HOST,', or - for hosts on standard input. Repeatable; \
            default: $DOVESWEEP_INVENTORY, then inventory/.
            """)
    var inventories: [String] = []

    @Option(
        name: [.customLong("vault-password-file"), .customLong("vault-pass-file")],
        help: """
            A file that holds the password of ansible-vault, or a program that prints it. Repeatable; \
            default: $\(VaultPasswords.variable).
            """)
    var vaultPasswordFiles: [String] = []

    /// What stands on standard input, if an inventory does.
    var readsStandardInput: Bool { sources.contains("-") }

    private var sources: [String] {
        guard inventories.isEmpty else { return inventories }
        let variable = ProcessInfo.processInfo.environment["DOVESWEEP_INVENTORY"] ?? ""
        return [variable.isEmpty ? Self.usual : variable]
    }

    /// The folder that is read where none is named.
    private static let usual = "inventory/"

    /// As in a checkout of dovesweep, whose examples are nobody's hosts.
    private static var holdsExamplesAlone: Bool {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: usual)) ?? []
        return !files.isEmpty && files.allSatisfy { $0.hasPrefix("example") }
    }

    /// The inventory, and the vault that it was read with, which keeps what it has opened.
    func load() throws -> (inventory: HostInventory, vault: Vault) {
        let warnings = InventoryWarnings()
        defer { warn(warnings) }
        if sources == [Self.usual], inventories.isEmpty, unsafe access(Self.usual, F_OK) != 0 {
            throw CommandFailure(
                ExitStatus.usage,
                "no inventory is named, and there is no folder inventory/ here. Name one, as with -i hosts.ini, or the"
                    + " hosts themselves, with commas: -i mx1.example.net,")
        }
        if sources == [Self.usual], inventories.isEmpty, Self.holdsExamplesAlone {
            throw CommandFailure(
                ExitStatus.usage,
                "no inventory is named, and inventory/ holds examples alone. Name yours, as with -i hosts.ini, or the hosts"
                    + " themselves, with commas: -i mx1.example.net,")
        }
        do throws(InventoryError) {
            let vault = try VaultPasswords.vault(files: vaultPasswordFiles)
            let aids = InventoryAids(
                run: InventoryPrograms.run, standardInput: StandardInput.all, vault: vault, warnings: warnings)
            return (try HostInventory.load(sources: sources, aids: aids), vault)
        } catch {
            throw CommandFailure(error)
        }
    }
}

/// Tells on standard error what is odd in an inventory, or in patterns, and was passed over.
func warn(_ warnings: InventoryWarnings) {
    for line in warnings.lines { complain("warning: \(line)") }
}

/// Hosts of an inventory that were asked for, in inventory order.
struct ChosenHosts {
    let hosts: [InventoryHost]
    /// All that they were chosen from: their variables may refer to other hosts.
    let inventory: HostInventory
    /// What opens their sealed variables.
    let vault: Vault

    /// The hosts as they will be reached: by the inventory's variables, the options and OpenSSH's configuration.
    func fleet(_ defaults: HostDefaults) throws -> [Host] {
        hidePasswordVariables()
        do throws(InventoryError) {
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

    /// Takes passwords out of the environment before any program is run for a host: those of hosts that are not chosen too.
    private func hidePasswordVariables() {
        for host in inventory.hosts {
            if let name = host.probePasswordVariable(vault: vault, in: inventory) { SecretEnvironment.take(name) }
        }
    }

    /// The passwords that the inventory holds for a host, which is the one of `fleet` at the same place.
    func secrets(of host: InventoryHost, as reached: Host) throws -> AccessSecrets {
        do throws(InventoryError) {
            return try host.secrets(for: reached, vault: vault, in: inventory)
        } catch {
            throw CommandFailure(error)
        }
    }
}
