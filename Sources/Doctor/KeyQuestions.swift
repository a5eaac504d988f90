internal import Diagnostics
package import Fleet
internal import FoundationEssentials
package import Net
internal import Reach
package import Reports
internal import SSH

/// Checks key files, without decrypting them, and ssh-agents.
package struct KeyQuestions {
    private let named: Set<String>
    private var files: [(name: String, found: Result<KeyFileSummary, KeyFileError>)] = []
    private var agents: [String: Result<[SSHIdentity], SSHError>] = [:]

    /// Checks the default keys if there are no hosts; `keyFile` is the option's.
    package init(for hosts: [Host], keyFile: String?, on reactor: Reactor) async {
        let allSettings = hosts.isEmpty ? [SSHSettings()] : Set(hosts.map(\.sshSettings))
        named = Set(hosts.compactMap(\.keyFile) + [keyFile].compactMap(\.self))
        // As in ssh, a key that ssh_config names may be missing.
        let others = Set(allSettings.flatMap(\.identityFiles)).subtracting(named).filter(FileManager.default.fileExists)
        let usual = allSettings.contains { $0.identityFiles.isEmpty } ? Identities.usualFiles : []
        for socket in Set(allSettings.compactMap(Identities.socket)) {
            do throws(SSHError) {
                agents[socket] = .success(try await SSHAgent(path: socket, on: reactor).identities())
            } catch {
                agents[socket] = .failure(error)
            }
        }
        files = (named.sorted() + others.sorted() + usual).map { ($0, look(at: $0)) }
    }

    /// `byPassword`: hosts that need no key.
    package func answers(for hosts: [Host], byPassword: Set<String>) -> [DoctorReport.Answer] {
        [fileAnswer] + agentAnswers + (hosts.isEmpty ? nothingAtAll : without(hosts, byPassword))
    }

    private func look(at file: String) -> Result<KeyFileSummary, KeyFileError> {
        if let half = Identities.publicKey(of: file),
            let held = agents.values.compactMap({ try? $0.get() }).joined().first(where: { $0.blob == half }),
            let found = KeyFileSummary(heldByAgent: held)
        {
            return .success(found)
        }
        guard let contents = FileManager.default.contents(atPath: file) else {
            return .failure(KeyFileError(message: "\(file): the private key \(FileTrouble.words(of: file))"))
        }
        do throws(KeyFileError) {
            return .success(try summarizePrivateKey(name: file, contents: Array(contents)))
        } catch {
            return .failure(error)
        }
    }

    private var fileAnswer: DoctorReport.Answer {
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
        // A sweep stops if a key that an option or the inventory names is unusable.
        let verdict: Verdict = wrong.isEmpty ? .pass : wrong.contains { named.contains($0.name) } ? .fail : .warn
        var answer = DoctorReport.Answer(verdict, "keys", words.joined(separator: "; "))
        if files.contains(where: { (try? $0.found.get())?.isEncrypted == true }) {
            if verdict == .pass { answer.verdict = .warn }
            answer.words.append(
                "A sweep asks for the passphrase at the terminal. Without a terminal, add the key to an ssh-agent "
                    + "(ssh-add)."
            )
        }
        return answer
    }

    private var agentAnswers: [DoctorReport.Answer] {
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

    private func hasKey(for settings: SSHSettings, keyFile: String? = nil) -> Bool {
        let files = keyFile.map { [$0] + settings.identityFiles } ?? Identities.files(of: settings)
        if files.contains(where: has) { return true }
        if settings.identitiesOnly { return false }
        let agent = Identities.socket(of: settings).flatMap { agents[$0] }
        return (try? agent?.get())?.contains { if case .agent = $0 { true } else { false } } == true
    }

    private var nothingAtAll: [DoctorReport.Answer] {
        hasKey(for: SSHSettings()) || named.contains(where: has)
            ? [] : [.init(.fail, "login", "there is no key to log in with", Self.advice)]
    }

    private func without(_ hosts: [Host], _ byPassword: Set<String>) -> [DoctorReport.Answer] {
        let without = hosts.filter {
            !byPassword.contains($0.name) && !hasKey(for: $0.sshSettings, keyFile: $0.keyFile)
        }
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
        "Make a key (ssh-keygen -t ed25519) and copy it to the host (ssh-copy-id HOST), or give --private-key FILE or "
        + "ansible_ssh_private_key_file. For a password, use ansible_password or --ask-pass."
}
