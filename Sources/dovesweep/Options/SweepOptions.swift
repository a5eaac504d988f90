internal import ArgumentParser
internal import Checks
internal import Credentials
internal import Fleet
internal import Inventory
internal import Reach
internal import Sweep

struct SweepOptions: ParsableArguments {
    @Option(
        name: .customLong("public-name"),
        help: "The name that clients connect to (repeatable; dovesweep_public_name of the inventory has priority).")
    var publicNames: [String] = []

    @Option(
        help: """
            Sweep again only the hosts that did not pass in this run (last, a name, the beginning of an id, or a \
            record). \
            The report has all hosts of that run.
            """)
    var rerunFailed: String?

    @Option(help: "Write the evidence to this file during the sweep (JSON lines). The file must not exist yet.")
    var record: String?
}

/// A command that sweeps. Its groups are its own: in a debug build, ArgumentParser checks a nested group many times.
protocol SweepingCommand: AsyncParsableCommand {
    var hosts: HostOptions { get }
    var connection: ConnectionOptions { get }
    var pace: PaceOptions { get }
    var checks: CheckOptions { get }
    var probe: ProbeOptions { get }
    var archive: ArchiveOptions { get }
    var sweep: SweepOptions { get }
    var gate: GateOptions { get }
    var output: OutputOptions { get }
}

extension SweepingCommand {
    func validate() throws {
        if hosts.source.readsStandardInput, probe.probePasswordFile == "-" {
            throw ValidationError("--inventory - and --probe-password-file - cannot both read standard input")
        }
    }

    func reading(_ chosen: ChosenHosts) throws -> [Host] {
        var defaults = connection.defaults
        defaults.probeUser = probe.probeUser
        defaults.probePassword = probe.source
        defaults.publicNames = sweep.publicNames
        return try chosen.fleet(defaults)
    }

    func engine(_ catalogue: Catalogue, _ parameters: Parameters) -> Sweeper.Options {
        var options = Sweeper.Options()
        options.probes = catalogue.probes
        options.looks = catalogue.looks(at:)
        options.crowd = Descriptors.pool(of: pace.concurrency)
        options.budget = .seconds(pace.timeout)
        options.closing = min(options.closing, options.budget / 8)
        options.looksOutside = parameters.looksOutside
        options.looksThrough = parameters.looksThrough
        options.opensMailbox = parameters.opensMailbox
        options.maxRefusals = probe.maxRefusals
        return options
    }
}
