internal import ArgumentParser
internal import Fleet
internal import FoundationEssentials
internal import Inventory
internal import Net
internal import Reach
internal import SSH

/// How hosts are reached if their inventory does not say.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "Log in as this user (ansible_user of the inventory has priority).")
    var user: String?

    @Option(help: "Connect to this port (ansible_port of the inventory has priority).")
    var port: Int?

    @Option(name: .customLong("private-key"), help: "Log in with this key file (a key of the inventory has priority).")
    var privateKey: String?

    @Flag(inversion: .prefixedNo, help: "Run the agent with sudo. Default: yes, unless the login is as root.")
    var become: Bool?

    @Flag(name: [.customShort("k"), .customLong("ask-pass")], help: "Ask once for the SSH password.")
    var asksPassword = false

    @Flag(
        name: [.customShort("K"), .customLong("ask-become-pass")],
        help: "Ask once for the sudo password; press Enter to use the SSH password.")
    var asksBecomePassword = false

    @Option(
        help: """
            For a host key that is not in known_hosts: strict (refuse it) or accept-new (add it). Default: from \
            ssh_config, else strict.
            """
    )
    var hostKeyPolicy: HostKeyPolicy?

    @Option(
        name: .customLong("known-hosts"), help: "The known_hosts file. Default: ~/.ssh/known_hosts and the system's.")
    var knownHosts: String?

    @Option(
        help: """
            Which questions of a host to show at the terminal, if your key alone is not enough to log in: codes \
            (one-time codes, never a password), all, or none.
            """)
    var hostQuestions = HostQuestions.codes

    func validate() throws {
        if let port, !(1...65535).contains(port) {
            throw ValidationError("--port: \(port) is not a port: give a number from 1 to 65535")
        }
    }

    var trust: HostKeyTrust { HostKeyTrust(file: knownHosts, policy: hostKeyPolicy) }

    var defaults: HostDefaults {
        var defaults = HostDefaults(
            localUser: ProcessInfo.processInfo.userName, home: FileManager.default.homeDirectoryForCurrentUser.path)
        defaults.user = user
        defaults.port = port.flatMap { Port($0) }
        defaults.keyFile = privateKey
        defaults.becomes = become
        return defaults
    }
}

extension ConnectionOptions {
    /// Asks for passphrases.
    func access(to hosts: [Host], quiet: Bool, on reactor: Reactor) async throws -> SSHAccess {
        try await SSHAccess(
            to: hosts, trust: trust, localUser: defaults.localUser, on: reactor,
            warn: { if !quiet { printError($0) } }, passphrase: { TerminalPrompt.ask("Passphrase of \($0): ") })
    }
}

extension HostKeyPolicy: ExpressibleByArgument {}
extension HostQuestions: ExpressibleByArgument {}
