internal import ArgumentParser
internal import Checks
internal import Fleet
internal import FoundationEssentials
internal import Policy
internal import Reports
internal import YAMLFiles

/// When the exit status is 0. An option overrides the policy file, or adds to its lists.
struct GateOptions: ParsableArguments {
    @Option(help: "The lowest verdict that counts as a failure: warn or fail. Default: fail.")
    var failOn: Gate.Threshold?

    @Option(help: "How many hosts may fail: N or N%. Default: 0.", transform: Measure.hosts)
    var maxFailing: Gate.Allowance?

    @Option(
        help: "Percentage of the hosts that must be decided (they pass or fail). Default: 100.",
        transform: Measure.percent)
    var minCoverage: Int?

    @Flag(help: "A login must be proven on each host.")
    var requireLogin = false

    @Option(help: "A check or item that must pass on each host, even where --max-failing allows failures (repeatable).")
    var mustPass: [String] = []

    @Option(help: "A check or item that is shown but not counted (repeatable).")
    var ignore: [String] = []

    @Option(
        help: ArgumentHelp(
            "How many hosts of a group must pass (repeatable). The group 'default' means the groups of --draining "
                + "(50%).",
            valueName: "group=n|group=n%"), transform: Measure.quorum)
    var quorum: [GroupQuorum] = []

    @Option(help: "The run to compare with (last, a name, the beginning of an id, or a file).")
    var against: String?

    @Flag(help: "Count only failures that the run of --against does not have.")
    var failOnNew = false

    @Option(
        help: "A file (YAML) with failures that are accepted until a date: hosts, check or item, reason, owner, until.")
    var waivers: String?

    @Option(
        help: """
            A file (YAML) with the policy of the gate: fail-on, max-failing, min-coverage, require-login, must-pass, \
            ignore and quorum (a mapping of groups). Options add to its lists and replace its other values.
            """)
    var policy: String?

    @Option(
        help: "A host that you will take out of service (repeatable): its groups must keep their quorum without it."
    )
    var draining: [String] = []

    func validate() throws {
        if failOnNew, against == nil {
            throw ValidationError("--fail-on-new needs the run to compare with: give --against RUN")
        }
        if against != nil, !failOnNew {
            throw ValidationError("--against has an effect only with --fail-on-new: give both")
        }
    }
}

struct GroupQuorum: Equatable {
    let group: String
    let allowance: Gate.Allowance
}

extension Gate.Threshold: ExpressibleByArgument {}
