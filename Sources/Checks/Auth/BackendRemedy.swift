import Fleet

/// What mends a user or password database, by what Dovecot logged of it last.
func backendRemedy(_ text: String) -> Advice {
    if let path = text.between("open(", ")") ?? text.between("creat(", ")") {
        if let user = text.between("Permission denied (euid=", ")")?.after("("), user != "dovecot", user != "root" {
            return [
                .note(
                    """
                    It is \(user) that Dovecot asks as. Let \(user) read \(setting: String(path)), or correct user of \
                    service auth and of service auth-worker.
                    """), .run("doveconf -n | grep -B3 'user ='"),
            ] + retry
        }
        return [
            .note("Bring \(setting: String(path)) back, or give Dovecot access to it: group dovecot, mode 0640.")
        ]
    }
    if let install = driverInstallation(text) { return [install] + retry }
    if text.contains("pam_start() failed") { return pamServiceRemedy }
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
    if hasAny(text, of: ["Can't connect", "Connect failed"]) { return unreachableServer(text) }
    if let known = Meaning.of(text), !known.isConsequence { return known.advice }
    return [.note("Mend what Dovecot says of it: \(setting: text)")]
}

/// What brings back the file that tells PAM how to ask.
let pamServiceRemedy: Advice = [.act(.restorePAMFile)]

/// Dovecot waits longer from one attempt to the next; a new auth process begins at once.
private let retry: Advice = [
    .note("Reload, else Dovecot may wait up to 125 seconds before it tries again."), .reload,
]

/// `Unknown database driver 'mysql'`, `Support not compiled in for passdb driver 'ldap'`: the package that brings it.
private func driverInstallation(_ text: String) -> Advice.Step? {
    let name = text.between("Unknown database driver '", "'") ?? text.between("Support not compiled in for", "'")
    guard hasAny(text, of: ["Unknown database driver", "Support not compiled in"]) else { return nil }
    if let driver = name.flatMap({ Package.Driver(rawValue: String($0)) }) { return .install(.driver(driver)) }
    return .install(.driver(text.contains("ldap") ? .ldap : .mysql))
}

/// What starts or reaches the server of a database or directory, by the line that says that it does not answer.
func unreachableServer(_ text: String) -> Advice {
    let own = ["127.0.0.1", "localhost", "::1", "through socket", "ldapi://"]
    guard hasAny(text, of: own) else {
        return [
            .note(
                """
                Start the database or directory server, or let this host through to it, or correct its address in \
                Dovecot's configuration.
                """)
        ] + retry
    }
    return [.note("The server is this host's own. It does not run, or it listens elsewhere than where Dovecot looks.")]
        + start(text) + retry
}

private func start(_ text: String) -> Advice {
    if text.contains("mysql(") { return [.act(.startServer(.mysql))] }
    if text.contains("pgsql(") { return [.act(.startServer(.postgresql))] }
    if text.contains("ldap(") { return [.act(.startServer(.ldap))] }
    return []
}

private func hasAny(_ text: String, of marks: [String]) -> Bool { marks.contains { text.contains($0) } }
