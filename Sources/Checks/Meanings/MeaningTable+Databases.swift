import Fleet

extension MeaningTable {
    @Rows static var databases: [Meaning] {
        Meaning(
            .backend, "database-wants-tls", .exact, .backends, "a database accepts only connections with TLS",
            ["Connections using insecure transport are prohibited"],
            says: "the database server accepts only connections with TLS, and Dovecot's has none"
        ) { _ in
            [
                .note(
                    "Set ssl_ca in the connect line of 2.3, or mysql_ssl = yes and ssl_client_ca_file in 2.4. A server on the host itself has a socket, which needs no TLS: use it as the host of the connection."
                ), .reload,
            ]
        }
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
            .backend, "query-rows", .exact, .backends, "a query returns several rows for one account",
            ["query returned multiple matches"],
            says: "a query returns several rows for \(.user), and Dovecot takes none"
        ) { seen in
            [
                .note(
                    "In the database, delete the rows of \(seen[.user]) but one. If there is one, the query joins too many tables, or matches too many accounts."
                ),
                .run("doveadm auth lookup \(seen[.user])"),
            ]
        }
        Meaning(
            .backend, "query-result", .exact, .backends, "a query returns unusable data",
            [
                "Password query must return a field named 'password'",
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
}
