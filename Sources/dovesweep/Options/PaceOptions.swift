internal import ArgumentParser
internal import Sweep

/// How many hosts at a time, and how long they may take.
struct PaceOptions: ParsableArguments {
    @Option(name: [.short, .customLong("concurrency")], help: "Hosts in hand at a time.")
    var concurrency = 64

    @Option(help: "Seconds that one host may take in all.")
    var timeout = 60

    @Option(help: "Seconds that the whole run may take; what is left then is interrupted. Default: none.")
    var deadline: Int?

    func validate() throws {
        if concurrency < 1 { throw ValidationError("--concurrency: at least one host has to be in hand") }
        if timeout < 1 { throw ValidationError("--timeout: at least one second") }
        if let deadline, deadline < 1 { throw ValidationError("--deadline: at least one second") }
    }
}
