internal import ArgumentParser
internal import Fleet
internal import FoundationEssentials
internal import Inventory
internal import SSH

/// How hosts are reached, where their inventory does not say.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "Log in as this user (the inventory's ansible_user wins).")
    var user: String?

    @Option(help: "Connect to this port (the inventory's ansible_port wins).")
    var port: Int?

    @Option(name: .customLong("private-key"), help: "Log in with this key file.")
    var privateKey: String?

    @Flag(inversion: .prefixedNo, help: "Run the agent by sudo; by default unless root logs in.")
    var become: Bool?

    @Flag(name: [.customShort("k"), .customLong("ask-pass")], help: "Ask for the password to log in with, once.")
    var asksPassword = false

    @Flag(
        name: [.customShort("K"), .customLong("ask-become-pass")],
        help: "Ask for sudo's password, once; press Enter to use the login password.")
    var asksBecomePassword = false

    @Option(
        help:
            "What to do with a host key that known_hosts does not have: strict or accept-new. Default: ssh_config's, else strict."
    )
    var hostKeyPolicy: HostKeyPolicy?

    @Option(
        name: .customLong("known-hosts"), help: "The known_hosts file. Default: ~/.ssh/known_hosts, and the system's.")
    var knownHosts: String?

    @Option(
        help: """
            Which questions of a host to pass on to you at the terminal, where your key alone does not let you in: codes \
            (one-time codes; never a password), all, or none.
            """)
    var hostQuestions = HostQuestions.codes

    func validate() throws {
        if let port, !(1...65535).contains(port) { throw ValidationError("--port: \(port) is no port: 1 to 65535") }
    }

    /// Which host keys to trust.
    struct Trust: Sendable {
        /// The one known_hosts file; nil for the usual ones, or ssh_config's.
        let file: String?
        /// Wins over ssh_config; nil leaves it to that.
        let policy: HostKeyPolicy?
    }

    var trust: Trust { Trust(file: knownHosts, policy: hostKeyPolicy) }

    /// What the options say for all hosts.
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

extension HostKeyPolicy: ExpressibleByArgument {}

/// Questions of hosts, whose words are the host's: one that was taken over could ask for any secret.
enum HostQuestions: String, ExpressibleByArgument, CaseIterable {
    case codes, all, none
}
