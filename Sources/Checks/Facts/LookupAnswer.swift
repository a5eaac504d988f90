/// What a user or password database answered about the probe account, told apart as the exit status alone does not.
enum LookupAnswer: Sendable, Equatable {
    case found(fields: [String: String])
    /// The database answered that it knows nobody of that name.
    case unknownUser
    /// The account is known, and Dovecot refuses to serve its mail; which of its numbers is to blame: `UID 100`.
    case forbidden(String)
    /// The account is known, and what the database says of it cannot be used; Dovecot's words.
    case unusable(String)
    /// The passdb cannot be asked without a password (PAM, LDAP with binds).
    case unsupported
    /// The database, or the auth process, did not answer; its words.
    case broken(String)
    /// Dovecot itself could not be asked; why.
    case unasked(String)

    /// `doveadm user`: a header, then a field and its value a line, separated by a tab.
    init(userdb part: Parts.Part) {
        let pairs = part.lines.compactMap { line -> (String, String)? in
            guard let (name, value) = line.cut(at: "\t"), line != "field\tvalue" else { return nil }
            return (String(name), String(value))
        }
        self.init(part, fields: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }

    /// `doveadm auth lookup`: a field and its value a line, separated by a colon.
    init(passdb part: Parts.Part) {
        let pairs = part.lines.compactMap { line -> (String, String)? in
            guard line.begins(with: "  "), let (name, value) = line.cut(at: ":") else { return nil }
            return (String(name.trimmed), String(value.trimmed))
        }
        self.init(part, fields: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }

    private init(_ part: Parts.Part, fields: [String: String]) {
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

/// Why doveadm could not ask: no server at the other end of its socket, no right to use it, or no doveadm that works.
func unreachable(_ text: String) -> String? {
    if text.contains("Permission denied") { return "doveadm may not use Dovecot's sockets" }
    if let plugin = text.after("Plugin ") { return "doveadm cannot start: Plugin \(plugin.prefix { $0 != "\n" })" }
    if text.contains("Connection refused") || text.contains("No such file or directory") {
        return "Dovecot's auth sockets do not answer"
    }
    return nil
}
