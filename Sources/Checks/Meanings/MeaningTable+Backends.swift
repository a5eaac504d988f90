import Fleet

extension MeaningTable {
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
            says: "the only userdb is prefetch, and the passdb returned no fields such as userdb_uid for it"
        ) { seen in
            [
                .run("doveconf -n passdb userdb"),
                .note(
                    "If logins fail, the passdb must return userdb_uid, userdb_gid and userdb_home with the password of \(seen[.user]): correct its file or query."
                ),
                .note(
                    "Delivery and doveadm need a second userdb after prefetch, which finds uid, gid and home by itself."
                ),
                .reload,
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
            .backend, "oauth2-not-set", .exact, .mechanisms,
            "OAuth 2 mechanisms are offered, and OAuth 2 is not set up",
            ["Cannot initialize oauth2: Missing \(.setting) setting"],
            says:
                "auth_mechanisms has oauthbearer or xoauth2, and \(.setting) is not set: the auth process does not start"
        ) { seen in
            [
                .run("doveconf auth_mechanisms"),
                .note(
                    "If clients log in with passwords, set auth_mechanisms = plain login. Else set \(seen[.setting]) and the other settings of OAuth 2."
                ), .reload,
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
}
