internal import Fleet
internal import Inventory
internal import Net
internal import SSH

/// What SSH is opened with, to hosts and to the jump hosts on their way: keys and known_hosts files, read once a sweep.
struct SSHAccess: Sendable {
    private let identities: Identities
    private let knownHosts: KnownHostsFiles
    /// Who logs in where nothing names anybody.
    private let localUser: String

    /// Reads all that the hosts need, and asks for the passphrases of encrypted keys.
    init(to hosts: [Host], _ options: ConnectionOptions, quiet: Bool, on reactor: Reactor) async throws {
        let jumps = Set(hosts.flatMap { $0.jumps ?? [] })
        let ways = Set(hosts.map(\.way)).union(jumps.map(\.ssh))
        knownHosts = try KnownHostsFiles(for: Array(ways), options.trust, quiet: quiet)
        identities = try await Identities(
            for: ways, keyFiles: Set(hosts.filter(\.unsupported.isEmpty).compactMap(\.keyFile)), on: reactor)
        localUser = options.defaults.localUser
    }

    func destination(of host: Host) -> SSHDestination {
        SSHDestination(
            host: host.address, port: host.port.number, user: host.user ?? localUser, alias: host.ssh?.hostKeyAlias)
    }

    func options(for host: Host) -> SSHOptions {
        options(host.way, keyFile: host.keyFile)
    }

    func destination(of jump: JumpHost) -> SSHDestination {
        SSHDestination(
            host: jump.address, port: jump.port.number, user: jump.user ?? localUser, alias: jump.ssh.hostKeyAlias)
    }

    func options(for jump: JumpHost) -> SSHOptions {
        options(jump.ssh, keyFile: nil)
    }

    private func options(_ way: SSHSettings, keyFile: String?) -> SSHOptions {
        var options = SSHOptions(
            hostKeys: knownHosts.hostKeys(for: way), identities: identities.keys(for: way, keyFile: keyFile),
            algorithms: SSHAlgorithms(way))
        options.methods = way.allowedMethods
        return options
    }
}

extension SSHAlgorithms {
    /// What ssh_config allows.
    init(_ way: SSHSettings) {
        self.init(
            keyExchanges: way.keyExchanges, hostKeys: way.hostKeyAlgorithms, ciphers: way.ciphers, codes: way.codes,
            signatures: way.publicKeyAlgorithms)
    }
}

extension Host {
    /// What ssh_config says of it, or nothing.
    var way: SSHSettings { ssh ?? SSHSettings() }
}
