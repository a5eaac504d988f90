import Fleet

/// Remedy for a database, by Dovecot's last log line.
func backendRemedy(_ text: String, _ known: Meaning.Known? = nil) -> Advice {
    let known = known ?? Meaning.of(text)
    if let known, known.id == "limit.memory" { return known.advice }
    if let path = text.between("open(", ")") ?? text.between("creat(", ")") {
        if let user = text.between("Permission denied (euid=", ")")?.after("("), user != "dovecot", user != "root" {
            return [
                .note(
                    """
                    Dovecot reads it as the user \(user). Let \(user) read \(setting: String(path)), or correct user of \
                    service auth and of service auth-worker.
                    """), .run("doveconf -n | grep -B3 'user ='"),
            ] + retry
        }
        return [
            .note("Restore \(setting: String(path)), or give Dovecot access to it: group dovecot, mode 0640.")
        ]
    }
    if let install = driverInstallation(text) { return [install] + retry }
    if text.contains("pam_start() failed") { return pamServiceRemedy }
    if text == HostFacts.silence || text == HostFacts.silenceOnPassword {
        return [
            .note(
                """
                The database or LDAP server accepts connections and does not answer. Look there for a lock, a full disk, \
                a stopped process or a server that is overloaded.
                """)
        ]
    }
    if text.contains("Too many connections") || text.contains("too many clients") {
        return [
            .note(
                """
                The server runs and has no connection left: find the clients that hold them, or raise max_connections \
                there.
                """)
        ] + retry
    }
    if text.contains("reading initial communication packet") {
        return [
            .note(
                """
                The server accepts the connection and does not answer: it is stopped, overloaded, or no database server. \
                See its state and its log, and restart it.
                """)
        ] + retry
    }
    if hasAny(text, of: unresolved) {
        return [
            .note(
                """
                The name of the server does not resolve: correct it in Dovecot's configuration, or in /etc/hosts or DNS.
                """)
        ] + retry
    }
    if hasAny(text, of: ["file is not a database", "disk image is malformed"]) {
        return [.note("The SQLite file is damaged: restore it from the old host or a backup.")] + retry
    }
    if text.contains("Access denied for user"), let name = text.between("to database '", "'") {
        return [
            .note(
                """
                The server knows Dovecot's account, and has no database \(setting: String(name)) that the account may \
                use: correct dbname in Dovecot's configuration, or grant the account access to it.
                """)
        ] + retry
    }
    if hasAny(text, of: ["Access denied for user", "authentication failed for user", "Invalid credentials"]) {
        return [
            .note(
                """
                The server runs and refuses Dovecot's own account: grant it access from this host, or correct its name \
                and password in Dovecot's configuration.
                """)
        ] + retry
    }
    if text.contains("query failed"), hasAny(text, of: ["exist", "no such ", "Unknown column"]) {
        return [
            .note(
                """
                The query names a table or a column that the database does not have: load its tables from the old host \
                or a dump, or correct the query.
                """)
        ] + retry
    }
    if let known, known.meaning.specificity == .exact { return known.advice }
    if hasAny(text, of: ["Can't connect", "Connect failed"]) { return unreachableServer(text) }
    if let known, !known.isConsequence { return known.advice }
    return [.note("Fix the error that Dovecot reports: \(setting: text)")]
}

let pamServiceRemedy: Advice = [.act(.restorePAMFile)]

/// What resolvers and database clients say of an unknown name.
private let unresolved = [
    "Unknown MySQL server host", "Unknown server host", "could not translate host name", "Name or service not known",
    "Temporary failure in name resolution", "No address associated with hostname",
]

/// Dovecot's retry delay grows; a new auth process retries at once.
private let retry: Advice = [
    .note("Reload, else Dovecot may wait up to 125 seconds before it tries again."), .reload,
]

/// `Unknown database driver 'mysql'`, `Support not compiled in for passdb driver 'ldap'`
private func driverInstallation(_ text: String) -> Advice.Step? {
    let name = text.between("Unknown database driver '", "'") ?? text.between("Support not compiled in for", "'")
    guard hasAny(text, of: ["Unknown database driver", "Support not compiled in"]) else { return nil }
    if let driver = name.flatMap({ Package.Driver(rawValue: String($0)) }) { return .install(.driver(driver)) }
    return .install(.driver(text.contains("ldap") ? .ldap : .mysql))
}

/// Remedy for a database server that does not answer.
func unreachableServer(_ text: String) -> Advice {
    let own = ["127.0.0.1", "localhost", "::1", "through socket", "ldapi://"]
    guard hasAny(text, of: own) else {
        return [
            .note(
                """
                Start the database or directory server, or allow this host to reach it, or correct its address in \
                Dovecot's configuration.
                """)
        ] + retry
    }
    return [
        .note(
            "The server is on this host. It does not run, or it listens on another address or port than Dovecot uses:"),
        .run("ss -tlnp"),
    ] + start(text) + retry
}

private func start(_ text: String) -> Advice {
    if text.contains("mysql(") { return [.act(.startServer(.mysql))] }
    if text.contains("pgsql(") { return [.act(.startServer(.postgresql))] }
    if text.contains("ldap(") { return [.act(.startServer(.ldap))] }
    return []
}

private func hasAny(_ text: String, of marks: [String]) -> Bool { marks.contains { text.contains($0) } }
