package import Fleet

/// A password, and the leave that it takes to try it: without, a fleet would lock the account out.
package struct GuardedSecret: Sendable {
    package let secret: Secret
    package let permit: LoginPermit
}

/// What one host's login and its sudo take beyond keys; nil where no password is known.
struct Access: Sendable {
    var login: GuardedSecret?
    var become: GuardedSecret?

    /// Whatever was begun and not answered leaves the budget.
    func finish() {
        login?.permit.finish(.undetermined)
        become?.permit.finish(.undetermined)
    }

    /// What must not come back from the host.
    var secrets: [Secret] { [login, become].compactMap { $0?.secret } }
}

/// The passwords of a fleet, numbered: hosts with one account and one password share a budget, whose keys hold no secret.
struct Keyring: Sendable {
    private let secrets: [String: AccessSecrets]
    private let numbers: [[UInt8]: Int]

    /// The secrets are by their hosts' names.
    init(_ secrets: [String: AccessSecrets]) {
        self.secrets = secrets
        let all = Set(secrets.values.flatMap { [$0.login, $0.become] }.compactMap { $0?.bytes })
        numbers = Dictionary(uniqueKeysWithValues: zip(all, 1...))
    }

    func access(to host: Host, _ budget: LoginBudget) -> Access {
        let secrets = secrets[host.name]
        let guarded = { (secret: Secret, purpose: String) in
            let credential = "\(purpose) \(numbers[secret.bytes] ?? 0) \(host.user ?? "")"
            return GuardedSecret(secret: secret, permit: LoginPermit(budget, credential: credential))
        }
        return Access(
            login: secrets?.login.map { guarded($0, "ssh") }, become: secrets?.become.map { guarded($0, "become") })
    }
}
