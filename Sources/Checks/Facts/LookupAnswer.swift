/// The result of a userdb or passdb lookup for the probe account.
enum LookupAnswer: Sendable, Equatable {
    case found(fields: [String: String])
    case unknownUser
    /// The passdb has the account, and no password for it.
    case withoutPassword
    /// Dovecot serves no mail to this uid or gid: `UID 100`.
    case forbidden(String)
    /// Dovecot's message about unusable fields.
    case unusable(String)
    /// Dovecot's message about a mail setting that it cannot expand for the account.
    case misconfigured(String)
    /// The database cannot be asked without the password (PAM, LDAP with binds).
    case unsupported
    /// The message of a database or auth process that failed.
    case broken(String)
    /// Why doveadm could not ask.
    case unasked(String)

    /// Parses `doveadm user`: `field<TAB>value` lines.
    init(userdb part: ProbeOutput.Part) {
        let pairs = part.lines.compactMap { line -> (String, String)? in
            guard let (name, value) = line.cut(at: "\t"), line != "field\tvalue",
                !(value.isEmpty && ["uid", "gid"].contains(name))
            else { return nil }
            return (String(name), String(value))
        }
        self.init(part, fields: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }

    /// Parses `doveadm auth lookup`: indented `field: value` lines.
    init(passdb part: ProbeOutput.Part) {
        let pairs = part.lines.compactMap { line -> (String, String)? in
            guard line.begins(with: "  "), let (name, value) = line.cut(at: ":") else { return nil }
            return (String(name.trimmed), String(value.trimmed))
        }
        self.init(part, fields: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }

    private init(_ part: ProbeOutput.Part, fields: [String: String]) {
        let text = part.text
        let said = part.lines.filter { !$0.isEmpty && $0 != "field\tvalue" }
        let complaint = said.first { $0.contains("rror") || $0.contains("Fatal") } ?? said.first
        let words = complaint.map(String.init) ?? "doveadm ended with status \(part.status)"
        switch part.status {
        case 0: self = .found(fields: fields)
        case 67: self = .unknownUser
        case 127: self = .unasked("there is no doveadm on this host")
        case 89: self = .unasked("doveadm cannot read the configuration")
        default:
            if text.contains("don't support credentials lookups") {
                self = .unsupported
            } else if text.contains("doesn't support lookups") {
                self = .unsupported
            } else if let refusal = unreachable(text) {
                self = .unasked(refusal)
            } else {
                self = .broken(words)
            }
        }
    }
}

/// Why doveadm could not ask: no server, no permission, or a missing plugin.
func unreachable(_ text: String) -> String? {
    if text.contains("Permission denied") { return "doveadm has no permission on Dovecot's sockets" }
    if let plugin = text.after("Plugin ") { return "doveadm cannot start: Plugin \(plugin.prefix { $0 != "\n" })" }
    if text.contains("Couldn't load required plugin") { return "doveadm cannot start: a plugin cannot be loaded" }
    if text.contains("Connection refused") || text.contains("No such file or directory") {
        return "Dovecot's auth sockets do not answer"
    }
    return nil
}
