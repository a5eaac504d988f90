package import Fleet
package import Net
package import SSH

/// The keys and known_hosts files for hosts and jump hosts, read once per sweep.
package struct SSHAccess: Sendable {
    private let identities: Identities
    private let knownHosts: KnownHostsFiles
    /// The login name if nothing else sets one.
    private let localUser: String

    /// Asks `passphrase` about encrypted key files; `warn` gets the problems of known_hosts files.
    ///
    /// - Throws: `CommandFailure` for a file that an option or a host needs and that cannot be used.
    package init(
        to hosts: [Host], trust: HostKeyTrust, localUser: String, on reactor: Reactor,
        warn: (String) -> Void = { _ in }, passphrase: (_ file: String) -> [UInt8]?
    ) async throws {
        let jumps = Set(hosts.flatMap { $0.jumps ?? [] })
        let ways = Set(hosts.map(\.way)).union(jumps.map(\.ssh))
        knownHosts = try KnownHostsFiles(for: Array(ways), trust, warn: warn)
        identities = try await Identities(
            for: ways, keyFiles: Set(hosts.filter(\.unsupported.isEmpty).compactMap(\.keyFile)), on: reactor,
            passphrase: passphrase)
        self.localUser = localUser
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
    package init(_ way: SSHSettings) {
        self.init(
            keyExchanges: way.keyExchanges, hostKeys: way.hostKeyAlgorithms, ciphers: way.ciphers, codes: way.codes,
            signatures: way.publicKeyAlgorithms)
    }
}

extension Host {
    /// From ssh_config.
    package var way: SSHSettings { ssh ?? SSHSettings() }
}
