internal import ArgumentParser
internal import Inventory

/// Which hosts: the inventory and the patterns that choose from it.
struct HostOptions: ParsableArguments {
    @Argument(
        help: """
            Hosts, groups, globs and ~REGEX; ':' or ',' joins, '&' intersects, '!' excludes, [0:3] slices, as in Ansible.
            """)
    var patterns: [String] = []

    @OptionGroup var source: InventoryOptions

    @Option(
        name: [.short, .customLong("limit")],
        help: "Limit the hosts to this pattern; @FILE holds patterns, a line each.")
    var limits: [String] = []

    /// The hosts that were asked for, in inventory order.
    func selected() throws -> ChosenHosts {
        let (inventory, vault) = try source.load()
        do throws(InventoryError) {
            let warnings = InventoryWarnings()
            let hosts = try inventory.select(patterns: patterns, limit: limits, warnings: warnings)
            warn(warnings)
            return ChosenHosts(hosts: hosts, inventory: inventory, vault: vault)
        } catch {
            // The files are right; it is the pattern on the command line that is not.
            throw CommandFailure(ExitStatus.usage, error.description)
        }
    }
}
