internal import Fleet
internal import FoundationEssentials
internal import Net
internal import SSH

/// The keys that hosts are logged in to with, each read once a sweep.
struct Identities: Sendable {
    private var files: [String: NamedKey] = [:]
    /// By socket.
    private var agents: [String: [SSHIdentity]] = [:]

    /// Reads every key that is needed, and asks for the passphrase of an encrypted one that no agent has.
    ///
    /// - Parameters:
    ///   - ways: how ssh_config wants hosts and jump hosts to be reached; its key files may be missing, as ssh has it.
    ///   - keyFiles: what the inventory and the options name, which must be there.
    ///   - reactor: where an ssh-agent is asked.
    /// - Throws: `CommandFailure` for a key that must be there and is of no use.
    init(for ways: Set<SSHSettings>, keyFiles: Set<String>, on reactor: Reactor) async throws {
        for socket in Set(ways.compactMap(Self.socket)) {
            agents[socket] = await Self.agentKeys(socket, on: reactor)
        }
        for file in keyFiles.sorted() { files[file] = try named(file, ways) { .key(try Self.key(in: file)) } }
        for file in Set(ways.flatMap(Self.files)).subtracting(keyFiles).sorted() {
            files[file] = named(file, ways) { Self.optionalKey(in: file) }
        }
    }

    /// The keys for a host, in the order in which ssh offers them; a file that the inventory or an option names is what
    /// `ssh -i` would be given.
    func keys(for way: SSHSettings, keyFile: String?) -> [SSHIdentity] {
        let names = keyFile.map { [$0] + way.identityFiles } ?? Self.files(of: way)
        let agent = Self.socket(of: way).flatMap { agents[$0] } ?? []
        return SSHIdentity.inOrder(
            files: names.compactMap { files[$0] }, areNamed: keyFile != nil || !way.identityFiles.isEmpty, agent: agent,
            identitiesOnly: way.identitiesOnly)
    }

    /// The private half is left alone where every agent that would be asked has it.
    private func named<Failure: Error>(
        _ file: String, _ ways: Set<SSHSettings>, _ open: () throws(Failure) -> SSHIdentity
    ) throws(Failure) -> NamedKey {
        let half = Self.publicHalf(of: file)
        let isHeld =
            !ways.isEmpty
            && ways.allSatisfy { way in
                let agent = Self.socket(of: way).flatMap { agents[$0] } ?? []
                return half != nil && agent.contains { $0.blob == half }
            }
        return NamedKey(
            publicHalf: half, identity: isHeld ? .unusable(name: file, reason: "an ssh-agent has it") : try open())
    }

    static func publicHalf(of file: String) -> [UInt8]? {
        let contents = { (name: String) in FileManager.default.contents(atPath: name).map(Array.init) }
        return SSH.publicHalf(of: contents(file), beside: contents(file + ".pub"))
    }

    /// What ssh_config names, or else the usual files.
    static func files(of way: SSHSettings) -> [String] {
        way.identityFiles + (way.triesUsualIdentities ? usualFiles : [])
    }

    /// The files that such a host's keys are in, whether they are there or not, but for the usual ones.
    static func files(for way: SSHSettings, keyFile: String?) -> [String] {
        if let keyFile { return [keyFile] }
        return way.identityFiles + (way.triesUsualIdentities ? usualFiles : [])
    }

    /// The ssh-agent's socket; nil where there is none to ask.
    static func socket(of way: SSHSettings) -> String? {
        let path = way.identityAgent ?? socketOfEnvironment ?? ""
        return path.isEmpty || path == "none" ? nil : path
    }

    private static let socketOfEnvironment = ProcessInfo.processInfo.environment["SSH_AUTH_SOCK"]

    private static func key(in file: String) throws -> PrivateKey {
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(
                ExitStatus.wrongFile,
                "\(file): the private key cannot be read: mend its path, owner and mode, or name another (--private-key)"
            )
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

    /// The files that ssh tries where none is named, as far as they are there.
    static let usualFiles: [String] = {
        let home = FileManager.default.homeDirectoryForCurrentUser.path
        return SSHIdentity.usualFiles.map { "\(home)/.ssh/\($0)" }.filter(FileManager.default.fileExists)
    }()
}
