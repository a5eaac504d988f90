internal import ArgumentParser
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
        help: "Ask for sudo's password, once; empty is the login's.")
    var asksBecomePassword = false

    @Option(help: "What to do with a host key that known_hosts does not have: strict or accept-new.")
    var hostKeyPolicy = HostKeyPolicy.strict

    @Option(
        name: .customLong("known-hosts"), help: "The known_hosts file. Default: ~/.ssh/known_hosts, and the system's.")
    var knownHosts: String?

    func validate() throws {
        if let port, !(1...65535).contains(port) { throw ValidationError("--port: \(port) is no port: 1 to 65535") }
    }

    /// What the options say for all hosts.
    var defaults: HostDefaults {
        var defaults = HostDefaults(
            localUser: ProcessInfo.processInfo.userName, home: FileManager.default.homeDirectoryForCurrentUser.path)
        defaults.user = user
        defaults.port = port
        defaults.keyFile = privateKey
        defaults.becomes = become
        return defaults
    }
}

extension HostKeyPolicy: ExpressibleByArgument {}
