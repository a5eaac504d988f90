package import Fleet

extension InventoryHost {
    /// The host as it is to be swept: its variables over the options, and these over OpenSSH's configuration.
    ///
    /// `inventory` is the one that the host is of: its variables may refer to other hosts and to groups.
    /// - Throws: where a variable's value is wrong. What is right and cannot be honoured is in `Host.unsupported`.
    package func host(
        defaults: HostDefaults, routes: SSHRoutes, vault: Vault = .locked, in inventory: HostInventory? = nil
    ) throws(InventoryError) -> Host {
        var reader = HostReader(self, defaults: defaults, routes: routes, vault: vault, inventory: inventory)
        return try reader.read()
    }

    /// Whether one of some variables, of which the last that is set counts, holds what ansible-vault had sealed.
    package func isVaulted(
        _ names: String..., vault: Vault, in inventory: HostInventory
    ) throws(InventoryError) -> Bool {
        var reader = VariableReader(self, home: "", vault: vault, inventory: inventory)
        _ = try reader.text(named: names)
        return !reader.vaulted.isEmpty
    }
}

/// Fills a `Host` from the variables of one host of an inventory, and from the options.
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

    mutating func read() throws(InventoryError) -> Host {
        try readConnection()
        try readExpectations()
        try readProbe()
        host.unsupported = variables.unsupported
        return host
    }

    private mutating func readConnection() throws(InventoryError) {
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

    /// Of variables that ansible-vault had sealed no message may quote a part.
    private static let sealedWay =
        "what ansible-vault sealed asks of ssh what cannot be honoured: look at it with ansible-vault."

    private func route(
        to name: String, _ account: [SSHOption], _ arguments: SSHArguments
    ) throws(InventoryError) -> SSHRoutes.Route {
        do throws(InventoryError) {
            return try routes.route(
                to: name, options: account + arguments.options, file: arguments.configurationFile)
        } catch {
            guard !variables.vaulted.isEmpty else { throw error }
            throw InventoryError(
                .init(
                    "the way to \(host.name) cannot be told", text: Vaulted.remark, at: error.problems.first?.source,
                    remedy: "Look at what is sealed with ansible-vault view."))
        }
    }

    private mutating func readExpectations() throws(InventoryError) {
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

    private mutating func readProbe() throws(InventoryError) {
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

    /// Where the probe account's password comes from: one variable at most says so.
    fileprivate mutating func passwordSource() throws(InventoryError) -> ProbeAccount.PasswordSource? {
        let given = Self.passwordVariables.compactMap { variable($0) }
        if given.count > 1 {
            throw wrong(
                given[1].name, nil, at: given[1].variable.source,
                "stands beside \(given[0].name) (\(given[0].variable.source))",
                "Keep one; to undo the other for this host, set it to null in YAML or None in INI.")
        }
        if let path = try path(Self.passwordVariables[0], isBesideItsFile: true) { return .file(path) }
        if let command = try text(Self.passwordVariables[1]) { return .command(command.text) }
        return try text(Self.passwordVariables[2]).map { .environment($0.text) }
    }

    fileprivate func passwordWithoutUser(_ password: ProbeAccount.PasswordSource) -> InventoryError {
        let given = Self.passwordVariables.compactMap { variable($0) }.first
        return wrong(
            given?.name ?? "dovesweep_probe_password_file", nil, at: given?.variable.source ?? Source(file: host.name),
            "has no account to go with it", "Set dovesweep_probe_user too.")
    }
}
