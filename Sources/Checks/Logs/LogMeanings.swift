/// What a line of Dovecot's log means, and what to do: the first whose mark it contains.
func meaning(of text: String) -> (String, String)? {
    meanings.first { text.contains($0.mark) }.map { ($0.meaning, $0.remedy) }
}

/// Whether a line says nothing about this host's health: guessed passwords, scanners, clients that hang up, and what the
/// sweep itself caused.
func isNoise(_ text: String) -> Bool {
    noise.contains { text.contains($0) }
}

private let noise = [
    "Password mismatch", "unknown user", "auth failed", "pam_authenticate() failed", "pam_acct_mgmt() failed",
    "no shared cipher",
    "unsupported protocol",
    "wrong version number", "http request", "unexpected eof", "SSL_accept() syscall failed", "Connection reset by peer",
    "bad record type", "version too low", "inappropriate fallback", "Connection closed", "Too many invalid",
    // Caused by the sweep: a static userdb over PAM cannot say whether a user exists, and only root may ask.
    "passdb doesn't support lookups", "doesn't have lookup permissions", "doesn't have permissions to do",
    // A rejected certificate is tls.trust's and tls.name's to judge; a client that refuses ours may just be a scanner.
    "SSL alert number",
    // Guessed names are looked up like any other.
    "user not found from userdb: ",
]

private let meanings: [(mark: String, meaning: String, remedy: String)] = [
    ("sqlite: ", "a database's file cannot be opened", "doveadm log errors | grep sqlite"),
    ("sql: ", "a database does not answer", "doveadm log errors | grep sql"),
    ("User query failed", "a database does not answer", "doveadm log errors | grep sql"),
    ("No space left on device", "a volume is full", "df -P; df -Pi"),
    ("Read-only file system", "a volume is mounted read-only", "findmnt; dmesg | tail"),
    ("UNIX perms appear ok", "SELinux, AppArmor or an ACL denies access", "dmesg | grep -i denied"),
    ("connect(login) in directory", "login processes cannot reach the auth process", "systemctl restart dovecot"),
    (
        "Permission denied", "a file may not be used by the user that needs it",
        "doveadm log errors | grep 'Permission denied'"
    ),
    (
        "process_limit", "a service's process_limit is reached",
        "Raise process_limit of the service that the line names."
    ),
    ("client_limit", "a service's client_limit is reached", "Raise client_limit of the service that the line names."),
    ("mail_max_userip_connections", "a user has too many connections from one address", "doveadm who"),
    ("Connection queue full", "login processes are all taken", "Raise process_limit of service imap-login."),
    ("Out of memory", "a service's vsz_limit is too low", "Raise vsz_limit of the service that the line names."),
    ("SSL server context", "the certificate or key cannot be loaded", "doveconf -xn >/dev/null"),
    ("SSL context", "the certificate or key cannot be loaded", "doveconf -xn >/dev/null"),
    ("not found from userdb", "the userdb misses an account that the passdb has", "doveadm user USER"),
    ("not found from any userdb", "the userdb misses an account that the passdb has", "doveadm user USER"),
    ("in configuration file", "a start was refused for the configuration", "doveconf -n >/dev/null"),
    ("authentication mechanism '", "the auth process does not know a mechanism", "doveconf auth_mechanisms"),
    ("mechanism can't be supported", "the auth process cannot serve a mechanism", "doveconf auth_mechanisms"),
    ("Unknown scheme", "a password hash has a scheme that this build does not know", "doveadm pw -l"),
    ("Weak password scheme", "a password hash is too weak for 2.4, and refused", "doveadm pw -s SHA512-CRYPT"),
    ("Time moved backwards", "the clock was set back", "timedatectl; systemctl status chrony"),
    ("Time just moved backwards", "the clock was set back", "timedatectl; systemctl status chrony"),
    ("Corrupted index", "an index is damaged", "doveadm force-resync -u USER MAILBOX"),
    ("Plugin '", "a plugin is missing", "doveconf mail_plugins"),
    ("killed with signal", "a process of Dovecot crashed", "Update Dovecot; if it stays, report it with the log."),
    ("Connect failed to database", "a database does not answer", "doveadm log errors | grep database"),
    ("onnect to database", "a database does not answer", "doveadm log errors | grep database"),
    ("Can't connect to server", "a directory or database server does not answer", "doveadm log errors | grep connect"),
    ("command startup failed", "a service dies at its start", "doveadm log errors | grep Fatal"),
]
