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
        let allSettings = Set(hosts.map(\.sshSettings)).union(jumps.map(\.ssh))
        knownHosts = try KnownHostsFiles(for: Array(allSettings), trust, warn: warn)
        identities = try await Identities(
            for: allSettings, keyFiles: Set(hosts.filter(\.unsupported.isEmpty).compactMap(\.keyFile)), on: reactor,
            passphrase: passphrase)
        self.localUser = localUser
    }

    func destination(of host: Host) -> SSHDestination {
        SSHDestination(
            host: host.address, port: host.port.number, user: host.user ?? localUser, alias: host.ssh?.hostKeyAlias)
    }

    func options(for host: Host) -> SSHOptions {
        options(host.sshSettings, keyFile: host.keyFile)
    }

    func destination(of jump: JumpHost) -> SSHDestination {
        SSHDestination(
            host: jump.address, port: jump.port.number, user: jump.user ?? localUser, alias: jump.ssh.hostKeyAlias)
    }

    func options(for jump: JumpHost) -> SSHOptions {
        options(jump.ssh, keyFile: nil)
    }

    private func options(_ settings: SSHSettings, keyFile: String?) -> SSHOptions {
        var options = SSHOptions(
            hostKeys: knownHosts.hostKeys(for: settings), identities: identities.keys(for: settings, keyFile: keyFile),
            algorithms: SSHAlgorithms(settings))
        options.methods = settings.allowedMethods
        return options
    }
}

extension SSHAlgorithms {
    package init(_ settings: SSHSettings) {
        self.init(
            keyExchanges: settings.keyExchanges, hostKeys: settings.hostKeyAlgorithms, ciphers: settings.ciphers,
            codes: settings.codes, signatures: settings.publicKeyAlgorithms)
    }
}

extension Host {
    /// From ssh_config.
    package var sshSettings: SSHSettings { ssh ?? SSHSettings() }
}
