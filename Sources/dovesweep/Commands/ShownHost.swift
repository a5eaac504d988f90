internal import Credentials
internal import Diagnostics
internal import Fleet
internal import FoundationEssentials
internal import Inventory
internal import Reach
internal import SSH

/// The output of `inventory show`.
struct ShownHost {
    private let source: InventoryHost
    private let host: Host
    private let address: String
    private let port: Value
    private let user: String
    private let identityFiles: [String]
    private let jumps: [String]
    private let knownHosts: [String]
    private let policy: String

    /// Takes the first chosen host.
    init(_ chosen: ChosenHosts, _ connection: ConnectionOptions) throws {
        source = chosen.hosts[0]
        let host = try chosen.fleet(connection.defaults)[0]
        self.host = host
        let sealed: VaultedSettings
        do throws(InputError) { sealed = try VaultedSettings(of: source, chosen) } catch {
            throw CommandFailure(error)
        }
        address = VaultedSettings.shown(host.address, unless: sealed.address)
        port = sealed.port ? .string(DecryptedValue.remark) : .integer(host.port.number)
        user = VaultedSettings.shown(host.user ?? connection.defaults.localUser, unless: sealed.user)
        identityFiles = VaultedSettings.shown(
            Identities.files(for: host.sshSettings, keyFile: host.keyFile), unless: sealed.keyFile)
        jumps = VaultedSettings.shown((host.jumps ?? []).map(Self.text(of:)), unless: sealed.sshArguments)
        let files = try KnownHostsFiles(for: [host.sshSettings], connection.trust)
        knownHosts = VaultedSettings.shown(files.names(for: host.sshSettings), unless: sealed.sshArguments)
        policy = files.policy(for: host.sshSettings).rawValue
    }

    var value: Value {
        .mapping([
            "name": .string(host.name), "groups": strings(host.groups), "address": .string(address),
            "port": port, "user": .string(user), "identityFiles": strings(identityFiles),
            "jump": strings(jumps), "knownHosts": strings(knownHosts), "hostKeyPolicy": .string(policy),
            "become": host.become.map {
                .mapping(["method": .string($0.method.rawValue), "user": .string($0.user)])
            } ?? .null,
            "unsupported": strings(host.unsupported), "variables": source.sourcedVariables,
        ])
    }

    var lines: [String] {
        var lines = [host.name]
        add(to: &lines, "groups", host.groups)
        add(to: &lines, "address", ["\(address), port \(portText)"])
        add(to: &lines, "user", [user])
        add(to: &lines, "key files", identityFiles)
        add(to: &lines, "jump hosts", jumps)
        add(to: &lines, "known hosts", knownHosts)
        add(to: &lines, "new host keys", [policy])
        add(to: &lines, "become", [host.become.map { "\($0.method), as \($0.user)" } ?? "no"])
        add(to: &lines, "unsupported", host.unsupported)
        let variables = source.shownVariables
        guard !variables.isEmpty else { return lines }
        lines += ["", "variables"]
        let width = variables.map(\.name.count).max() ?? 0
        for variable in variables {
            let name = variable.name.padded(to: width)
            lines.append("  \(name)  \(Self.compact(variable.value))  (\(variable.source))")
        }
        return lines
    }

    private var portText: String {
        if case .string(let remark) = port { remark } else { String(host.port) }
    }

    private static func text(of jump: JumpHost) -> String {
        let address = jump.address.contains(":") ? "[\(jump.address)]" : jump.address
        return "\(jump.user.map { "\($0)@" } ?? "")\(address):\(jump.port)"
    }

    private func add(to lines: inout [String], _ title: String, _ values: [String]) {
        for (place, value) in values.enumerated() {
            lines.append("  \((place == 0 ? title : "").padded(to: 13))  \(value)")
        }
    }

    private func strings(_ texts: [String]) -> Value { .list(texts.map(Value.string)) }

    private static func compact(_ value: Value) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}
