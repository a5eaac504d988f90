import Fleet

/// What mends a user or password database, by what Dovecot logged of it last.
func backendRemedy(_ text: String) -> Remedy {
    if let path = text.between("open(", ")") ?? text.between("creat(", ")") {
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
                The database answers and lacks what the query names: load its tables from the old host or a dump, or \
                correct the query.
                """)
        ] + retry
    }
    if hasAny(text, of: ["Can't connect", "Connect failed"]) { return unreachableServer(text) }
    if let known = Meaning.of(text), !known.isConsequence { return known.remedy }
    return [.note("Mend what Dovecot says of it: \(setting: text)")]
}

/// What brings back the file that tells PAM how to ask; a file that was removed counts as the operator's wish else.
let pamServiceRemedy: Remedy = [
    .note("Reinstall the package to bring the file back."),
    .run("apt-get install --reinstall -o Dpkg::Options::=--force-confmiss dovecot-core"),
]

/// Dovecot waits longer from one attempt to the next; a new auth process begins at once.
private let retry: Remedy = [
    .note("Reload, else Dovecot may wait up to 125 seconds before it tries again."), .reload,
]

/// `Unknown database driver 'mysql'`, `Support not compiled in for passdb driver 'ldap'`: the package that brings it.
private func driverInstallation(_ text: String) -> Remedy.Step? {
    let name = text.between("Unknown database driver '", "'") ?? text.between("Support not compiled in for", "'")
    guard hasAny(text, of: ["Unknown database driver", "Support not compiled in"]) else { return nil }
    switch name {
    case "pgsql": return .run("apt-get install dovecot-pgsql")
    case "sqlite": return .run("apt-get install dovecot-sqlite")
    case "ldap": return .run("apt-get install dovecot-ldap")
    case "mysql": return .run("apt-get install dovecot-mysql")
    default:
        return text.contains("ldap") ? .run("apt-get install dovecot-ldap") : .run("apt-get install dovecot-mysql")
    }
}

/// What starts or reaches the server of a database or directory, by the line that says that it does not answer.
func unreachableServer(_ text: String) -> Remedy {
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
    return [.note("The server is this host's own, and does not run.")] + start(text) + retry
}

/// In two steps, since `enable --now` starts no unit that is made of an init script, as Debian 12's slapd is.
private func start(_ text: String) -> Remedy {
    if text.contains("mysql(") { return [.run("systemctl enable mariadb"), .run("systemctl start mariadb")] }
    if text.contains("pgsql(") { return [.run("systemctl enable postgresql"), .run("systemctl start postgresql")] }
    if text.contains("ldap(") { return [.run("systemctl enable slapd"), .run("systemctl start slapd")] }
    return []
}

private func hasAny(_ text: String, of marks: [String]) -> Bool { marks.contains { text.contains($0) } }
