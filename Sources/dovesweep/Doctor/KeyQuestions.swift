internal import Fleet
internal import FoundationEssentials
internal import Net
internal import Reports
internal import SSH

/// What hosts would be logged in to with: key files, whose encrypted parts stay shut, and ssh-agents.
struct KeyQuestions {
    private let named: Set<String>
    private var files: [(name: String, found: Result<KeyFileSummary, KeyFileError>)] = []
    private var agents: [String: Result<[SSHIdentity], SSHError>] = [:]

    /// Looks at all that these hosts, or any, would be logged in to with; `keyFile` is an option's.
    init(for hosts: [Host], keyFile: String?, on reactor: Reactor) async {
        let ways = hosts.isEmpty ? [SSHSettings()] : Set(hosts.map(\.way))
        named = Set(hosts.compactMap(\.keyFile) + [keyFile].compactMap(\.self))
        // What ssh_config names may be missing, as ssh has it.
        let others = Set(ways.flatMap(\.identityFiles)).subtracting(named).filter(FileManager.default.fileExists)
        let usual = ways.contains { $0.identityFiles.isEmpty } ? Identities.usualFiles : []
        for socket in Set(ways.compactMap(Identities.socket)) {
            do throws(SSHError) {
                agents[socket] = .success(try await SSHAgent(path: socket, on: reactor).identities())
            } catch {
                agents[socket] = .failure(error)
            }
        }
        files = (named.sorted() + others.sorted() + usual).map { ($0, look(at: $0)) }
    }

    /// The answers, and whether the hosts that are given have something to log in with; some need no key, as they take
    /// a password that is known.
    func answers(for hosts: [Host], byPassword: Set<String>) -> [Checkup.Answer] {
        [fileAnswer] + agentAnswers + (hosts.isEmpty ? nothingAtAll : without(hosts, byPassword))
    }

    private func look(at file: String) -> Result<KeyFileSummary, KeyFileError> {
        if let half = Identities.publicHalf(of: file),
            let held = agents.values.compactMap({ try? $0.get() }).joined().first(where: { $0.blob == half }),
            let found = KeyFileSummary(heldByAgent: held)
        {
            return .success(found)
        }
        guard let contents = FileManager.default.contents(atPath: file) else {
            return .failure(KeyFileError(message: "\(file): the private key cannot be read"))
        }
        do throws(KeyFileError) {
            return .success(try summarizePrivateKey(name: file, contents: Array(contents)))
        } catch {
            return .failure(error)
        }
    }

    private var fileAnswer: Checkup.Answer {
        guard !files.isEmpty else {
            return .init(
                .skipped, "keys", "none: the inventory names no file, and ~/.ssh has no id_ed25519, id_ecdsa or id_rsa")
        }
        let words = files.map { file in
            switch file.found {
            case .success(let found):
                "\(file.name) (\(found.kind ?? "type unknown")\(found.isEncrypted ? ", encrypted" : ""))"
            case .failure(let error): error.message
            }
        }
        let wrong = files.filter { (try? $0.found.get()) == nil }
        // A sweep does not begin without a key that was named.
        let verdict: Verdict = wrong.isEmpty ? .pass : wrong.contains { named.contains($0.name) } ? .fail : .warn
        var answer = Checkup.Answer(verdict, "keys", words.joined(separator: "; "))
        if files.contains(where: { (try? $0.found.get())?.isEncrypted == true }) {
            if verdict == .pass { answer.verdict = .warn }
            answer.words.append("A sweep asks for the passphrase at the terminal; without one, ssh-add it to an agent.")
        }
        return answer
    }

    private var agentAnswers: [Checkup.Answer] {
        if agents.isEmpty { return [.init(.skipped, "ssh-agent", "none: SSH_AUTH_SOCK is not set")] }
        return agents.sorted { $0.key < $1.key }.map { path, found in
            switch found {
            case .failure(let error): .init(.warn, "ssh-agent", error.message, "Start one, or unset SSH_AUTH_SOCK.")
            case .success(let keys) where keys.isEmpty: .init(.warn, "ssh-agent", "\(path) answers, but holds no key")
            case .success(let keys): .init(.pass, "ssh-agent", "\(path) has \(keys.count): \(names(keys))")
            }
        }
    }

    private func names(_ keys: [SSHIdentity]) -> String {
        keys.map { key in
            switch key {
            case .key(let key): key.name
            case .agent(let key): key.name
            case .unusable(let name, let reason): "\(name) cannot be used: \(reason)"
            }
        }.joined(separator: "; ")
    }

    private func has(_ file: String) -> Bool {
        files.contains { $0.name == file && (try? $0.found.get()) != nil }
    }

    /// Whether there is something to offer to a host that is reached in this way.
    private func hasKey(for way: SSHSettings, keyFile: String? = nil) -> Bool {
        let files = keyFile.map { [$0] + way.identityFiles } ?? Identities.files(of: way)
        if files.contains(where: has) { return true }
        if way.identitiesOnly { return false }
        let agent = Identities.socket(of: way).flatMap { agents[$0] }
        return (try? agent?.get())?.contains { if case .agent = $0 { true } else { false } } == true
    }

    private var nothingAtAll: [Checkup.Answer] {
        hasKey(for: SSHSettings()) || named.contains(where: has)
            ? [] : [.init(.fail, "login", "there is no key to log in with", Self.advice)]
    }

    private func without(_ hosts: [Host], _ byPassword: Set<String>) -> [Checkup.Answer] {
        let without = hosts.filter { !byPassword.contains($0.name) && !hasKey(for: $0.way, keyFile: $0.keyFile) }
            .map(\.name)
        guard !without.isEmpty else { return [] }
        return [
            .init(
                without.count == hosts.count ? .fail : .warn, "login",
                "there is no key for \(without.count) of \(hosts.count.counted("host")): \(without.fewNames)",
                Self.advice)
        ]
    }

    private static let advice =
        "Make one (ssh-keygen -t ed25519) and let it in (ssh-copy-id HOST), or name it: --private-key FILE, "
        + "ansible_ssh_private_key_file. A password is given by ansible_password or --ask-pass."
}
