import Fleet

/// What a line of Dovecot's log means, and what to do: the first whose mark it contains; nil where it is not known.
func meaning(of text: String) -> LogMeaning? {
    logMeanings.first { text.contains($0.mark) }
}

/// A line that is known by a piece of its text.
struct LogMeaning: Sendable {
    /// What it contains, as Dovecot writes it (2.3.19 and 2.4.1; what only one writes is marked in `logMeanings`).
    let mark: String
    let meaning: String
    let remedy: Remedy
    var kind = Kind.host

    enum Kind: Sendable {
        /// Something is wrong with the host.
        case host
        /// Something is wrong with one account. Of the probe account the sweep itself made it be logged.
        case account
        /// A limit was reached: `logs.limits` judges it.
        case limit
    }
}

extension LogMeaning {
    fileprivate init(_ mark: String, _ meaning: String, _ remedy: Remedy, _ kind: Kind = .host) {
        self.init(mark: mark, meaning: meaning, remedy: remedy, kind: kind)
    }
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
    // The policy that it should be: a password that came without TLS was refused.
    "plaintext auth", "Plaintext authentication", "Cleartext authentication",
    // What doveconf warns of too, which config.warnings judges.
    "Obsolete setting in ", "is lower than required under max. load",
    // A port that waits for a balancer, met by somebody else.
    "haproxy: Client timed out",
]

/// In the order in which they are tried: what is more special first.
let logMeanings: [LogMeaning] = [
    // Limits.
    .init("process_limit (", "a service's process_limit is reached", raise("process_limit"), .limit),
    .init("client connections are being dropped", "a service takes no more clients", raise("process_limit"), .limit),
    .init("client_limit (", "a service's client_limit is reached", raise("client_limit"), .limit),
    .init("client_limit and process_limit was hit", "login processes are all taken", loginLimit, .limit),
    .init("Connection queue full", "login processes are all taken", loginLimit, .limit),
    .init(
        "mail_max_userip_connections", "a user has too many connections from one address",
        [.run("doveadm who"), .note("Raise mail_max_userip_connections, or mend the client that it names.")], .limit),
    .init(
        "destination service { process_limit } reached?", "a service takes no more clients, or its processes crash",
        [.note("Compare process_total and process_limit."), .run("doveadm service status imap"), .showErrors], .limit),
    .init("Out of memory (service", "a service's vsz_limit is too low", raise("vsz_limit"), .limit),
    .init("failed to map segment", "a service's vsz_limit is too low", raise("vsz_limit"), .limit),
    .init(
        "Too many open files", "a process has too many files open", [.run("systemctl show dovecot -p LimitNOFILE")],
        .limit),

    // Backends of authentication.
    .init("sqlite: ", "a database's file cannot be opened", [.run("doveadm log errors | grep sqlite")]),
    .init(
        "Access denied for user", "a database refuses the user that Dovecot comes as",
        [.note("Grant it access from this host, or correct its password in Dovecot's configuration.")]),
    .init(
        "seconds before retry", "a database does not answer, and Dovecot waits before it tries again",
        [.note("Start the database or correct its address."), .restart]),
    .init("Connect failed to database", "a database does not answer", database),
    .init("onnect to database", "a database does not answer", database),
    .init("Not connected to database", "a database does not answer", database),
    .init("User query failed", "a database does not know what the query asks for", query),
    .init("Password query failed", "a database does not know what the query asks for", query),
    .init("sql: ", "a database does not answer", [.run("doveadm log errors | grep sql")]),
    .init("Can't connect to server", "a directory or database server does not answer", database),
    .init(
        "Invalid credentials", "the directory refuses the account that Dovecot binds as",
        [.note("Correct dn and dnpass, in 2.4 ldap_auth_dn and ldap_auth_dn_password.")]),
    .init(
        "Critical error - immediate abort", "PAM has no service file for Dovecot",
        pamServiceRemedy),
    .init("Worker process died unexpectedly", "a worker of the auth process crashed", crashed),
    .init("Unknown authentication mechanism", "the auth process does not know a mechanism", mechanisms),
    .init("authentication mechanism '", "the auth process does not know a mechanism", mechanisms),
    .init("mechanism can't be supported", "the auth process cannot serve a mechanism", mechanisms),
    .init("No passdbs specified", "the configuration has no passdb", [.run("doveconf -n passdb")]),
    .init("Unknown database driver", "a driver's package is missing", drivers),
    .init("Support not compiled in", "a driver's package is missing", drivers),
    .init(
        "Unknown passdb driver", "a passdb has a driver that this Dovecot does not know", [.run("doveconf -n passdb")]),
    .init(
        "Unknown userdb driver", "a userdb has a driver that this Dovecot does not know", [.run("doveconf -n userdb")]),
    .init("Invalid uid", "a uid in the configuration is no account of this host", [.run("getent passwd vmail")]),
    .init("Invalid UID value", "a uid in the configuration is no account of this host", [.run("getent passwd vmail")]),
    .init(
        "Auth process not responding", "the auth process is slow, hangs or cannot be reached",
        [.run("doveadm service status auth; ls -ld /run/dovecot/login")]),
    .init("connect(login) in directory", "login processes cannot reach the auth process", [.restart]),

    // One account's trouble.
    .init(
        "Unknown scheme", "a password hash has a scheme that this build does not know", [.run("doveadm pw -l")],
        .account),
    .init(
        "Weak password scheme", "a password hash is too weak for 2.4, and refused",
        [.run("doveadm pw -s SHA512-CRYPT")],
        .account),
    .init(
        "pam_acct_mgmt() failed", "PAM denies an account: it, or its password, has expired", [.run("chage -l USER")],
        .account),
    .init(
        "not found from userdb", "the userdb misses an account that the passdb has", [.run("doveadm user USER")],
        .account),
    .init(
        "not found from any userdb", "the userdb misses an account that the passdb has", [.run("doveadm user USER")],
        .account),
    .init(
        "is missing userdb info", "the userdb misses an account that the passdb has", [.run("doveadm user USER")],
        .account),
    .init("User is missing UID", "the userdb gives an account no uid", [.run("doveadm user USER")], .account),
    .init(
        "not permitted (see first_valid", "a uid is not one that Dovecot serves", [.run("doveconf first_valid_uid")],
        .account),
    .init(
        "Relative home directory", "the userdb gives an account a relative home", [.run("doveadm user USER")], .account),
    .init("Home directory not set", "an account has no home", [.run("doveadm user USER")], .account),
    .init("there is no mail_home", "an account has no home", [.run("doveadm user USER")], .account),
    .init("Quota exceeded", "an account is over quota", [.run("doveadm quota get -u USER")], .account),

    // Mail.
    .init("No space left on device", "a volume is full", [.run("df -P; df -Pi")]),
    .init("Disk quota exceeded", "a quota of the file system is used up", [.run("repquota -a")]),
    .init("Read-only file system", "a volume is mounted read-only", [.run("findmnt; dmesg | tail")]),
    .init("UNIX perms appear ok", "SELinux, AppArmor or an ACL denies access", [.run("dmesg | grep -i denied")]),
    .init(
        "file_dotlock_create(", "the mail spool cannot be written by its group",
        [.run("chgrp mail /var/mail && chmod 2775 /var/mail"), .note("Set mail_privileged_group = mail."), .reload]),
    .init(
        "Permission denied", "a file may not be used by the user that needs it",
        [.run("doveadm log errors | grep 'Permission denied'")]),
    .init(
        "Mail storage autodetection failed", "no mail location is set", [.run("doveconf -n mail_location mail_driver")]),
    .init(
        "Unknown mail storage driver", "the mail location names a driver that is not there",
        [.run("doveconf mail_driver")]),
    .init("Plugin '", "a plugin is missing", [.run("doveconf mail_plugins")]),
    .init("No value to get domain from", "a variable asks for a domain that user names have not", variables),
    .init("Unknown variable", "a variable is not one of this version", variables),
    .init("Corrupted ", "an index is damaged", [.run("doveadm force-resync -u USER MAILBOX")]),
    .init("Broken file", "a list of a mailbox is damaged", [.run("doveadm force-resync -u USER MAILBOX")]),
    .init(
        "isn't a valid mbox file", "a mailbox is not of the format that it is read as", [.run("doveconf mail_location")]
    ),

    // TLS.
    .init(
        "ee key too small", "the certificate's key is too small", [.run("openssl x509 -in CERTIFICATE -noout -text")]),
    .init("Key is for a different cert", "key and certificate do not fit", [.run("doveconf -n | grep -i ssl")]),
    .init(
        "Key file is for a different certificate", "key and certificate do not fit", [.run("doveconf -n | grep -i ssl")]
    ),
    .init("Couldn't parse private SSL key", "the key is encrypted or damaged", [.run("openssl pkey -in KEY -noout")]),
    .init("Can't set cipher list", "ssl_cipher_list names no cipher that there is", [.run("doveconf ssl_cipher_list")]),
    .init(
        "ssl_min_protocol setting", "ssl_min_protocol is no protocol that there is", [.run("doveconf ssl_min_protocol")]
    ),
    .init("SSL server context", "the certificate or key cannot be loaded", [.run("doveconf -xn >/dev/null")]),
    .init("SSL context", "the certificate or key cannot be loaded", [.run("doveconf -xn >/dev/null")]),

    // Starts.
    .init("in configuration file", "a start was refused for the configuration", [.run("doveconf -n >/dev/null")]),
    .init("User doesn't exist: ", "a service's user is no account of this host", [.run("doveconf -n | grep 'user ='")]),
    .init(
        "is already running with PID", "a second Dovecot was started, or a master.pid is stale",
        [.run("pgrep -a dovecot")]),
    .init("Address already in use", "another program has a port of Dovecot's", [.run("ss -tlnp")]),
    .init(
        "Cannot assign requested address", "listen names an address that this host has not",
        [.run("doveconf listen; ip addr")]),
    .init("Failed to start listeners", "a start failed for its listeners", [.run("ss -tlnp; doveconf listen")]),
    .init("without any protocols", "no protocol is switched on", [.run("doveconf protocols")]),
    .init("version mismatch", "Dovecot was upgraded and not restarted", [.restart]),
    .init("command startup failed", "a service dies at its start", [.run("doveadm log errors | grep Fatal")]),
    .init("killed with signal", "a process of Dovecot crashed", crashed),
    .init("Panic: ", "a process of Dovecot crashed", crashed),
    .init("Time moved backwards", "the clock was set back", [.run("timedatectl; systemctl status chrony")]),
    .init("Time just moved backwards", "the clock was set back", [.run("timedatectl; systemctl status chrony")]),

    // What stands behind a proxy.
    .init("proxy(", "a server behind this proxy does not answer", [.run("doveadm log errors | grep 'proxy('")]),
    .init("Internal auth failure", "a login failed inside the auth process", [.run("doveadm log errors | grep auth")]),
    .init(
        "Authentication service not reachable", "the auth process cannot be reached",
        [.run("doveadm service status auth")]),
]

private func raise(_ limit: String) -> Remedy {
    [.note("Raise \(limit) of the service that the line names, if the load is meant to be."), .reload]
}

private let loginLimit: Remedy = [
    .note(
        """
        Raise process_limit of service imap-login, or let one process serve many: service_count = 0, in 2.4 \
        restart_request_count = unlimited, and client_limit.
        """), .reload,
]
private let database: Remedy = [
    .note("Start the server, or correct its address in Dovecot's configuration."), .restart,
]
private let query: Remedy = [
    .note("Correct the query, or the table that it asks."), .run("doveadm log errors | grep query"),
]
private let crashed: Remedy = [.note("Update Dovecot; if it stays, report it with the log.")]
private let mechanisms: Remedy = [.run("doveconf auth_mechanisms")]
private let drivers: Remedy = [.note("Install dovecot-mysql, dovecot-pgsql, dovecot-sqlite or dovecot-ldap.")]
private let variables: Remedy = [.run("doveconf -n | grep '%'")]
