internal import ArgumentParser
internal import Credentials
internal import Fleet

/// The account for test logins.
struct ProbeOptions: ParsableArguments {
    static let variable = "DOVESWEEP_PROBE_PASSWORD"

    @Option(help: "The account to test logins with (dovesweep_probe_user of the inventory has priority).")
    var probeUser: String?

    @Option(
        name: .customLong("probe-password-file"),
        help: """
            A file with the password of that account in its first line; '-' is standard input. Default: \
            $\(ProbeOptions.variable).
            """
    )
    var probePasswordFile: String?

    @Option(
        help: """
            After this many hosts refused a password (of the probe account, SSH or sudo), it is not tried on other \
            hosts.
            """
    )
    var maxRefusals = 3

    func validate() throws {
        if maxRefusals < 1 {
            throw ValidationError("--max-refusals: give at least 1. To try no password, give no password")
        }
    }

    /// By option, else by environment.
    var source: ProbeAccount.PasswordSource? {
        if let probePasswordFile { return .file(probePasswordFile) }
        return SecretEnvironment.value(of: Self.variable) == nil ? nil : .environment(Self.variable)
    }
}
