internal import Diagnostics
import Fleet
internal import TextFiles

/// Converts the collected options to settings.
extension SSHResolver {
    func resolution() throws(InputError) -> SSHConfiguration.Resolution {
        var settings = SSHSettings()
        try readIdentities(into: &settings)
        try readHostKeys(into: &settings)
        try readAlgorithms(into: &settings)
        settings.allowedMethods = allowedMethods
        settings.connectTimeout = value(.connectTimeout).flatMap(SSHValueType.seconds).flatMap { $0 > 0 ? $0 : nil }
        settings.addressFamily = value(.addressFamily).flatMap(SSHSettings.AddressFamily.init) ?? .any
        settings.bindAddress = value(.bindAddress)
        settings.proxyCommand = try proxyCommand()
        let hops = values[.proxyJump]?.arguments.compactMap(SSHHop.init) ?? []
        return SSHConfiguration.Resolution(
            hostName: host, port: port, user: value(.user), settings: settings, proxyJump: hops,
            unsupported: unknownConditions + jumpLoop(hops) + missingLoginMethod(settings.allowedMethods)
                + values.values.compactMap(\.unsupported).sorted())
    }

    private func value(_ keyword: SSHKeyword) -> String? { values[keyword]?.value }

    /// As `%k` expands.
    private var alias: String { value(.hostKeyAlias)?.lowercased() ?? request.host }

    private func isOn(_ keyword: SSHKeyword) -> Bool { value(keyword) != "no" }

    private func readIdentities(into settings: inout SSHSettings) throws(InputError) {
        for option in identityFiles where option.value.lowercased() != "none" {
            settings.identityFiles.append(try path(option.value, of: option))
        }
        settings.triesUsualIdentities = identityFiles.isEmpty
        settings.identitiesOnly = value(.identitiesOnly) == "yes"
        guard let option = values[.identityAgent] else { return }
        let agent = try path(option.value, of: option)
        if agent.begins(with: "$"), !agent.begins(with: "${") {
            settings.identityAgent = request.coordinator.environment[String(agent.dropFirst())] ?? "none"
        } else if agent != "SSH_AUTH_SOCK" {
            settings.identityAgent = agent
        }
    }

    private func readHostKeys(into settings: inout SSHSettings) throws(InputError) {
        settings.hostKeyAlias = value(.hostKeyAlias)?.lowercased()
        settings.userKnownHosts = try files(.userKnownHostsFile) { path, option throws(InputError) in
            try self.path(path, of: option)
        }
        settings.globalKnownHosts = try files(.globalKnownHostsFile) { path, option throws(InputError) in
            try homed(path, of: option)
        }
        switch value(.strictHostKeyChecking) {
        case "accept-new": settings.acceptsNewHostKeys = true
        case "yes", "ask": settings.acceptsNewHostKeys = false
        default: break
        }
    }

    private func files(
        _ keyword: SSHKeyword, _ read: (String, SSHOption) throws(InputError) -> String
    ) throws(InputError) -> [String]? {
        guard let option = values[keyword] else { return nil }
        if option.value.lowercased() == "none" { return [] }
        var paths: [String] = []
        for path in option.arguments { paths.append(try read(path, option)) }
        return paths
    }

    private func readAlgorithms(into settings: inout SSHSettings) throws(InputError) {
        settings.keyExchanges = try algorithms(.keyExchanges, .keyExchange)
        settings.hostKeyAlgorithms = try algorithms(.hostKeyAlgorithms, .hostKey)
        settings.publicKeyAlgorithms = try algorithms(.publicKeyAlgorithms, .hostKey)
        settings.ciphers = try algorithms(.ciphers, .cipher)
        settings.codes = try algorithms(.codes, .code)
    }

    private func algorithms(_ keyword: SSHKeyword, _ kind: SSHAlgorithms) throws(InputError) -> [String]? {
        guard let option = values[keyword] else { return nil }
        guard let list = kind.list(option.value) else {
            throw InputError(
                .init(
                    "it leaves no algorithm, or has a \"!\"", text: option.text, at: option.source,
                    remedy: "Write at least one. To remove some, put - before the list."))
        }
        return list
    }

    /// In the order to try; nil if nothing is configured.
    private var allowedMethods: [String]? {
        let switches: [(method: String, keyword: SSHKeyword)] = [
            ("publickey", .publicKeyAuthentication), ("keyboard-interactive", .keyboardInteractiveAuthentication),
            ("password", .passwordAuthentication),
        ]
        let preferred = value(.preferredAuthentications)?.parts(at: ",").filter { !$0.isEmpty }.map(String.init)
        guard preferred != nil || switches.contains(where: { values[$0.keyword] != nil }) else { return nil }
        let allowed = switches.filter { isOn($0.keyword) }.map(\.method)
        return preferred.map { $0.filter(allowed.contains) } ?? allowed
    }

    private func proxyCommand() throws(InputError) -> String? {
        guard let option = values[.proxyCommand], option.value.lowercased() != "none" else { return nil }
        let tokens = SSHTokens([
            "h": host, "k": alias, "n": request.host, "p": String(port),
            "r": user,
        ])
        return try tokens.expand(option.value, of: option)
    }

    private func path(_ path: String, of option: SSHOption) throws(InputError) -> String {
        try tokens(host: host, alias: alias).expand(
            homed(path, of: option), at: option.source, environment: request.coordinator.environment)
    }

    private func homed(_ path: String, of option: SSHOption) throws(InputError) -> String {
        guard path.begins(with: "~") else { return path }
        guard path == "~" || path.begins(with: "~/") else {
            throw InputError(
                .init(
                    "the path is in the home of another account", text: option.text, at: option.source,
                    remedy: "Write the path in full."))
        }
        let home = request.coordinator.home
        return (home.ends(with: "/") ? home : home + "/") + Substring(path.utf8.dropFirst()).trimmingStart("/")
    }

    /// `ssh` refuses a host that is its own last hop, as under `Host *`.
    private func jumpLoop(_ hops: [SSHHop]) -> [String] {
        guard let hop = hops.last, hop.host == host, hop.port ?? 22 == port, hop.user ?? user == user,
            let option = values[.proxyJump]
        else { return [] }
        return [
            "\(option.source): \"\(Excerpt.of(option.text))\" leads to \(Excerpt.of(host)) through itself: "
                + "remove this host from it."
        ]
    }

    /// Reports that no supported login method is left.
    private func missingLoginMethod(_ methods: [String]?) -> [String] {
        guard methods == [] else { return [] }
        let keyword = [SSHKeyword.preferredAuthentications, .publicKeyAuthentication].first { values[$0] != nil }
        let place = keyword.flatMap { values[$0] }.map { "\($0.source): " } ?? ""
        return ["\(place)no login method is left that dovesweep supports: allow publickey."]
    }
}
