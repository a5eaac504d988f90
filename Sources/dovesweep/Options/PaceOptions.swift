internal import ArgumentParser
internal import Sweep

struct PaceOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("concurrency")],
        help: "Hosts swept at the same time; hosts that do not answer are not counted.")
    var concurrency = 64

    @Option(help: "The time limit for one host, in seconds, or such as 2m (default: 60).", transform: Measure.seconds)
    var timeout = 60

    @Option(
        help: """
            The time limit for the whole run, in seconds, or such as 10m. Hosts that are not done then are \
            interrupted. Default: none.
            """,
        transform: Measure.seconds)
    var deadline: Int?

    func validate() throws {
        if concurrency < 1 { throw ValidationError("--concurrency: give at least 1") }
    }
}
