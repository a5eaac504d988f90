internal import ArgumentParser
internal import Checks
internal import Diagnostics
internal import Fleet
internal import Inventory

struct CheckOptions: ParsableArguments {
    @Option(help: "Run only this item or check, such as tls or tls.expiry (repeatable).")
    var only: [String] = []

    @Option(help: "Leave out this item or check (repeatable).")
    var skip: [String] = []

    @Flag(help: "Do not connect to the mail services from this machine, as a mail client does.")
    var noOutside = false

    @Flag(help: "Do not connect to the mail services of a host through its SSH connection.")
    var noTunnel = false

    @Flag(
        help:
            "After the login, also LIST and EXAMINE the INBOX and get its quota, if the mailbox exists."
    )
    var openMailbox = false

    @Flag(help: "After a migration: mail must exist. It is not enough that it can be created.")
    var migrated = false

    @Option(help: "A file with CA certificates (PEM) to trust in addition to the system's.")
    var caFile: String?

    @Option(
        help: """
            Warn this many days before a certificate expires. Default: 21, or a third of its lifetime if that is \
            less.
            """,
        transform: Measure.days)
    var expiryWarning: Int?

    @OptionGroup var own: CatalogueOptions

    /// - Throws: `CommandFailure` for an unknown name in `--only` or `--skip`.
    func catalogue() throws -> Catalogue {
        let catalogue = try own.catalogue()
        let items = catalogue.items.map(\.rawValue)
        let known = Set(items + catalogue.checks.map(\.id))
        for name in only + skip where !known.contains(name) {
            throw CommandFailure(
                ExitStatus.usage,
                "“\(name)” is neither an item nor a check. \(Suggestion.sentence(for: name, among: known.sorted()))"
                    + "The items are \(items.joined(separator: " ")). For the checks, see dovesweep checks list")
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

extension Parameters {
    /// The options that were given and differ from another run's.
    func options(unlike other: Parameters) -> [String] {
        let usual = Parameters()
        func differs<Value: Equatable>(_ value: KeyPath<Parameters, Value>) -> Bool {
            self[keyPath: value] != usual[keyPath: value] && self[keyPath: value] != other[keyPath: value]
        }
        return [
            differs(\.only) ? "--only" : nil, differs(\.skip) ? "--skip" : nil,
            differs(\.looksOutside) ? "--no-outside" : nil, differs(\.looksThrough) ? "--no-tunnel" : nil,
            differs(\.opensMailbox) ? "--open-mailbox" : nil, differs(\.isMigrated) ? "--migrated" : nil,
            differs(\.caFile) ? "--ca-file" : nil, differs(\.expiryWarningDays) ? "--expiry-warning" : nil,
        ].compactMap(\.self)
    }
}
