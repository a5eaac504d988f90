package import Diagnostics
package import Fleet
package import SSHConfig

extension InventoryHost {
    /// Builds the host to sweep: variables win over options, options over OpenSSH's configuration.
    ///
    /// - Throws: if a value is wrong. Unsupported values go to `Host.unsupported`.
    package func host(
        defaults: HostDefaults, routes: SSHRoutes, vault: Vault = .locked, in inventory: HostInventory? = nil
    ) throws(InputError) -> Host {
        var reader = HostReader(self, defaults: defaults, routes: routes, vault: vault, inventory: inventory)
        return try reader.read()
    }

    /// Whether the last of these variables that is set was encrypted by ansible-vault.
    package func isVaulted(
        _ names: String..., vault: Vault, in inventory: HostInventory
    ) throws(InputError) -> Bool {
        var reader = VariableReader(self, home: "", vault: vault, inventory: inventory)
        _ = try reader.text(named: names)
        return !reader.vaulted.isEmpty
    }
}

private struct HostReader {
    let defaults: HostDefaults
    let routes: SSHRoutes
    var variables: VariableReader
    var host: Host

    init(
        _ source: InventoryHost, defaults: HostDefaults, routes: SSHRoutes, vault: Vault, inventory: HostInventory?
    ) {
        self.defaults = defaults
        self.routes = routes
        variables = VariableReader(source, home: defaults.home, vault: vault, inventory: inventory)
        host = Host(name: source.name)
        host.groups = source.groups
    }

    mutating func read() throws(InputError) -> Host {
        try readConnection()
        try readExpectations()
        try readProbe()
        host.unsupported = variables.unsupported
        return host
    }

    private mutating func readConnection() throws(InputError) {
        let arguments = try variables.sshArguments()
        let name = try variables.text("ansible_host", "ansible_ssh_host")?.text ?? host.name
        let route = try route(to: name, try variables.accountAndPort(defaults), arguments)
        host.address = route.address
        host.user = route.user
        host.port = route.port
        host.ssh = route.settings == SSHSettings() ? nil : route.settings
        host.jumps = route.jumps.isEmpty ? nil : route.jumps
        for sentence in route.unsupported {
            variables.refuse(variables.vaulted.isEmpty ? sentence : Self.sealedWay)
        }
        host.keyFile = try variables.keyFile(defaults.keyFile)
        let isRoot = (host.user ?? defaults.localUser) == "root"
        host.become = try variables.become(byDefault: defaults.becomes ?? !isRoot)
        try variables.refuseWhatSSHCannotDo()
    }

    /// No message may quote a vault value.
    private static let sealedWay =
        "an option of ssh in a value that ansible-vault encrypted is not supported: look at it with ansible-vault view."

    private func route(
        to name: String, _ account: [SSHOption], _ arguments: SSHArguments
    ) throws(InputError) -> SSHRoutes.Route {
        do throws(InputError) {
            return try routes.route(
                to: name, options: account + arguments.options, file: arguments.configurationFile)
        } catch {
            guard !variables.vaulted.isEmpty else { throw error }
            throw InputError(
                .init(
                    "the SSH settings of \(host.name) cannot be read", text: DecryptedValue.remark,
                    at: error.problems.first?.source,
                    remedy: "Look at the encrypted value with ansible-vault view."))
        }
    }

    private mutating func readExpectations() throws(InputError) {
        host.role = try variables.choice("dovesweep_role", as: Host.Role.self) ?? .mailbox
        host.state = try variables.choice("dovesweep_state", as: Host.State.self) ?? .inService
        let names = try variables.texts("dovesweep_public_name").map(\.text)
        host.publicNames = names.isEmpty ? defaults.publicNames : names
        host.publicAddress = try variables.text("dovesweep_public_address")?.text
        host.caFile = try variables.path("dovesweep_ca_file", isBesideItsFile: true)
        for (text, source) in try variables.texts("dovesweep_protocols") {
            let service = try variables.choice(text, of: "dovesweep_protocols", at: source, as: MailService.self)
            if !host.services.contains(service) { host.services.append(service) }
        }
    }

    private mutating func readProbe() throws(InputError) {
        let own = try variables.passwordSource()
        guard let user = try variables.text("dovesweep_probe_user")?.text ?? defaults.probeUser else {
            if let own { throw variables.passwordWithoutUser(own) }
            return
        }
        let isDefaultsOwn = defaults.probeUser.map { $0 == user } ?? true
        host.probe = ProbeAccount(user: user, password: own ?? (isDefaultsOwn ? defaults.probePassword : nil))
    }
}

extension VariableReader {
    private static let passwordVariables = [
        "dovesweep_probe_password_file", "dovesweep_probe_password_command", "dovesweep_probe_password_env",
    ]

    /// Only one variable may be set.
    fileprivate mutating func passwordSource() throws(InputError) -> ProbeAccount.PasswordSource? {
        let given = Self.passwordVariables.compactMap { variable($0) }
        if given.count > 1 {
            throw wrong(
                given[1].name, nil, at: given[1].variable.source,
                "is set together with \(given[0].name) (\(given[0].variable.source))",
                "Keep one of them. To remove the other for this host, set it to null in YAML or None in INI.")
        }
        if let path = try path(Self.passwordVariables[0], isBesideItsFile: true) { return .file(path) }
        if let command = try text(Self.passwordVariables[1]) { return .command(command.text) }
        return try text(Self.passwordVariables[2]).map { .environment($0.text) }
    }

    fileprivate func passwordWithoutUser(_ password: ProbeAccount.PasswordSource) -> InputError {
        let given = Self.passwordVariables.compactMap { variable($0) }.first
        return wrong(
            given?.name ?? "dovesweep_probe_password_file", nil, at: given?.variable.source ?? Source(file: host.name),
            "is set without an account", "Set dovesweep_probe_user too.")
    }
}
