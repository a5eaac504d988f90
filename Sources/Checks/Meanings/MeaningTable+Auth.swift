import Fleet

extension MeaningTable {
    @Rows static var authProcess: [Meaning] {
        Meaning(
            .auth, "not-responding", .consequence, .authProcess, "the auth process is slow, hangs or cannot be reached",
            [
                "Auth process not responding", "Timeout waiting for handshake from auth server", "Connecting timed out",
                "Auth server request timed out after \(.value) secs", "timed out after \(.number) secs, state=",
                "Timeout waiting for handshake response",
            ], says: "the auth process did not answer in time"
        ) { _ in
            [
                .run("doveadm service status auth; ls -ld /run/dovecot/login"),
                .note(
                    "A backend that does not answer keeps it waiting: look for lines of auth and auth-worker just before."
                ), .showErrors,
            ]
        }
        Meaning(
            .auth, "request-timeout", .consequence, .authProcess, "a request to the auth process had no answer in time",
            ["Request timed out", "waiting for client to continue authentication"]
        ) { _ in [.run("doveadm service status auth"), .note("Look for lines of auth and auth-worker just before.")] }
        Meaning(
            .auth, "worker-died", .authProcess, "a worker of the auth process crashed",
            ["Worker process died unexpectedly: \(.reason)", "Worker process died unexpectedly"],
            says: "a worker of the auth process ended in the middle of a lookup"
        ) { _ in
            [
                .showLog(50, holding: "auth-worker"),
                .note(
                    "The last line of that worker says why: update a driver that crashes, and raise a vsz_limit that is reached."
                ),
            ]
        }
        Meaning(
            .auth, "workers-differ", .general, .authProcess, "auth process and workers have different settings",
            ["Auth worker sees different passdbs/userdbs than auth server"],
            says: "the configuration was changed, and the auth process still runs with the old one"
        ) { _ in [.restart] }
        Meaning(
            .auth, "wrong-socket", .authProcess, "a program uses the wrong socket of the auth process",
            [
                "\(.path) is an auth client socket. It should be a master socket",
                "Authentication client trying to connect to master socket",
                "Auth workers can handle only a single client",
            ], says: "a program or service uses the wrong kind of socket of the auth process"
        ) { seen in
            [
                .note(
                    "Programs that log in, as Postfix does, use auth-client; those that look users up use auth-userdb. Correct the path in their configuration."
                ),
                .run("doveconf service/auth"),
            ]
        }
        Meaning(
            .auth, "userdb-denied", .exact, scope: .noise, .socketPermissions,
            "a program has no permission to look up every account",
            [
                "client doesn't have lookup permissions for this user", "doesn't have permissions to do a PASS lookup",
                "doesn't have permissions to list users", "Failed to get peer's credentials",
            ], says: "a program that is not root asked auth-userdb for an account whose uid is not its own"
        ) { seen in
            [
                .note(
                    "If the program is trusted, as dovecot-lda is, set user of its unix_listener auth-userdb to that program\u{2019}s user, with mode 0600."
                ),
                .run("ls -l /run/dovecot/auth-userdb"),
            ]
        }
        Meaning(
            .auth, "pid-mismatch", .general, .authProcess,
            "a login request came from another process than the login",
            [
                "provided by master for request", "Master requested auth for",
                "Master requested unfinished authentication request",
                "Master request \(.value) not found", "auth_token_session_pid", "Handshake PID \(.pid) doesn't match",
            ],
            says:
                "login processes and the auth process do not match: one of them was restarted, or is of another version"
        ) { _ in [.run("doveadm service status"), .restart] }
        Meaning(
            .version, "protocol", .service, "processes of Dovecot do not understand each other",
            [
                "Auth server sent \(.reason)", "Authentication server sent \(.reason)",
                "Auth server did not send valid SPID",
                "Authentication client sent invalid VERSION line", "didn't reply with a valid VERSION line",
                "Received broken input: \(.reason)", "Unknown reply: \(.reason)", "User listing returned invalid input",
                "Received invalid reply from worker", "Received reply from worker without password scheme",
                "Worker did not send process limit", "Worker sent invalid process limit", "Invalid ID: \(.value)",
                "Received invalid reply from anvil", "Invalid PENALTY-GET reply", "Anvil client sent empty line",
                "Anvil client input error",
                "Unexpected input from command channel", "Invalid TOKEN request", "sent invalid VERSION handshake",
                "Received invalid handshake", "Received invalid input from master", "Missing prefix data in handshake",
                "from master: \(.reason)", "Received master prefix in handshake", "Invalid handshake pid: \(.value)",
                "Invalid master login state: \(.value)", "service sent partial status update",
                "Ignoring invalid update from child",
                "Empty command", "Unknown command: \(.reason)", "Unknown listener name: \(.value)",
                "Unknown listener type/name",
            ],
            says:
                "a process of Dovecot got an answer that its version does not know: programs of two versions run, or something else is on the socket"
        ) { _ in [.run("dovecot --version"), .note("After an upgrade all processes must be restarted."), .restart] }
        Meaning(
            .auth, "connection-lost", .consequence, .authProcess, "the connection to the auth process was lost",
            [
                "Error sending request to auth server: \(.reason)",
                "Error sending continue request to auth server: \(.reason)",
                "Error sending cancel request to auth server: \(.reason)",
                "Error sending handshake to auth server: \(.reason)",
                "Disconnected unexpectedly", "Remote disconnected", "write(auth socket) failed: \(.reason)",
                "Couldn't connect to auth socket",
                "pending requests: \(.reason)", "pending requests (max \(.number) secs",
                "Auth master disconnected us while handling request",
            ], says: "the auth process ended or was restarted during a request"
        ) { _ in [.run("doveadm service status auth"), .note("Look for a Fatal or Panic line of auth just before.")] }
        Meaning(
            .auth, "lookup-failed", .consequence, .backends, "the auth process could not answer a lookup",
            [
                "Auth USER lookup failed", "Auth PASS lookup failed", "Auth \(.name) lookup failed",
                "Aborted \(.name) request for \(.user): \(.reason)",
                "Authentication service not reachable", "Internal auth failure", "internal auth failure",
                "Internal login failure",
                "Temporary authentication failure", "Login auth request failed",
                "internal failure, \(.number) successful auths",
                "User listing failed", "User listing returned failure", "Finished: \(.reason)",
                "passdb lookup failed for \(.user)",
                "User lookup failed: \(.reason)", "DOVECOT-TOKEN authentication failed", "Iteration failed: \(.reason)",
            ],
            says:
                "a lookup of \(.user) failed inside the auth process, which gives the reason in a line before this one"
        ) { _ in [.showLog(50, holding: "auth"), .showErrors] }
        Meaning(
            .auth, "broken", .consequence, .authProcess, "login processes wait for the auth process",
            ["Auth process broken", "disconnected before auth was ready, waited \(.number) secs"],
            says:
                "a client waited \(.number) seconds and left: the auth process does not start or does not answer"
        ) { _ in [.showLog(50, holding: "auth"), .run("doveadm service status auth")] }
        Meaning(
            .auth, "no-name", .userdb, "the userdb returned no user name",
            ["Lookup didn't return username", "username attempted to be changed to empty"],
            says: "a passdb or userdb gives the account an empty name"
        ) {
            [
                .run("doveadm auth lookup \($0[.user])"),
                .note("Correct the field user that the query or the file returns."),
            ]
        }
        Meaning(
            .process, "anvil", .service, "the anvil process does not answer",
            [
                "Couldn't connect to anvil", "Anvil queries timed out", "mail_max_userip_connections lookup failed",
                "Auth penalty lookup failed",
                "Anvil not connected", "anvil: \(.reason) timed out",
            ],
            says: "the anvil process, which counts connections, does not answer: logins fail, or are not counted"
        ) { _ in [.run("doveadm service status anvil"), .restart] }
        Meaning(
            .auth, "token-secret", .exact, .authProcess, "the secret of auth tokens cannot be stored",
            [
                "Compromised token secret file: \(.path)", "Corrupted token secret file: \(.path)",
                "Failed to write auth token secret file",
                "Token secret file unexpectedly shrank: \(.path)",
            ], says: "the file auth-token-secret.dat is damaged, or does not belong to the auth process"
        ) { _ in
            [
                .run("ls -l /var/lib/dovecot/auth-token-secret.dat"),
                .note("Delete the file: a start creates a new one."), .restart,
            ]
        }
        Meaning(
            .auth, "policy-server", .backends, "the server of auth_policy_server_url does not answer correctly",
            [
                "Policy server \(.reason)", "Error reading policy server result: \(.reason)",
                "Could not parse url \(.value): \(.reason)",
            ], says: "the policy server that auth_policy_server_url names gives no usable answer"
        ) { _ in
            [
                .run("doveconf auth_policy_server_url"),
                .note(
                    "Start that server or correct the URL. To allow logins meanwhile, set auth_policy_reject_on_fail = no."
                ), .reload,
            ]
        }
    }

    @Rows static var mechanisms: [Meaning] {
        Meaning(
            .setting, "mechanism-unknown", .exact, .mechanisms, "the auth process does not know a mechanism",
            ["Unknown authentication mechanism '\(.mechanism)'"],
            says:
                "auth_mechanisms has \(.mechanism), which this Dovecot does not know, and the auth process does not start"
        ) { seen in
            [
                .run("doveconf auth_mechanisms"),
                .note("Remove \(seen[.mechanism]) from auth_mechanisms. The usual value is plain login."), .restart,
            ]
        }
        Meaning(
            .setting, "mechanism-backend", .exact, .mechanisms, "the auth process cannot serve a mechanism",
            ["\(.mechanism) mechanism can't be supported with given passdbs", "mechanism can't be supported"],
            says: "no passdb can verify \(.mechanism), and the auth process does not start"
        ) { seen in
            [
                .run("doveconf auth_mechanisms"),
                .note(
                    "Remove \(seen[.mechanism]) from auth_mechanisms: PAM, LDAP binds and hashes serve only plain and login."
                ), .restart,
            ]
        }
        Meaning(
            .setting, "mechanism-none", .exact, .mechanisms, "no authentication mechanism is set",
            ["No authentication mechanisms configured"]
        ) { _ in [.note("Set auth_mechanisms = plain login."), .restart] }
        Meaning(
            .setting, "mechanism-anonymous", .exact, .mechanisms,
            "anonymous logins are on, and no user is set for them",
            ["ANONYMOUS listed in mechanisms, but anonymous_username not set"]
        ) { _ in [.note("Remove anonymous from auth_mechanisms, or set auth_anonymous_username."), .restart] }
        Meaning(
            .setting, "passdb-none", .exact, .backends, "the configuration has no passdb",
            ["No passdbs specified in configuration file"],
            says: "no passdb is set, so no password can be verified, and the auth process does not start"
        ) { _ in
            [
                .run("doveconf -n passdb"),
                .note(
                    "Set a passdb, such as pam for system accounts: conf.d/10-auth.conf includes auth-system.conf.ext or a similar file. A passdb with master = yes or deny = yes does not count."
                ), .restart,
            ]
        }
        Meaning(
            .setting, "passdb-order", .exact, .backends,
            "the order or the results of the passdbs contradict each other",
            [
                "Last passdb can't have", "Master passdb can't have", "Can't have multiple !protocols",
                "Can't have multiple protocol !services",
                "Last passdb had noauthenticate field",
            ]
        ) { _ in
            [
                .run("doveconf -n passdb"),
                .note("The last passdb must decide: remove pass, result_success or noauthenticate from it."), .restart,
            ]
        }
        Meaning(
            .setting, "passdb-driver", .exact, .backends, "a passdb has a driver that this Dovecot does not know",
            ["Unknown passdb driver '\(.driver)'"],
            says: "a passdb has the driver \(.driver), which this Dovecot does not know"
        ) { _ in [.run("doveconf -n passdb"), .note("Correct the driver. 2.4 has no shadow: use pam."), .restart] }
        Meaning(
            .setting, "userdb-driver", .exact, .backends, "a userdb has a driver that this Dovecot does not know",
            ["Unknown userdb driver '\(.driver)'"],
            says: "a userdb has the driver \(.driver), which this Dovecot does not know"
        ) { _ in [.run("doveconf -n userdb"), .note("Correct the driver."), .restart] }
        Meaning(
            .setting, "driver-missing", .exact, .backends, "a driver's package is missing",
            [
                "Support not compiled in for passdb driver '\(.driver)'",
                "Support not compiled in for userdb driver '\(.driver)'",
                "Unknown database driver '\(.driver)'", "Unknown dict driver '\(.driver)'",
                "Unknown dict module: \(.driver)",
                "database driver '\(.driver)'", "Support not compiled in",
            ], says: "the package of the driver \(.driver) is not installed"
        ) { seen in
            [
                packagesOfSections[seen[.driver]].map { .install($0) } ?? .note("Install the package of the driver."),
                .restart,
            ]
        }
        Meaning(
            .setting, "passdb-arguments", .backends, "a passdb or userdb has wrong arguments",
            [
                "passwd-file: Missing args", "db \(.driver): Unknown setting: \(.setting)",
                "pam: Unknown setting: \(.setting)",
                "No args are supported", "Unknown parameter: \(.setting)", "Unsupported parameter \(.setting)",
                "Invalid passdb template",
                "Invalid userdb template", "Missing mandatory file= parameter", "Missing host parameter",
                "passdb imap: ",
                "Cannot verify certificate without ssl_ca", "Empty key (=", "Configuration file path not given",
                "Field blocking must be yes or no", "Invalid path '\(.path)' for passwd-file",
                "Unknown \(.driver) userdb setting",
                "No passdb_objects or passdb_fields specified", "No userdb_objects or userdb_fields specified",
                "iterate_prefix not set",
                "passdb_objects refers to key \(.name)", "userdb_objects refers to key \(.name)", "Empty uri setting",
                "Invalid uri", "Invalid value '\(.value)' for introspection mode", "Cannot have empty active_",
                "local_validation_key_dict is required", "Path is outside '\(.path)'",
                "User iteration isn't currently supported with %variable paths",
            ], says: "a passdb or userdb has an argument that its driver does not accept, or lacks one that it needs"
        ) { _ in [.run("doveconf -n passdb userdb"), .note("Correct the arguments that the line names."), .restart] }
    }
}
