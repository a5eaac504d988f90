/// The options of the sweep that checks depend on.
package struct Parameters: Sendable, Equatable, Codable {
    /// `--migrated`: mail must exist, not only be creatable.
    package var isMigrated = false
    /// `--expiry-warning`: days before expiry; nil is the default rule.
    package var expiryWarningDays: Int?
    /// False with `--no-outside`.
    package var looksOutside = true
    /// False with `--no-tunnel`.
    package var looksThrough = true
    /// `--open-mailbox`: LIST and EXAMINE after a login.
    package var opensMailbox = false
    /// `--ca-file`.
    package var caFile: String?
    /// `--only` and `--skip`: items and check ids.
    package var only: [String] = []
    package var skip: [String] = []

    package init() {}

    /// Whether any selected check needs the probe account.
    package var asksForLogins: Bool {
        let items: [Item] = [.auth, .user, .password, .mailLocation, .permissions]
        let names = Set(items.map(\.rawValue))
        return !skip.contains(Item.password.rawValue)
            && (only.isEmpty || only.contains { names.contains(String($0.prefix { $0 != "." })) })
    }

    package func authorities(for host: Host) -> [String] {
        Set([host.caFile, caFile].compactMap { $0 }).sorted()
    }
}

extension Parameters {
    private enum Key: String, CodingKey {
        case isMigrated, expiryWarningDays, looksOutside, looksThrough, opensMailbox, caFile, only, skip
    }

    package init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: Key.self)
        isMigrated = try line.decode(Bool.self, forKey: .isMigrated)
        expiryWarningDays = try line.decodeIfPresent(Int.self, forKey: .expiryWarningDays)
        looksOutside = try line.decode(Bool.self, forKey: .looksOutside)
        // Missing in older records, whose sweeps used the defaults.
        looksThrough = try line.decodeIfPresent(Bool.self, forKey: .looksThrough) ?? true
        opensMailbox = try line.decodeIfPresent(Bool.self, forKey: .opensMailbox) ?? false
        caFile = try line.decodeIfPresent(String.self, forKey: .caFile)
        only = try line.decode([String].self, forKey: .only)
        skip = try line.decode([String].self, forKey: .skip)
    }
}
