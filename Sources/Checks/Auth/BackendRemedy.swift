/// What mends a user or password database, by what Dovecot logged of it last.
func backendRemedy(_ text: String) -> String {
    if let path = text.between("open(", ")") ?? text.between("creat(", ")") {
        return "Bring \(path) back, or give Dovecot access to it (chgrp dovecot, mode 0640)."
    }
    if let package = driverPackage(text) { return "apt-get install \(package)   # Debian's name of it\n\(reload)" }
    if text.contains("pam_start() failed") { return pamServiceRemedy }
    if hasAny(text, of: ["Access denied for user", "authentication failed for user", "Invalid credentials"]) {
        return "The server runs and refuses Dovecot's own account: grant it access from this host, or correct its"
            + " name and password in Dovecot's configuration.\n\(reload)"
    }
    if text.contains("query failed"), hasAny(text, of: ["exist", "no such ", "Unknown column"]) {
        return "The database answers and lacks what the query names: load its tables from the old host or a dump, or"
            + " correct the query.\n\(reload)"
    }
    if hasAny(text, of: ["Can't connect", "Connect failed"]) { return unreachableServer(text) }
    return "Mend what the auth lines of the log name.\ndoveadm log errors | grep auth"
}

/// What brings back the file that tells PAM how to ask; a file that was removed counts as the operator's wish else.
let pamServiceRemedy =
    "apt-get install --reinstall -o Dpkg::Options::=--force-confmiss dovecot-core   # brings the file back"

/// Dovecot waits longer from one attempt to the next; a new auth process begins at once.
private let reload = "doveadm reload   # else Dovecot may wait up to 125 seconds before it tries again"

/// `Unknown database driver 'mysql'`, `Support not compiled in for passdb driver 'ldap'`.
private func driverPackage(_ text: String) -> String? {
    let name = text.between("Unknown database driver '", "'") ?? text.between("Support not compiled in for", "'")
    guard hasAny(text, of: ["Unknown database driver", "Support not compiled in"]) else { return nil }
    let driver = name.flatMap { ["mysql", "pgsql", "sqlite", "ldap"].contains($0) ? String($0) : nil }
    return "dovecot-\(driver ?? (text.contains("ldap") ? "ldap" : "mysql"))"
}

private func unreachableServer(_ text: String) -> String {
    let own = ["127.0.0.1", "localhost", "::1", "through socket", "ldapi://"]
    guard hasAny(text, of: own) else {
        return "Start the database or directory server, or let this host through to it, or correct its address in"
            + " Dovecot's configuration.\n\(reload)"
    }
    // In two steps, since `enable --now` starts no unit that is made of an init script, as Debian 12's slapd is.
    let units = [("mysql(", "mariadb"), ("pgsql(", "postgresql"), ("ldap(", "slapd")]
    let unit = units.first { text.contains($0.0) }?.1
    return "The server is this host's own, and does not run.\n"
        + (unit.map { "systemctl enable \($0)\nsystemctl start \($0)\n" } ?? "") + reload
}

private func hasAny(_ text: String, of marks: [String]) -> Bool { marks.contains { text.contains($0) } }
