internal import ArgumentParser
internal import Sweep

/// How many hosts at a time, and how long they may take.
struct PaceOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("concurrency")],
        help: "Hosts swept at the same time; hosts that do not answer are not counted.")
    var concurrency = 64

    @Option(help: "Seconds that one host may take in all; or 2m.", transform: Measure.seconds)
    var timeout = 60

    @Option(
        help: "Seconds that the whole run may take, or 10m; what is left then is interrupted. Default: none.",
        transform: Measure.seconds)
    var deadline: Int?

    func validate() throws {
        if concurrency < 1 { throw ValidationError("--concurrency: at least one host has to be in hand") }
    }
}
