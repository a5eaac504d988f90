import Fleet

extension MeaningTable {
    @Rows static var databases: [Meaning] {
        Meaning(
            .backend, "sqlite-file", .exact, .backends, "a database's file cannot be opened",
            [
                "sqlite: open(\(.path)) failed: \(.reason)", "sqlite: creat(\(.path)) failed: \(.reason)",
                "Cannot connect to database: creat(\(.path)) failed: \(.reason)",
                "Cannot connect to database: open(\(.path)) failed: \(.reason)",
                "sqlite: ", "unable to open database file",
            ], says: "the SQLite database \(.path) cannot be opened: \(.reason)"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"),
                .note(
                    "The user of the auth process must read the file and write its directory. Where the unit makes the directory read-only, set sqlite_readonly = yes, or move the file to /var/lib/dovecot."
                ),
                .restart,
            ]
        }
        Meaning(
            .backend, "sqlite-locked", .exact, .backends, "a SQLite database is locked",
            ["database is locked", "database table is locked"]
        ) { _ in
            [
                .run("lslocks"),
                .note(
                    "End the program that holds the lock, if it hangs. If it happens often, write-ahead logging helps: in 2.4 sqlite_journal_mode = wal."
                ),
            ]
        }
        Meaning(
            .backend, "database-account", .exact, .backends, "a database locks or limits the account that Dovecot uses",
            [
                "this account is locked", "has exceeded the '\(.name)' resource",
                "has exceeded the 'max_user_connections' resource", "password has expired. To log in you must",
            ], says: "the database server runs, and locks or limits Dovecot\u{2019}s own account"
        ) { _ in
            [
                .note(
                    "In the database, ALTER USER gives the account back: ACCOUNT UNLOCK, a higher limit, or a new password."
                ), .reload,
            ]
        }
        Meaning(
            .backend, "database-socket", .exact, .backends, "Dovecot may not use the socket of the database",
            [
                "Can't connect to local server through socket '\(.path)' (13)",
                "Can't connect to local MySQL server through socket '\(.path)' (13)",
            ], says: "the process has no permission to use the database\u{2019}s socket \(.path)"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"),
                .note("Give every directory above it permission x for others, as the database\u{2019}s package does."),
            ]
        }
        Meaning(
            .backend, "database-slow", .exact, .backends, "a query takes longer than Dovecot waits",
            ["Lost connection to server during query", "Lost connection to MySQL server during query"],
            says: "the database server runs, and did not answer the query in time, or was restarted"
        ) { _ in
            [
                .note(
                    "Look in the database for a lock or a slow query: SHOW FULL PROCESSLIST. End what holds the lock, or index the column that the query asks for."
                )
            ]
        }
        Meaning(
            .backend, "database-denied", .exact, .backends, "a database refuses the account that Dovecot uses",
            [
                "Access denied for user '\(.user)'", "password authentication failed for user \"\(.user)\"",
                "authentication failed for user",
                "no pg_hba.conf entry for host", "is not allowed to connect to this",
            ], says: "the database server runs, and refuses Dovecot\u{2019}s own account \(.user)"
        ) { seen in
            [
                .note(
                    "Grant \(setting: seen[.user]) access from this host, or correct user and password in Dovecot\u{2019}s SQL settings."
                ),
                .run("doveconf -n | grep -A8 -E 'sql|mysql|pgsql'"), .reload,
            ]
        }
        Meaning(
            .backend, "database-absent", .exact, .backends, "the database server has no such database",
            ["Unknown database '\(.name)'", "database \"\(.name)\" does not exist"],
            says: "the database server runs, and has no database \(.name)"
        ) { _ in
            [
                .note(
                    "Load the database from the old host or a dump, or correct dbname in Dovecot\u{2019}s SQL settings."
                ), .reload,
            ]
        }
        Meaning(
            .backend, "table-absent", .exact, .backends, "a query names a table or column that Dovecot cannot read",
            [
                "query failed: no such table: \(.name)", "query failed: no such column: \(.name)",
                "query failed: Table '\(.name)' doesn't exist",
                "Table '\(.name)' doesn't exist", "Unknown column '\(.name)' in",
                "relation \"\(.name)\" does not exist",
                "column \"\(.name)\" does not exist", "no such table: \(.name)", "no such column: \(.name)",
                "command denied to user",
                "permission denied for table \(.name)", "permission denied for relation \(.name)",
            ], says: "the query needs \(.name), which the database does not have or does not allow Dovecot to read"
        ) { _ in
            [
                .note(
                    "Load the table from the old host or a dump, grant Dovecot permission to read it, or correct the query."
                ),
                .run("doveconf -n | grep -i query"), .reload,
            ]
        }
        Meaning(
            .backend, "query-syntax", .exact, .backends, "a query is not valid SQL",
            ["You have an error in your SQL syntax", "syntax error at or near", "near \"\(.any)\": syntax error"]
        ) { _ in
            [
                .run("doveconf -n | grep -i query"),
                .note("Correct the query. In 2.4 variables are written in braces."), .reload,
            ]
        }
        Meaning(
            .backend, "database-down", .exact, .backends, "a database does not answer",
            [
                "Can't connect to server on '\(.server)'", "Can't connect to MySQL server on '\(.server)'",
                "Can't connect to local server through socket '\(.server)' (2)",
                "Can't connect to local MySQL server through socket '\(.server)' (2)",
                "through socket '\(.server)' (111)",
                "connection to server at \"\(.server)\", port \(.port) failed: Connection refused",
                "could not connect to server", "connection to server on socket \"\(.server)\" failed: No such file",
                "Lost connection to server at", "Lost connection to MySQL server at", "MySQL server has gone away",
                "server closed the connection unexpectedly",
                "onnect failed: Timeout after \(.number) seconds",
            ], says: "the database does not answer at its address, \(.server)"
        ) { unreachableServer($0.message) }
        Meaning(
            .backend, "database-connect", .backends, "a database cannot be reached",
            [
                "onnect failed to database\(.any): \(.reason)", "onnect failed: \(.reason)",
                "Cannot connect to database: \(.reason)",
                "Cannot connect to database (\(.value))", "sqlite3_close() failed", "PQsetnonblocking() failed",
                "PQconnectStart() failed",
            ], says: "no connection to the database can be made: \(.reason)"
        ) { _ in
            [
                .note("Start the server, or correct its address in Dovecot\u{2019}s configuration."),
                .run("doveconf -n | grep -A8 -E 'sql|mysql|pgsql'"), .reload,
            ]
        }
        Meaning(
            .backend, "database-waits", .consequence, .backends, "a database did not answer earlier",
            [
                "Not connected to database", "Cannot connect to database", "seconds before retry",
                "Disconnected from database", "(idled for \(.number) secs)",
            ],
            says: "the connection to the database failed earlier, and Dovecot waits before it tries again"
        ) { _ in [.showLog(20, holding: "Connect failed"), .reload] }
        Meaning(
            .backend, "query-result", .exact, .backends, "a query returns unusable data",
            [
                "Password query must return a field named 'password'", "query returned multiple matches",
                "Iterate query didn't return 'user' field",
                "Iterate query returned NULL user", "query is empty", "passdb_sql_update_query is empty",
                "Value not uint: \(.value)",
                "Value not ullong: \(.value)", "Couldn't get value as",
            ], says: "a query of passdb or userdb returns fields, rows or values that Dovecot cannot use"
        ) { _ in
            [
                .run("doveconf -n | grep -i query"),
                .note(
                    "password_query returns one row with password, user_query one row with home, uid and gid, iterate_query rows with user."
                ), .reload,
            ]
        }
        Meaning(
            .backend, "query", .wrapper, .backends, "a query of a database failed",
            [
                "Password query failed: \(.reason)", "User query failed: \(.reason)",
                "Iterate query failed: \(.reason)", "Set credentials query failed: \(.reason)",
                "Query failed, retrying: \(.reason)", "Query failed, aborting: \(.reason)",
                "Query '\(.value)' failed: \(.reason)", "Failed to execute '\(.value)': \(.reason)",
                "sqlite3_step() failed: \(.reason)", "finalize failed: \(.reason)",
                "sqlite3_finalize(\(.value)) failed: \(.reason)",
                "for query '\(.value)': \(.reason)", "Failed to prepare statement '\(.value)': \(.reason)",
                "Failed to bind column",
                "Failed to set consistency", "User iteration failed: \(.reason)", "PRAGMA \(.value)",
                "Mixed types of queries in transaction",
            ], says: "the database answers a query with an error: \(.reason)"
        ) { _ in
            [
                .run("doveconf -n | grep -i query"),
                .note(
                    "Run the query in the database\u{2019}s own client, with the name of an account, and correct what it says."
                ), .reload,
            ]
        }
        Meaning(
            .setting, "sql", .backends, "the settings of a database are wrong",
            [
                "sql: connect string not set", "sql: driver not set", "Missing value in connect string: \(.value)",
                "Unknown connect string: \(.value)",
                "Invalid port number: \(.value)", "Invalid client flags: \(.value)", "Invalid read_timeout: \(.value)",
                "Invalid boolean: \(.value)",
                "Invalid value for maxconns: \(.value)", "No dbname given in connect string",
                "No hosts given in connect string",
                "(remove ssl_ca and ssl_ca_path settings)", "Unsupported cassandra_ssl", "Unsupported ssl_verify flags",
                "Invalid connect_timeout '\(.value)'",
                "Invalid execution_retry", "Invalid heartbeat_interval", "Invalid idle_timeout", "Invalid num_threads",
                "Invalid page_size", "Invalid port: \(.value)",
                "Invalid request_timeout", "Invalid version: \(.value)", "Invalid warn_timeout",
                "This cassandra version does not support",
                "Unknown cassandra_", "Unknown log_level: \(.value)", "_consistency: \(.value)",
                "Ignoring changed \(.setting) in \(.path)",
                "Cannot initialize sqlite: \(.reason)", "(because of sqlite_readonly=on)",
            ], says: "the SQL settings have a value that the driver does not accept, or lack one"
        ) { _ in
            [
                .run("doveconf -n | grep -A8 -E 'sql|mysql|pgsql'"),
                .note("Correct connect, or in 2.4 the block of the driver, as the line says."), .restart,
            ]
        }
    }

    @Rows static var directories: [Meaning] {
        Meaning(
            .backend, "ldap-down", .exact, .backends, "the LDAP server does not answer",
            [
                "Can't connect to server: \(.server)", "Can't contact LDAP server",
                "Initial binding to LDAP server timed out",
                "Connection lost to LDAP server",
            ], says: "the LDAP server \(.server) does not answer"
        ) { unreachableServer($0.message) }
        Meaning(
            .backend, "ldap-refused", .exact, .backends, "the LDAP server refuses the account that Dovecot binds as",
            [
                "binding failed (dn \(.name)): Invalid credentials", "failed: Invalid credentials",
                ": Invalid credentials",
            ],
            says: "the LDAP server refuses the account \(.name) with the password that Dovecot has"
        ) { seen in
            [
                .note(
                    "Correct dn and dnpass, in 2.4 ldap_auth_dn and ldap_auth_dn_password, or give the account that password."
                ), .reload,
            ]
        }
        Meaning(
            .backend, "ldap-starttls", .exact, .backends, "the LDAP server does not offer STARTTLS",
            ["ldap_start_tls_s() failed: Protocol error", "ldap_start_tls_s() failed: Operations error"],
            says: "Dovecot asks the LDAP server for STARTTLS, which it does not offer"
        ) { _ in
            [
                .note(
                    "Give the LDAP server a certificate, or remove tls = yes, in 2.4 ldap_starttls = yes, from Dovecot\u{2019}s LDAP settings, if the network between them is safe."
                ), .reload,
            ]
        }
        Meaning(
            .backend, "ldap-untrusted", .exact, .backends, "Dovecot does not trust the LDAP server's certificate",
            ["ldap_start_tls_s() failed: Connect error"],
            says: "the LDAP server answers, and Dovecot does not trust its certificate"
        ) { _ in
            [
                .note(
                    "Name the authority of the LDAP server\u{2019}s certificate: tls_ca_cert_file, in 2.4 ssl_client_ca_file. The URI must have a name of the certificate."
                ), .reload,
            ]
        }
        Meaning(
            .backend, "ldap-tls", .backends, "TLS with the LDAP server fails",
            ["ldap_start_tls_s() failed: \(.reason)"], says: "TLS with the LDAP server fails: \(.reason)"
        ) { _ in
            [
                .note(
                    "Name the authority of the LDAP server\u{2019}s certificate: tls_ca_cert_file, in 2.4 ssl_client_ca_file. The URI must have a name of the certificate."
                ), .reload,
            ]
        }
        Meaning(
            .backend, "ldap-filter", .exact, .backends, "an LDAP filter is invalid",
            ["failed: Bad search filter", "Bad search filter"],
            says: "a filter in the LDAP settings cannot be read: a parenthesis is missing or extra"
        ) { _ in
            [
                .run("doveconf -n | grep -E 'args|filter'"),
                .note(
                    "Correct pass_filter or user_filter in the file of args, in 2.4 passdb_ldap_filter or userdb_ldap_filter."
                ), .reload,
            ]
        }
        Meaning(
            .setting, "ldap-attribute", .exact, .backends, "an entry of LDAP lacks an attribute that the settings name",
            ["No such attribute '\(.name)'"],
            says: "the LDAP entry of the account shows no attribute \(.name), which the fields of passdb or userdb name"
        ) { seen in
            [
                .run("doveconf -n | grep ldap:"),
                .note("Correct \(setting: "%{ldap:" + seen[.name] + "}") in fields to an attribute that entries have."),
                .note("If they have it, the directory hides it: let ldap_auth_dn read it in its access rules."),
                .reload,
            ]
        }
        Meaning(
            .backend, "ldap-bind", .backends, "the LDAP server does not allow Dovecot to bind",
            [
                "binding failed (dn \(.name)): \(.reason)", "ldap_bind(\(.name)) failed: \(.reason)",
                "ldap_sasl_bind(\(.name)) failed: \(.reason)",
                "ldap_bind() failed: \(.reason)", "ldap_sasl_bind() failed: \(.reason)",
                "Strong(er) authentication required", "Confidentiality required",
            ], says: "the LDAP server does not allow Dovecot to bind: \(.reason)"
        ) { _ in
            [
                .note(
                    "If it requires TLS, use an ldaps URI or tls = yes, in 2.4 ldap_starttls = yes, and name its authority. Else correct dn."
                ), .reload,
            ]
        }
        Meaning(
            .backend, "ldap-search", .backends, "the LDAP server cannot answer a search",
            [
                "ldap_search(base=\(.name) filter=\(.value)) failed: \(.reason)",
                "ldap_search_ext(base=\(.name) filter=\(.value)) failed: \(.reason)",
                "ldap_search(\(.name)) failed: \(.reason)", "ldap_search_ext(\(.name)) failed: \(.reason)",
                "ldap_search(\(.name)) parsing failed",
                "ldap_search_ext(\(.name)) parsing failed", "ldap_result() failed: \(.reason)",
                "Reply with unexpected type", "Reply with unknown msgid",
                "Can't get error number", "No such object",
            ], says: "the LDAP server answers a search with an error: \(.reason)"
        ) { _ in
            [
                .run("doveconf -n | grep -i ldap"),
                .note(
                    "Try the search with ldapsearch and the same dn. The base must exist, and the account may need permission to read it."
                ), .reload,
            ]
        }
        Meaning(
            .backend, "ldap-multiple", scope: .account, .passdb,
            "the LDAP server has more than one entry for an account",
            ["filter matched multiple objects, aborting", "LDAP search returned multiple entries"],
            says: "the LDAP filter finds more than one entry for \(.user), and none is used"
        ) { _ in
            [
                .run("doveconf -n | grep -i filter"),
                .note("Make the filter narrower, by an objectClass or the base, or delete the extra entry."),
            ]
        }
        Meaning(
            .backend, "ldap-values", .special, scope: .account, .password,
            "an LDAP entry has several values for one field",
            ["Multiple values found for '\(.name)'"],
            says: "the LDAP entry has several values for \(.name), and Dovecot uses the first"
        ) { _ in [.note("Delete the value that is out of date, such as an old password, from the entry.")] }
        Meaning(
            .backend, "ldap-library", .backends, "the LDAP library does not support a setting of Dovecot",
            [
                "Buggy LDAP library returned wrong fd", "Can't get connection fd", "Can't set conn_callbacks",
                "Can't set network-timeout",
                "ldap_init() failed", "ldap_initialize() failed", "your LDAP library doesn't support TLS",
                "aren't supported by your LDAP library",
                "no SASL support compiled in", "compiled without support for LDAP uris",
                "not supported by LDAP library",
            ], says: "the LDAP library refuses an option or a URI that Dovecot sets"
        ) { _ in
            [
                .run("doveconf -n | grep -i ldap"),
                .note("Correct uris: ldap://HOST or ldaps://HOST. Update the library where it lacks a feature."),
                .restart,
            ]
        }
        Meaning(
            .setting, "ldap", .backends, "the LDAP settings are wrong",
            [
                "Don't use both \(.setting) and ldaps URI", "No base given", "No uris or hosts set",
                "Unknown deref option '\(.value)'",
                "Unknown ldap_deref option '\(.value)'", "Unknown scope option '\(.value)'",
                "Unknown ldap_scope option '\(.value)'",
                "Unknown tls_require_cert value '\(.value)'", "Multiple different ldaprc_path settings",
                "requires ldap_version=3",
                "Invalid attrs entry: \(.value)", "Can't set option \(.setting) to \(.value)",
                "iterate_fields specified",
                "No such field '\(.name)'",
            ], says: "the LDAP settings lack a value, or have an invalid one"
        ) { _ in [.run("doveconf -n | grep -i ldap"), .note("Correct the setting that the line names."), .restart] }
    }

    /// checkpassword, dict, Lua, OAuth2, Kerberos, NSS.
    @Rows static var otherBackends: [Meaning] {
        Meaning(
            .backend, "name-service", .exact, .backends, "the host's name service cannot look up a user",
            [
                "getpwnam() failed: \(.reason)", "getpwent() failed: \(.reason)", "getgrnam() failed: \(.reason)",
                "getpwnam(\(.user)) failed: \(.reason)", "getgrnam(\(.group)) failed: \(.reason)",
                "getunixname(",
            ],
            says: "getpwnam(3) failed: a source in nsswitch.conf, such as sssd or LDAP, does not answer"
        ) { seen in
            [
                .run("getent passwd \(seen[.user])"), .run("grep -E '^(passwd|group):' /etc/nsswitch.conf"),
                .note("Start the service behind that source, such as sssd or nslcd."), .restart,
            ]
        }
        Meaning(
            .backend, "slow", nil, "a backend is slow",
            [
                "Lookup for \(.user) took \(.number) secs", "lookups took over \(.number) milliseconds",
                "Reading \(.number) users took", "(query took longer than",
                "DNS lookup took", "DNS lookup for \(.server) took",
            ],
            says: "a lookup took seconds, and logins wait for it"
        ) { _ in
            [
                .note(
                    "Find out why the backend is slow: name service, DNS or the database. A cache helps: auth_cache_size."
                ), .run("time getent passwd nobody"),
            ]
        }
        Meaning(
            .backend, "dns", .backends, "the name of a server cannot be resolved",
            [
                "DNS lookup for \(.server) failed: \(.reason)", "net_gethostbyname(\(.server)) failed: \(.reason)",
                "net_gethostbyname() failed: \(.reason)",
                "dns_lookup() failed: \(.reason)", "gethostbyname(\(.server)) failed: \(.reason)",
            ],
            says: "the name \(.server) cannot be resolved: \(.reason)"
        ) { seen in
            [
                .run("getent ahosts \(seen[.server])"),
                .note("Correct the name or the resolver of this host, or write the address."),
            ]
        }
        Meaning(
            .backend, "all-skipped", .exact, scope: .noise, .backends, "no passdb was asked",
            ["All password databases were skipped"]
        ) { _ in
            [
                .run("doveconf -n passdb"),
                .note(
                    "Each passdb is only for other mechanisms, services or names. A lookup without a service may be skipped where a login is not."
                ),
            ]
        }
        Meaning(
            .backend, "no-lookups", .exact, scope: .noise, nil, "a backend cannot say whether an account exists",
            [
                "passdb doesn't support lookups", "passdbs don't support credentials lookups",
                "Script doesn't support passdb/userdb lookup",
            ],
            says: "PAM and other passdbs can verify a password, and cannot say whether an account exists"
        ) { _ in
            [.note("For a static userdb that LMTP uses, set allow_all_users=yes, or use the userdb passwd.")]
        }
        Meaning(
            .backend, "prefetch-alone", .userdb, "a userdb can answer only at a login",
            ["userdb lookup not possible with only userdb prefetch", "passdb didn't return userdb entries"],
            says: "the only userdb is prefetch: delivery and doveadm cannot look accounts up"
        ) { _ in
            [
                .run("doveconf -n userdb"),
                .note("Add a second userdb after prefetch, with the same source as the passdb."), .reload,
            ]
        }
        Meaning(
            .backend, "no-iteration", scope: .noise, nil, "a userdb cannot list its accounts",
            ["Trying to iterate users, but userdbs don't support it", "already iterating users"]
        ) { _ in [.note("doveadm -A needs a userdb that can list: set iterate_query, or the filter of iteration.")] }
        Meaning(
            .backend, "iteration-fields", scope: .noise, nil, "listing accounts returns fields that are not used",
            [
                "iterate: Ignoring field not named 'user': \(.name)", "iterate: Taking only first value of",
                "Multiple password values not supported",
            ]
        ) { _ in [.note("The filter or the attributes must give one value for each field.")] }
        Meaning(
            .backend, "checkpassword", .backends, "the checkpassword program does not work",
            [
                "Child \(.pid) died with signal \(.signal)", "Child \(.pid) exited with status \(.status)",
                "checkpassword program",
                "characters in checkpassword reply", "Received no input", "ORIG_UID environment was dropped",
                "The checkpassword couldn't be run securely",
                "checkpassword: \(.reason) contains TAB", "password field returned without {scheme} prefix",
                "Username+password combination too long",
            ], says: "the checkpassword program ended with an error, or gave an answer that Dovecot cannot use"
        ) { _ in
            [
                .run("doveconf -n passdb userdb"),
                .note(
                    "Run the program by hand. It must end with 0, 1 or 111, and run the program that Dovecot gives it as argument."
                ),
            ]
        }
        Meaning(
            .backend, "dict", .backends, "a dict cannot be read",
            [
                "Failed to lookup key \(.name): \(.reason)", "Failed to init dict: \(.reason)",
                "dict_init(\(.any)) failed: \(.reason)", "dict_init() failed: \(.reason)",
                "dict_iterate(\(.name)) failed: \(.reason)", "Dict iteration failed: \(.reason)",
                "Cannot initialize key dict: \(.reason)", "dict_init_auto() failed: \(.reason)",
                "dict_transaction_commit() failed: \(.reason)", "Dict private transaction commit failed",
                "Dict shared transaction commit failed",
            ], says: "a dict of the configuration does not answer: \(.reason)"
        ) { _ in
            [
                .run("doveconf -n dict; doveadm service status dict"),
                .note(
                    "Start the server behind the dict. The services that use it must be able to write to its socket: service dict."
                ), .reload,
            ]
        }
        Meaning(
            .backend, "lua", .backends, "the Lua script of a passdb or userdb fails",
            ["passdb-lua: \(.reason)", "userdb-lua: \(.reason)", "db-lua: \(.reason)"],
            says: "the Lua script behind a passdb or userdb fails: \(.reason)"
        ) { _ in
            [
                .run("doveconf -n passdb userdb"),
                .note("Correct the script in the line that it names. It must return a result and a table or a text."),
                .restart,
            ]
        }
        Meaning(
            .backend, "oauth2", .backends, "an OAuth 2 token cannot be verified",
            [
                "oauth2 failed: \(.reason)", "Cannot initialize oauth2: \(.reason)",
                "Invalid openid_configuration_url: \(.value)", "oauth2 \(.name): \(.reason)",
                "oauth2: \(.reason)", "Token is not valid for scope '\(.value)'", "did not match '\(.value)'",
            ], says: "an OAuth 2 token could not be verified: \(.reason)"
        ) { _ in
            [
                .run("doveconf -n | grep -i oauth2"),
                .note(
                    "Make the introspection URL reachable from this host, or correct client_id, scope and keys. Keys of local validation must be current."
                ), .reload,
            ]
        }
        Meaning(
            .backend, "kerberos", .backends, "Kerberos cannot verify a login",
            [
                "krb5_init_context() failed", "While \(.name): \(.reason)", "Received unexpected major status",
                "Cross-realm authentication not supported",
                "GSSAPI mechanism not Kerberos5", "authn_name has NULs", "authz_name has NULs",
                "krb5_parse_name() failed", "User not authorized to log in as",
                "Invalid response length", "no authz_name", "OID not kerberos principal name",
            ], says: "GSSAPI cannot verify a login: \(.reason)"
        ) { _ in
            [
                .run("doveconf auth_krb5_keytab auth_gssapi_hostname; klist -k"),
                .note(
                    "The keytab needs the principal imap/HOST of the name that clients use, readable by the auth process. The clock must be right."
                ), .restart,
            ]
        }
        Meaning(
            .backend, "winbind", .backends, "winbind cannot verify a login",
            [
                "ntlm_auth \(.reason)", "Invalid input from helper: \(.reason)", "in_pipe) failed: \(.reason)",
                "out_pipe) failed: \(.reason)", "user not authenticated: \(.reason)",
            ],
            says: "the program ntlm_auth, which queries winbind, does not answer correctly"
        ) { _ in
            [
                .run("wbinfo -t"),
                .note(
                    "Join the domain again or start winbind, and put the auth process into the group of winbindd_privileged."
                ), .restart,
            ]
        }
    }

    @Rows static var pam: [Meaning] {
        Meaning(
            .backend, "pam-include", .exact, .backends, "a file that PAM's rules include is missing",
            [
                "unable to open config for \(.path)", "unable to open /etc/pam.d/\(.name)",
                "unable to open included file",
            ],
            says:
                "the rules of PAM for Dovecot include \(.path), which does not exist on this host: no password is accepted"
        ) { _ in
            [
                .run("grep -n include /etc/pam.d/dovecot"), .run("ls /etc/pam.d"),
                .note(
                    "Include the files of this distribution: common-auth, common-account and common-session on Debian, password-auth or system-auth on Red Hat, system-auth on Arch."
                ),
            ]
        }
        Meaning(
            .backend, "pam-service", .exact, .backends, "PAM has no service file for Dovecot",
            [
                "Critical error - immediate abort", "(/etc/pam.d/\(.name) missing?)", "could not open /etc/pam.conf",
                "could not open /etc/pam.d/\(.name)",
            ],
            says: "PAM cannot read /etc/pam.d/dovecot, or a module that it names"
        ) { _ in pamServiceRemedy }
        Meaning(
            .backend, "pam-module", .exact, .backends, "a PAM module is missing",
            [
                "unable to dlopen(\(.path)): \(.reason)", "PAM unable to dlopen(\(.plugin)): \(.reason)",
                "PAM adding faulty module: \(.plugin)",
                "PAM (dovecot) illegal module type", "PAM (dovecot) no module name supplied",
                "PAM unable to resolve symbol",
            ], says: "a file in /etc/pam.d names a module that does not exist or does not load"
        ) { _ in
            [
                .run("cat /etc/pam.d/dovecot"),
                .note("Install the package of the module, or remove its line from the file."),
            ]
        }
        Meaning(
            .account, "expired", .exact, scope: .noise, .password,
            "PAM denies an account: it, or its password, has expired",
            [
                "pam_acct_mgmt() failed: Authentication", "pam_acct_mgmt() failed: Permission denied",
                "pam_acct_mgmt() failed: Account", "account \(.user) has expired (account expired)",
                "expired password for user \(.user)",
                "password for user \(.user) has expired", "Authentication token is no longer valid",
                "User account has expired",
            ],
            says:
                "PAM knows \(.user) and denies the login: the account or its password has expired, or a rule of PAM forbids it"
        ) { seen in
            [
                .run("chage -l \(seen[.user])"),
                .note(
                    "If the account is still needed, change the date with chage -E, or have its user change the password."
                ),
            ]
        }
        Meaning(
            .backend, "pam-shadow", .exact, .backends, "PAM cannot read the shadow file",
            [
                "unable to read password file for user \(.user)", "could not obtain user info (\(.user))",
                "could not identify password for [\(.user)]",
                "read shadow", "unix_chkpwd abnormal exit", "inappropriate use of Unix helper binary",
                "Cannot make/remove an entry",
                "Authentication service cannot retrieve authentication info",
                // Any uid but root's 0.
                "authentication failure; logname=\(.any)euid=1", "authentication failure; logname=\(.any)euid=2",
                "authentication failure; logname=\(.any)euid=3", "authentication failure; logname=\(.any)euid=4",
                "authentication failure; logname=\(.any)euid=5", "authentication failure; logname=\(.any)euid=6",
                "authentication failure; logname=\(.any)euid=7", "authentication failure; logname=\(.any)euid=8",
                "authentication failure; logname=\(.any)euid=9",
            ],
            says:
                "the process that calls PAM does not run as root, so it cannot read /etc/shadow: every password looks wrong"
        ) { _ in
            [
                .run("doveconf -n service/auth-worker"),
                .note(
                    "Remove user from service auth-worker: it starts as root. In a container, keep unix_chkpwd setgid shadow."
                ), .restart,
            ]
        }
        Meaning(
            .account, "locked-out", .exact, scope: .account, .passdb, "PAM has locked an account after wrong passwords",
            [
                "account temporarily locked", "pam_faillock(\(.name)): Consecutive login failures for user \(.user)",
                "pam_tally2(\(.name)): user \(.user)",
            ],
            says: "PAM has locked \(.user) after too many wrong passwords"
        ) { seen in
            [
                .run("faillock --user \(seen[.user])"), .run("faillock --user \(seen[.user]) --reset"),
                .note("First find out where the attempts come from: rhost in the lines before."),
            ]
        }
        Meaning(
            .account, "pam-access", .exact, scope: .account, .passdb, "PAM's access.conf forbids an account to log in",
            ["pam_access(\(.name)): access denied for user", "access denied for user `\(.user)'"],
            says: "a line of /etc/security/access.conf forbids \(.user) to log in from that address"
        ) { _ in
            [
                .run("cat /etc/security/access.conf"),
                .note("Allow the account there, or remove pam_access.so from /etc/pam.d/dovecot."),
            ]
        }
        Meaning(
            .account, "pam-rule", .exact, scope: .account, .passdb, "a rule of PAM forbids an account to log in",
            [
                "requirement \"\(.value)\" not met by user \"\(.user)\"",
                "pam_listfile(\(.name)): Refused user \(.user)",
                "pam_nologin(", "pam_time(",
            ], says: "a rule in /etc/pam.d forbids \(.user) to log in to this service"
        ) { _ in
            [
                .run("cat /etc/pam.d/dovecot"),
                .note("Change the rule, or the group or uid of the account that it asks for."),
            ]
        }
        Meaning(
            .client, "pam-refused", scope: .noise, .password, "PAM did not accept a password",
            [
                "authentication failure; \(.any) rhost=\(.address) user=\(.user)",
                "authentication failure; \(.any)user=\(.user)", "authentication failure; ",
                "check pass; user unknown", "password check failed for user (\(.user))",
                "pam_authenticate() failed: \(.reason)", "user [\(.user)] has blank password; denied",
            ], says: "PAM does not know the user, or the password was wrong"
        ) { seen in
            [
                .note("Many from one address are guesses. For a real user, set a new password."),
                .run("getent passwd \(seen[.user])"),
            ]
        }
        Meaning(
            .backend, "pam", .general, .backends, "PAM fails for another reason than the password",
            [
                "pam_start() failed: \(.reason)", "pam_setcred() failed: \(.reason)",
                "pam_open_session() failed: \(.reason)", "pam_close_session() failed: \(.reason)",
                "pam_end() failed: \(.reason)", "pam_acct_mgmt() failed: \(.reason)",
                "pam_get_item(PAM_USER) failed: \(.reason)",
                "Invalid requests_left value",
            ], says: "PAM failed before or after the password: \(.reason)"
        ) { _ in
            [
                .showLog(50, holding: "pam"), .run("cat /etc/pam.d/dovecot"),
                .note("A session that fails needs session=no, in 2.4 passdb_pam_session = no, or a module that works."),
            ]
        }
    }
}
