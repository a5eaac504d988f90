internal import ArgumentParser
internal import Checks
internal import Fleet
internal import FoundationEssentials
internal import Policy
internal import Reports
internal import YAMLFiles

/// When the exit status is 0. An option outweighs what the policy file says, or adds to its lists.
struct GateOptions: ParsableArguments {
    @Option(help: "The lowest verdict that counts as a failure: warn or fail. Default: fail.")
    var failOn: Gate.Threshold?

    @Option(help: "How many hosts may fail: N or N%. Default: none.", transform: Measure.hosts)
    var maxFailing: Gate.Allowance?

    @Option(help: "Percent of the hosts that must be decided. Default: 100.", transform: Measure.percent)
    var minCoverage: Int?

    @Flag(help: "A login must be proven on each host.")
    var requireLogin = false

    @Option(help: "A check or item that must have passed on each host, whatever else may fail (repeatable).")
    var mustPass: [String] = []

    @Option(help: "A check or item that is shown, and not counted (repeatable).")
    var ignore: [String] = []

    @Option(
        help: ArgumentHelp(
            "How many hosts of a group must pass (repeatable); 'default' is for the groups of --draining (50%).",
            valueName: "group=n|group=n%"), transform: Measure.quorum)
    var quorum: [GroupQuorum] = []

    @Option(help: "The run to compare with (last, a name, the beginning of an id, or a file).")
    var against: String?

    @Flag(help: "Count only failures that the run of --against does not have.")
    var failOnNew = false

    @Option(help: "Failures that are accepted for a while (YAML): hosts, check or item, reason, owner, until.")
    var waivers: String?

    @Option(
        help: """
            The gate's policy (YAML): fail-on, max-failing, min-coverage, require-login, must-pass, ignore, and quorum, \
            which is a mapping of groups. Options add to it, or outweigh it.
            """)
    var policy: String?

    @Option(
        help: "A host that is about to be taken out of service (repeatable): its groups must keep their quorum without."
    )
    var draining: [String] = []

    func validate() throws {
        if failOnNew, against == nil {
            throw ValidationError("--fail-on-new: name the run to compare with (--against)")
        }
        if against != nil, !failOnNew { throw ValidationError("--against: say what is asked of it (--fail-on-new)") }
    }
}

/// How many hosts of a group must pass.
struct GroupQuorum: Equatable {
    let group: String
    let allowance: Gate.Allowance
}

extension Gate.Threshold: ExpressibleByArgument {}
