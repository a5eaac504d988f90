import Fleet

extension Subject {
    /// The name by which Dovecot looks an account up, which `auth_username_format` makes of what a client types.
    ///
    /// Nil where the format holds more than is understood here.
    func lookupName(of account: String) -> String? {
        guard let format = (try? settings())?["auth_username_format"] else { return account }
        let local = String(account.prefix { $0 != "@" })
        switch String(decoding: format.utf8.filter { $0 != UInt8(ascii: " ") }, as: UTF8.self) {
        case "%u", "%{user}": return account
        case "%Lu", "%{user|lower}": return account.lowercased()
        case "%n", "%{user|username}": return local
        case "%Ln", "%{user|username|lower}", "%{user|lower|username}": return local.lowercased()
        default: return nil
        }
    }

    /// What to say of an account that is looked up without its domain, by `auth_username_format`, and is not found so; nil
    /// where it is looked up as it is typed.
    func lookedUpWithoutDomain(_ account: String) -> (words: String, advice: Advice)? {
        guard account.contains("@"), let name = lookupName(of: account), !name.contains("@"),
            let format = (try? settings())?["auth_username_format"]
        else { return nil }
        let whole = is24 ? "auth_username_format = %{user | lower}" : "auth_username_format = %Lu"
        // Only where a passwd-file has the whole name does the agent tell of the entry.
        let isStored = (try? laterPart("account", "stored"))?.lines.contains { !$0.isEmpty } == true
        let words = "\(name), as which auth_username_format = \(format) has \(account) looked up"
        let either: Advice =
            isStored ? [] : [.note("If accounts are meant to have no domain, add \(name) in its place.")]
        return (words, [.note("Set \(setting: whole): the accounts have a domain."), .reload] + either)
    }

    /// The characters of an account's name that `auth_username_chars` forbids; empty where it forbids none.
    ///
    /// Dovecot translates first (auth_request_fix_username), and takes an empty set for all characters.
    func forbiddenCharacters(of account: String) -> [Character] {
        guard let settings = try? settings(), let allowed = settings["auth_username_chars"] else { return [] }
        let translation = Array(settings["auth_username_translation"] ?? "")
        var translated: [Character: Character] = [:]
        for place in stride(from: 0, to: translation.count - 1, by: 2) {
            translated[translation[place]] = translation[place + 1]
        }
        var seen: Set<Character> = []
        return account.map { translated[$0] ?? $0 }.filter { !allowed.contains($0) && seen.insert($0).inserted }
    }

    /// Whether a password that was tried, or a login, shows that the passdb serves the account.
    var passdbServes: Bool {
        if loginProven { return true }
        if case .accepted? = try? password() { return true }
        return false
    }
}
