package import Fleet

/// A password that needs a permit, so that a fleet does not lock the account out.
package struct GuardedSecret: Sendable {
    package let secret: Secret
    package let permit: LoginPermit
}

/// The passwords for SSH and sudo.
struct Access: Sendable {
    var login: GuardedSecret?
    var become: GuardedSecret?

    func finish() {
        login?.permit.finish(.undetermined)
        become?.permit.finish(.undetermined)
    }

    var secrets: [Secret] { [login, become].compactMap { $0?.secret } }
}

/// The fleet's passwords. Equal account and password share a login budget, whose key contains no secret.
struct Keyring: Sendable {
    private let secrets: [String: AccessSecrets]
    private let numbers: [[UInt8]: Int]

    /// The keys are host names.
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
