internal import ArgumentParser
internal import Sweep

/// How many hosts at a time, and how long they may take.
struct PaceOptions: ParsableArguments {
    @Option(name: [.short, .customLong("concurrency")], help: "Hosts in hand at a time; silent ones do not count.")
    var concurrency = 64

    @Option(help: "Seconds that one host may take in all.")
    var timeout = 60

    @Option(help: "Seconds that the whole run may take; what is left then is interrupted. Default: none.")
    var deadline: Int?

    func validate() throws {
        if concurrency < 1 { throw ValidationError("--concurrency: at least one host has to be in hand") }
        try Self.check(timeout, "--timeout")
        if let deadline { try Self.check(deadline, "--deadline") }
    }

    /// What is longer than a year is a slip, and more than the clock can count at its far end.
    static func check(_ seconds: Int, _ option: String) throws {
        if !(1...31_536_000).contains(seconds) { throw ValidationError("\(option): from one second to a year of them") }
    }
}
