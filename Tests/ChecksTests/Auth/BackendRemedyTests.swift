import Fleet
import Testing

@testable import Checks

@Suite struct BackendRemedyTests {
    /// What Dovecot logged on hosts of the lab, 2.3 and 2.4, each with the first line of what mends it.
    @Test(arguments: [
        (
            "mysql(127.0.0.1): Connect failed to database (mail): Can't connect to server on '127.0.0.1' (115) - waiting"
                + " for 125 seconds before retry",
            "# The server is on this host. It does not run, or it listens on another address or port than Dovecot uses:\nss -tlnp\nsystemctl enable mariadb\nsystemctl start mariadb"
        ),
        (
            "ldap(/etc/dovecot/dovecot-ldap-userdb.conf.ext): Can't connect to server: ldap://127.0.0.1",
            "# The server is on this host. It does not run, or it listens on another address or port than Dovecot uses:\nss -tlnp\nsystemctl enable slapd\nsystemctl start slapd"
        ),
        ("ldap(ldap://d1): Can't connect to server: ldap://d1", "# Start the database or directory server"),
        (
            "mysql(127.0.0.1): Connect failed to database (mail): Access denied for user 'dovecot'@'localhost' (using"
                + " password: YES) - waiting for 125 seconds before retry",
            "# The server runs and refuses Dovecot’s own account"
        ),
        (
            "ldap(ldap://127.0.0.1:389): binding failed (dn cn=dovecot,dc=lab,dc=example): Invalid credentials",
            "# The server runs and refuses Dovecot’s own account"
        ),
        (
            "mysql(db1): Connect failed to database (mail): Too many connections",
            "# The server runs and has no connection"
        ),
        (
            "pgsql(db1): Connect failed to database mail: sorry, too many clients already",
            "# The server runs and has no"
        ),
        (
            "mysql(db1): Connect failed to database (mail): Unknown MySQL server host 'db1' (-2)",
            "# The name of the server"
        ),
        ("pgsql(db1): could not translate host name \"db1\" to address", "# The name of the server does not resolve"),
        ("sqlite(/srv/u.db): file is not a database", "# The SQLite file is damaged"),
        (
            "mysql(db1): Connect failed to database (mail): Lost connection to server at 'handshake: reading initial"
                + " communication packet', system error: 110",
            "# The server accepts the connection and does not answer"
        ),
        ("sql: User query failed: Table 'mail.users' doesn't exist", "# The query names a table or a column"),
        (
            "sql(probe@lab.example): Password query failed: Unknown column 'crypt' in 'SELECT'",
            "# The query names a table or a column"
        ),
        ("sql: Unknown database driver 'mysql'", "apt-get install dovecot-mysql\n"),
        ("Support not compiled in for passdb driver 'ldap'", "apt-get install dovecot-ldap\n"),
        (
            "pam: pam_start() failed: Critical error - immediate abort",
            "# Reinstall the package to restore the file.\napt-get install --reinstall"
        ),
        ("passwd-file /u: open(/u) failed: Permission denied", "# Restore /u"),
        (
            "sqlite: open(/u) failed: Permission denied (euid=65534(nobody) egid=65534(nogroup) missing +r perm: /u)",
            "# Dovecot reads it as the user nobody. Let nobody read /u"
        ),
        (
            "open(/u) failed: Permission denied (euid=102(dovecot) egid=105(dovecot) missing +r perm: /u)",
            "# Restore /u"
        ),
        ("something new", "# Fix the error"),
    ])
    func `what was logged says what mends it`(logged: String, remedy: String) {
        #expect(backendRemedy(logged).script.hasPrefix(remedy))
    }
}
