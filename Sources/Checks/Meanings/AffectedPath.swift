import Fleet

/// The path in a line, and the condition it breaks.
struct AffectedPath {
    let path: String
    private let service: String
    private let user: String?

    init(_ seen: Captures) {
        path = seen.value(.path) ?? seen.value(.blocked) ?? ""
        service = seen.value(.service) ?? ""
        user = seen.value(.user)
    }

    /// Whether it is in the usual base_dir.
    var isOfDovecot: Bool { path.begins(with: "/run/dovecot") || path.begins(with: "/var/run/dovecot") }

    private var isAuth: Bool { service.begins(with: "auth") }

    /// Names that packages and guides use.
    private var isCertificate: Bool {
        [".pem", ".key", ".crt", ".cer"].contains { path.ends(with: $0) }
            || ["/ssl/", "/letsencrypt/", "/pki/"].contains { path.contains($0) }
    }

    var brokenWhereMissing: Condition? {
        if isOfDovecot { return path.contains("/auth") || path.contains("/login") ? .authProcess : .service }
        return broken(mail: .mailDirectory)
    }

    var brokenWhereDenied: Condition? {
        if isOfDovecot { return .socketPermissions }
        return broken(mail: .mailPermissions)
    }

    private func broken(mail: Condition) -> Condition? {
        if isCertificate { return .certificateFiles }
        if path.begins(with: "/etc/dovecot"), path.ends(with: ".conf") { return .configuration }
        if isAuth || path.begins(with: "/etc/") || path.contains("mysqld") || path.contains("postgresql") {
            return .backends
        }
        if path.begins(with: "/var/log") || path.begins(with: "/dev/") { return .service }
        if path.ends(with: ".so") || path.contains("/modules/") { return .plugins }
        switch service {
        case "master", "log", "config", "anvil", "doveconf", "stats": return .service
        case "imap-login", "pop3-login", "submission-login", "managesieve-login": return .greeting
        default: return mail
        }
    }
}

func parent(of path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), slash > bytes.startIndex else { return "/" }
    return String(Substring(bytes[..<slash]))
}

func lastPart(of path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(Substring(bytes[bytes.index(after: slash)...]))
}
