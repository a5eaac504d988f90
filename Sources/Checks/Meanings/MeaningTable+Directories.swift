import Fleet

extension MeaningTable {
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
}
