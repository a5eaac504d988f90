internal import ArgumentParser
internal import Credentials
internal import Diagnostics
internal import Inventory

struct HostOptions: ParsableArguments {
    @Argument(
        help: """
            Hosts, groups, globs and ~REGEX; ':' or ',' joins, '&' intersects, '!' excludes, [0:3] slices, as in \
            Ansible.
            """)
    var patterns: [String] = []

    @OptionGroup var source: InventoryOptions

    @Option(
        name: [.short, .customLong("limit")],
        help: "Limit the hosts to this pattern; @FILE has one pattern on each line.")
    var limits: [String] = []

    /// In inventory order.
    func selected() throws -> ChosenHosts {
        let (inventory, vault) = try source.load()
        do throws(InputError) {
            let warnings = InventoryWarnings()
            let hosts = try inventory.select(patterns: patterns, limit: limits, warnings: warnings)
            warn(warnings)
            return ChosenHosts(hosts: hosts, inventory: inventory, vault: vault)
        } catch {
            // The inventory is valid, and the command line's pattern is not.
            throw CommandFailure(ExitStatus.usage, error.description)
        }
    }
}
