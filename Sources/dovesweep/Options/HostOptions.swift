internal import ArgumentParser
internal import Fleet
internal import FoundationEssentials
internal import Inventory

/// Which hosts: the inventory and the patterns that choose from it.
struct HostOptions: ParsableArguments {
    @Argument(help: "Hosts, groups and globs; ':' or ',' joins, '&' intersects, '!' excludes, as in Ansible.")
    var patterns: [String] = []

    @Option(
        name: [.short, .customLong("inventory")],
        help: "An Ansible inventory (file or folder), or 'HOST,'. Default: $DOVESWEEP_INVENTORY, then inventory/.")
    var inventories: [String] = []

    @Option(name: [.short, .customLong("limit")], help: "Of those, only what this pattern chooses.")
    var limits: [String] = []

    /// The hosts that were asked for, in inventory order.
    func selected() throws -> [InventoryHost] {
        let inventory: HostInventory
        do throws(InventoryError) { inventory = try loaded() } catch { throw CommandFailure(error) }
        do throws(InventoryError) {
            return try inventory.select(patterns: patterns, limit: limits)
        } catch {
            // The files are right; it is the pattern on the command line that is not.
            throw CommandFailure(ExitStatus.usage, error.description)
        }
    }

    /// The hosts that were asked for as they will be reached, whatever option or variable says so.
    func fleet(_ defaults: HostDefaults) throws -> [Host] {
        try Self.fleet(try selected(), defaults)
    }

    /// These hosts as they will be reached: by the inventory's variables, the options and OpenSSH's configuration.
    static func fleet(_ chosen: [InventoryHost], _ defaults: HostDefaults) throws -> [Host] {
        do throws(InventoryError) {
            let routes = try SSHRoutes(for: Coordinator.here, files: DiskFiles(), running: Coordinator.succeeds)
            var fleet: [Host] = []
            for host in chosen { fleet.append(try host.host(defaults: defaults, routes: routes)) }
            return fleet
        } catch {
            throw CommandFailure(error)
        }
    }

    private func loaded() throws(InventoryError) -> HostInventory {
        let variable = ProcessInfo.processInfo.environment["DOVESWEEP_INVENTORY"].flatMap { $0.isEmpty ? nil : $0 }
        return try HostInventory.load(sources: inventories.isEmpty ? [variable ?? "inventory/"] : inventories)
    }
}
