internal import Diagnostics
package import Fleet
internal import FoundationEssentials
internal import Inventory
internal import Reach
internal import SSH
internal import TLS

/// Reads the keys, authorities and passwords that hosts' variables name.
///
/// A missing file makes only its host unsupported. If an option names the file, its absence ends the sweep.
package struct HostFiles {
    package private(set) var passwords: [ProbeAccount.PasswordSource: Secret] = [:]
    /// Hosts that become unsupported, in fleet order.
    package private(set) var problems: [(host: String, words: String)] = []
    /// Hosts whose password could not be read.
    package private(set) var withoutPassword: Set<String> = []

    private let chosen: [String: InventoryHost]
    private var keys: [String: String?] = [:]
    private var authorities: [String: String?] = [:]

    /// `asksForPasswords` fetches all passwords, which may run programs; else only files are read.
    ///
    /// - Throws: `CommandFailure` for a missing password that an option names.
    package init(of fleet: [Host], _ chosen: ChosenHosts, asksForPasswords: Bool = true) throws {
        self.chosen = Dictionary(chosen.hosts.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let sources = Set(fleet.compactMap { $0.probe?.password })
        var failures: [ProbeAccount.PasswordSource: CommandFailure] = [:]
        for source in asksForPasswords ? sources : sources.filter(\.isFile) {
            do { passwords[source] = try Passwords.load(source) } catch let failure as CommandFailure {
                failures[source] = failure
            }
        }
        for host in fleet where host.unsupported.isEmpty {
            if let file = host.keyFile { note(problem(ofKey: file), of: host, Self.keyVariables) }
            if let file = host.caFile { note(problem(ofAuthority: file), of: host, ["dovesweep_ca_file"]) }
            guard let source = host.probe?.password, let failure = failures[source] else { continue }
            if !note(failure.message, of: host, Self.passwordVariables) { throw failure }
            withoutPassword.insert(host.name)
        }
    }

    private static let keyVariables = ["ansible_private_key_file", "ansible_ssh_private_key_file"]
    private static let passwordVariables = ["file", "command", "env"].map { "dovesweep_probe_password_\($0)" }

    /// false if no variable of the host names the file.
    @discardableResult
    private mutating func note(_ problem: String?, of host: Host, _ variables: [String]) -> Bool {
        guard let place = chosen[host.name]?.source(of: variables) else { return false }
        if let problem { problems.append((host.name, "\(place): \(problem)")) }
        return true
    }

    /// Marks unsupported hosts, whose files are not read again.
    ///
    /// - Throws: `CommandFailure` if no host remains.
    package func marked(_ fleet: [Host]) throws -> [Host] {
        if let first = problems.first, Set(problems.map(\.host)).count == fleet.count {
            throw CommandFailure(ExitStatus.wrongFile, first.words)
        }
        let words = Dictionary(grouping: problems, by: \.host)
        return fleet.map { host in
            guard let own = words[host.name] else { return host }
            var host = host
            host.unsupported += own.map(\.words)
            return host
        }
    }

    private mutating func problem(ofKey file: String) -> String? {
        if let known = keys[file] { return known }
        let problem = Self.problem(ofKey: file)
        keys[file] = .some(problem)
        return problem
    }

    private static func problem(ofKey file: String) -> String? {
        // An ssh-agent may hold the private key.
        if Identities.publicKey(of: file) != nil { return nil }
        guard let contents = FileManager.default.contents(atPath: file) else {
            return "\(file): the private key \(FileTrouble.words(of: file))"
        }
        do throws(KeyFileError) {
            _ = try summarizePrivateKey(name: file, contents: Array(contents))
            return nil
        } catch {
            return error.message
        }
    }

    private mutating func problem(ofAuthority file: String) -> String? {
        if let known = authorities[file] { return known }
        var problem: String?
        do throws(TrustError) { _ = try TLSContext(authorities: [file]) } catch { problem = "\(error)" }
        authorities[file] = .some(problem)
        return problem
    }
}

extension ProbeAccount.PasswordSource {
    fileprivate var isFile: Bool { if case .file(let path) = self { path != "-" } else { false } }
}
