internal import Diagnostics
package import Fleet
internal import FoundationEssentials
internal import Net
internal import SSH

/// The keys for SSH logins, each read once per sweep.
package struct Identities: Sendable {
    private var files: [String: NamedKey] = [:]
    /// By socket.
    private var agents: [String: [SSHIdentity]] = [:]

    /// Asks `passphrase` about an encrypted key file that no agent holds. Key files of ssh_config may be missing, as in
    /// ssh.
    ///
    /// - Throws: `CommandFailure` for a missing file of `keyFiles`. One that cannot be opened fails only its hosts.
    init(
        for allSettings: Set<SSHSettings>, keyFiles: Set<String>, on reactor: Reactor,
        passphrase: (_ file: String) -> [UInt8]?
    ) async throws {
        for socket in Set(allSettings.compactMap(Self.socket)) {
            agents[socket] = await Self.agentKeys(socket, on: reactor)
        }
        for file in keyFiles.sorted() {
            files[file] = try named(file, allSettings) { try Self.namedKey(in: file, passphrase) }
        }
        for file in Set(allSettings.flatMap(Self.files)).subtracting(keyFiles).sorted() {
            files[file] = named(file, allSettings) { Self.optionalKey(in: file, passphrase) }
        }
    }

    /// In the order in which ssh offers them; `keyFile` is like that of `ssh -i`.
    func keys(for settings: SSHSettings, keyFile: String?) -> [SSHIdentity] {
        let names = keyFile.map { [$0] + settings.identityFiles } ?? Self.files(of: settings)
        let agent = Self.socket(of: settings).flatMap { agents[$0] } ?? []
        return SSHIdentity.inOrder(
            files: names.compactMap { files[$0] }, areNamed: keyFile != nil || !settings.identityFiles.isEmpty,
            agent: agent, identitiesOnly: settings.identitiesOnly)
    }

    /// Does not open the private key if every agent that would be asked holds it.
    private func named<Failure: Error>(
        _ file: String, _ allSettings: Set<SSHSettings>, _ open: () throws(Failure) -> SSHIdentity
    ) throws(Failure) -> NamedKey {
        let half = Self.publicKey(of: file)
        let isHeld =
            !allSettings.isEmpty
            && allSettings.allSatisfy { settings in
                let agent = Self.socket(of: settings).flatMap { agents[$0] } ?? []
                return half != nil && agent.contains { $0.blob == half }
            }
        return NamedKey(
            publicKey: half, identity: isHeld ? .unusable(name: file, reason: "an ssh-agent has it") : try open())
    }

    package static func publicKey(of file: String) -> [UInt8]? {
        let contents = { (name: String) in FileManager.default.contents(atPath: name).map(Array.init) }
        return SSH.publicKey(of: contents(file), beside: contents(file + ".pub"))
    }

    /// The files of ssh_config, else the default ones.
    package static func files(of settings: SSHSettings) -> [String] {
        settings.identityFiles + (settings.triesUsualIdentities ? usualFiles : [])
    }

    /// Whether they exist or not, but default files only if they exist.
    package static func files(for settings: SSHSettings, keyFile: String?) -> [String] {
        if let keyFile { return [keyFile] }
        return settings.identityFiles + (settings.triesUsualIdentities ? usualFiles : [])
    }

    /// nil without an ssh-agent.
    package static func socket(of settings: SSHSettings) -> String? {
        let path = settings.identityAgent ?? socketOfEnvironment ?? ""
        return path.isEmpty || path == "none" ? nil : path
    }

    private static let socketOfEnvironment = ProcessInfo.processInfo.environment["SSH_AUTH_SOCK"]

    private static func namedKey(in file: String, _ passphrase: (_ file: String) -> [UInt8]?) throws -> SSHIdentity {
        if FileManager.default.contents(atPath: file) == nil { return .key(try key(in: file, passphrase)) }
        return optionalKey(in: file, passphrase)
    }

    private static func key(in file: String, _ passphrase: (_ file: String) -> [UInt8]?) throws -> PrivateKey {
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(
                ExitStatus.wrongFile,
                "\(file): the private key \(FileTrouble.words(of: file)), or give another (--private-key)")
        }
        do throws(KeyFileError) {
            return try openPrivateKey(name: file, contents: Array(contents)) { passphrase(file) }
        } catch {
            throw CommandFailure(ExitStatus.wrongFile, error.message)
        }
    }

    /// Its error is reported only if the login fails.
    private static func optionalKey(in file: String, _ passphrase: (_ file: String) -> [UInt8]?) -> SSHIdentity {
        do { return .key(try key(in: file, passphrase)) } catch {
            let message = (error as? CommandFailure)?.message ?? "\(error)"
            return .unusable(
                name: file, reason: message.hasPrefix("\(file): ") ? String(message.dropFirst(file.count + 2)) : message
            )
        }
    }

    private static func agentKeys(_ socket: String, on reactor: Reactor) async -> [SSHIdentity] {
        do throws(SSHError) {
            return try await SSHAgent(path: socket, on: reactor).identities()
        } catch {
            return [.unusable(name: "the ssh-agent", reason: error.message)]
        }
    }

    /// ssh's default key files that exist.
    package static let usualFiles: [String] = {
        let home = FileManager.default.homeDirectoryForCurrentUser.path
        return SSHIdentity.usualFiles.map { "\(home)/.ssh/\($0)" }.filter(FileManager.default.fileExists)
    }()
}
