/// What the judges need to know of how the sweep was asked for.
package struct Parameters: Sendable, Equatable, Codable {
    /// `--migrated`: mail must exist, not merely be creatable.
    package var isMigrated = false
    /// `--expiry-warning`: days before expiry from which to warn; nil is the contract's rule.
    package var expiryWarningDays: Int?
    /// `--no-outside`: nothing was tried from outside.
    package var looksOutside = true
    /// `--no-tunnel`: no listener of a host was tried through its SSH connection.
    package var looksThrough = true
    /// `--open-mailbox`: a login is followed by LIST and EXAMINE.
    package var opensMailbox = false
    /// `--ca-file`, on the coordinator.
    package var caFile: String?
    /// `--only` and `--skip`: items and check ids.
    package var only: [String] = []
    package var skip: [String] = []

    package init() {}

    /// Whether anything was asked for that an account is tried for.
    package var asksForLogins: Bool {
        let items: [Item] = [.auth, .user, .password, .mailLocation, .permissions]
        let names = Set(items.map(\.rawValue))
        return !skip.contains(Item.password.rawValue)
            && (only.isEmpty || only.contains { names.contains(String($0.prefix { $0 != "." })) })
    }

    /// The files of authorities to trust for a host, beside the system's.
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
        // Records from before there was a choice have none: nothing was left out or opened then.
        looksThrough = try line.decodeIfPresent(Bool.self, forKey: .looksThrough) ?? true
        opensMailbox = try line.decodeIfPresent(Bool.self, forKey: .opensMailbox) ?? false
        caFile = try line.decodeIfPresent(String.self, forKey: .caFile)
        only = try line.decode([String].self, forKey: .only)
        skip = try line.decode([String].self, forKey: .skip)
    }
}
