internal import Fleet
internal import FoundationEssentials
internal import Net
internal import SSH

/// The keys that hosts are logged in to with, each read once a sweep.
struct Identities: Sendable {
    /// By file: those that the inventory or ssh_config name.
    private var files: [String: SSHIdentity] = [:]
    /// By socket.
    private var agents: [String: [SSHIdentity]] = [:]
    private var usual: [SSHIdentity] = []

    /// Reads every key that is needed, and asks for the passphrase of an encrypted one.
    ///
    /// - Parameters:
    ///   - ways: how ssh_config wants hosts and jump hosts to be reached; its key files may be missing, as ssh has it.
    ///   - keyFiles: what the inventory and the options name, which must be there.
    ///   - reactor: where an ssh-agent is asked.
    /// - Throws: `CommandFailure` for a key that must be there and is of no use.
    init(for ways: Set<SSHSettings>, keyFiles: Set<String>, on reactor: Reactor) async throws {
        for file in keyFiles { files[file] = .key(try Self.key(in: file)) }
        for file in Set(ways.flatMap(\.identityFiles)).subtracting(keyFiles) {
            files[file] = Self.optionalKey(in: file)
        }
        for socket in Set(ways.compactMap(Self.socket)) {
            agents[socket] = await Self.agentKeys(socket, on: reactor)
        }
        if ways.contains(where: \.triesUsualIdentities) {
            usual = Self.usualFiles().map(Self.optionalKey)
        }
    }

    /// The keys for a host, in the order in which ssh offers them.
    func keys(for way: SSHSettings, keyFile: String?) -> [SSHIdentity] {
        let named = ([keyFile].compactMap(\.self) + way.identityFiles).compactMap { files[$0] }
        // A file that the inventory names is the one to log in with, whatever the agent holds.
        if keyFile != nil { return named }
        let standard = way.triesUsualIdentities ? usual : []
        let agent = Self.socket(of: way).flatMap { agents[$0] } ?? []
        return SSHIdentity.inOrder(named: named, agent: way.identitiesOnly ? [] : agent, standard: standard)
    }

    /// The files that such a host's keys are in, whether they are there or not, but for the usual ones.
    static func files(for way: SSHSettings, keyFile: String?) -> [String] {
        if let keyFile { return [keyFile] }
        return way.identityFiles + (way.triesUsualIdentities ? usualFiles() : [])
    }

    /// The ssh-agent's socket; nil where there is none to ask.
    static func socket(of way: SSHSettings) -> String? {
        let path = way.identityAgent ?? ProcessInfo.processInfo.environment["SSH_AUTH_SOCK"] ?? ""
        return path.isEmpty || path == "none" ? nil : path
    }

    private static func key(in file: String) throws -> PrivateKey {
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(ExitStatus.wrongFile, "\(file): the private key cannot be read")
        }
        do throws(KeyFileError) {
            return try openPrivateKey(name: file, contents: Array(contents)) {
                PersonAtTerminal.ask("Passphrase of \(file): ")
            }
        } catch {
            throw CommandFailure(ExitStatus.wrongFile, error.message)
        }
    }

    /// A key that a host may do without: why it cannot be used is told where the login fails.
    private static func optionalKey(in file: String) -> SSHIdentity {
        do { return .key(try key(in: file)) } catch {
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

    /// The files that ssh tries too, where they are.
    static func usualFiles() -> [String] {
        ["id_ed25519", "id_ecdsa", "id_rsa"].map {
            "\(FileManager.default.homeDirectoryForCurrentUser.path)/.ssh/\($0)"
        }
        .filter(FileManager.default.fileExists)
    }
}
