internal import ArgumentParser
internal import Fleet

/// The account that logins are tried with.
struct ProbeOptions: ParsableArguments {
    /// The environment variable that may hold the password.
    static let variable = "DOVESWEEP_PROBE_PASSWORD"

    @Option(help: "The account to test logins with (the inventory's dovesweep_probe_user wins).")
    var probeUser: String?

    @Option(
        name: .customLong("probe-password-file"),
        help: "A file whose first line is its password; '-' is standard input. Or $\(ProbeOptions.variable).")
    var probePasswordFile: String?

    @Option(
        help:
            "A password (the probe account's, SSH's or sudo's) that so many hosts have refused is not tried on the rest."
    )
    var maxRefusals = 3

    func validate() throws {
        if maxRefusals < 1 { throw ValidationError("--max-refusals: at least 1; without a password none is tried") }
    }

    /// Where the password comes from that the options or the environment give.
    var source: ProbeAccount.PasswordSource? {
        if let probePasswordFile { return .file(probePasswordFile) }
        return SecretEnvironment.value(of: Self.variable) == nil ? nil : .environment(Self.variable)
    }
}
