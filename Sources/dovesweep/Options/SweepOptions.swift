internal import ArgumentParser
internal import Checks
internal import Fleet
internal import Inventory
internal import Sweep

/// What a sweep can be told, for each command that sweeps.
struct SweepOptions: ParsableArguments {
    @OptionGroup(title: "Hosts") var hosts: HostOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Pace") var pace: PaceOptions
    @OptionGroup(title: "Checks") var checks: CheckOptions
    @OptionGroup(title: "Probe account") var probe: ProbeOptions
    @OptionGroup(title: "Archive") var archive: ArchiveOptions

    @Option(
        name: .customLong("public-name"),
        help: "The name that clients connect to (repeatable; the inventory's dovesweep_public_name wins).")
    var publicNames: [String] = []

    @Option(
        help: """
            Sweep again only what did not pass in this run (last, a name, the beginning of an id, or a record), and \
            report all of its hosts.
            """)
    var rerunFailed: String?

    @Option(help: "Keep the evidence in this file as the sweep goes (JSON lines); it must not exist yet.")
    var record: String?

    func validate() throws {
        if hosts.source.readsStandardInput, probe.probePasswordFile == "-" {
            throw ValidationError("--inventory - and --probe-password-file -: standard input is one, and not both")
        }
    }

    /// The hosts as they will be reached, whatever option or variable says so.
    func reading(_ chosen: ChosenHosts) throws -> [Host] {
        var defaults = connection.defaults
        defaults.probeUser = probe.probeUser
        defaults.probePassword = probe.source
        defaults.publicNames = publicNames
        return try chosen.fleet(defaults)
    }

    /// How the engine goes about it.
    func engine(_ catalogue: Catalogue, _ parameters: Parameters) -> Sweeper.Options {
        var options = Sweeper.Options()
        options.probes = catalogue.probes
        options.looks = catalogue.looks(at:)
        options.crowd = Descriptors.crowd(of: pace.concurrency)
        options.budget = .seconds(pace.timeout)
        options.closing = min(options.closing, options.budget / 8)
        options.looksOutside = parameters.looksOutside
        options.looksThrough = parameters.looksThrough
        options.opensMailbox = parameters.opensMailbox
        options.maxRefusals = probe.maxRefusals
        return options
    }
}
