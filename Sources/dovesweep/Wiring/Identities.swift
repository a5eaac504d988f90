internal import Fleet
internal import FoundationEssentials
internal import Net
internal import SSH

/// The keys that hosts are logged in to with, each read once a sweep.
struct Identities: Sendable {
    private let named: [String: [SSHIdentity]]
    private let usual: [SSHIdentity]

    /// The keys for a host: the file that the inventory names, else the agent's and then the usual files.
    func keys(for host: Host) -> [SSHIdentity] {
        host.keyFile.flatMap { named[$0] } ?? usual
    }

    /// Reads every key that the hosts may need, and asks for the passphrase of an encrypted one.
    static func load(for hosts: [Host], on reactor: Reactor) async throws -> Identities {
        var named: [String: [SSHIdentity]] = [:]
        for file in Set(hosts.compactMap(\.keyFile)) { named[file] = [.key(try key(in: file))] }
        let needsUsual = hosts.contains { $0.keyFile == nil }
        return Identities(named: named, usual: needsUsual ? await agentKeys(on: reactor) + usualKeys() : [])
    }

    private static func key(in file: String) throws -> PrivateKey {
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(ExitStatus.wrongFile, "\(file): the private key cannot be read")
        }
        do throws(KeyFileError) {
            return try openPrivateKey(name: file, contents: Array(contents)) { Passphrase.ask(for: file) }
        } catch {
            throw CommandFailure(ExitStatus.wrongFile, error.message)
        }
    }

    private static func agentKeys(on reactor: Reactor) async -> [SSHIdentity] {
        guard let path = agentPath else { return [] }
        do throws(SSHError) {
            return try await SSHAgent(path: path, on: reactor).identities()
        } catch {
            return [.unusable(name: "the ssh-agent", reason: error.message)]
        }
    }

    /// The ssh-agent's socket; nil where the environment names none.
    static var agentPath: String? {
        ProcessInfo.processInfo.environment["SSH_AUTH_SOCK"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The files that ssh tries too, where they are.
    static var usualFiles: [String] {
        ["id_ed25519", "id_ecdsa", "id_rsa"].map {
            "\(FileManager.default.homeDirectoryForCurrentUser.path)/.ssh/\($0)"
        }
        .filter(FileManager.default.fileExists)
    }

    private static func usualKeys() -> [SSHIdentity] {
        usualFiles.map { file in
            do { return .key(try key(in: file)) } catch {
                return .unusable(name: file, reason: (error as? CommandFailure)?.message ?? "\(error)")
            }
        }
    }
}
