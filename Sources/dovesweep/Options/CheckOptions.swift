internal import ArgumentParser
internal import Checks
internal import Fleet
internal import Inventory

/// What is asked of the hosts.
struct CheckOptions: ParsableArguments {
    @Option(help: "Only this item or check (repeatable): tls, tls.expiry.")
    var only: [String] = []

    @Option(help: "Not this item or check (repeatable).")
    var skip: [String] = []

    @Flag(help: "Do not connect to the mail services from here, as a client does.")
    var noOutside = false

    @Flag(help: "Do not connect to a host's own mail services through its SSH connection.")
    var noTunnel = false

    @Flag(
        help:
            "After the login also LIST and EXAMINE the INBOX, and ask for its quota: only where the mailbox is there."
    )
    var openMailbox = false

    @Flag(help: "After a migration: mail must exist, not merely be creatable.")
    var migrated = false

    @Option(help: "An authority (PEM) to trust beside the system's.")
    var caFile: String?

    @Option(
        help: "Days before a certificate expires from which to warn. Default: 21, or a third of its lifetime.",
        transform: Measure.days)
    var expiryWarning: Int?

    @OptionGroup var own: CatalogueOptions

    /// The catalogue to judge by, in which every name of `--only` and `--skip` must be.
    func catalogue() throws -> Catalogue {
        let catalogue = try own.catalogue()
        let items = catalogue.items.map(\.rawValue)
        let known = Set(items + catalogue.checks.map(\.id))
        for name in only + skip where !known.contains(name) {
            throw CommandFailure(
                ExitStatus.usage,
                "“\(name)” is no item and no check. \(Suggestion.sentence(for: name, among: known.sorted()))"
                    + "The items are \(items.joined(separator: " ")); the checks: dovesweep checks list")
        }
        return catalogue
    }

    var parameters: Parameters {
        var parameters = Parameters()
        parameters.isMigrated = migrated
        parameters.expiryWarningDays = expiryWarning
        parameters.looksOutside = !noOutside
        parameters.looksThrough = !noTunnel
        parameters.opensMailbox = openMailbox
        parameters.caFile = caFile
        parameters.only = only
        parameters.skip = skip
        return parameters
    }
}
