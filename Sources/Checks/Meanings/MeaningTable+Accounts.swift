import Fleet

extension MeaningTable {
    @Rows static var accounts: [Meaning] {
        Meaning(
            .account, "scheme-unknown", .exact, scope: .account, .schemes,
            "a password hash has a scheme that this build does not know",
            ["Unknown scheme \(.scheme)", "Requested unknown scheme \(.scheme)"],
            says: "the password of \(.user) is stored in the scheme \(.scheme), which this Dovecot does not know"
        ) { _ in
            [
                .run("doveadm pw -l"), .note("Store a new hash of the password, in one of these schemes."),
                .run("doveadm pw -s SHA512-CRYPT"),
            ]
        }
        Meaning(
            .account, "scheme-weak", .exact, scope: .account, .schemes,
            "2.4 refuses a weak password hash",
            ["Weak password scheme '\(.scheme)' used and refused"],
            says: "the password of \(.user) is stored as \(.scheme), which 2.4 refuses"
        ) { _ in
            [
                .note("Store a new hash of the password."), .run("doveadm pw -s SHA512-CRYPT"),
                .note("Until all weak hashes are replaced, set auth_allow_weak_schemes = yes."), .reload,
            ]
        }
        Meaning(
            .account, "scheme-mechanism", .exact, scope: .account, .mechanisms,
            "a mechanism needs another password scheme",
            ["Requested \(.mechanism) scheme, but we have only \(.scheme)", "scheme, but we have a NULL password"],
            says: "the client uses a mechanism that needs the password as \(.mechanism), and it is stored as \(.scheme)"
        ) { _ in
            [
                .run("doveconf auth_mechanisms"),
                .note("Leave only plain and login in auth_mechanisms: they work with every hash, under TLS."), .reload,
            ]
        }
        Meaning(
            .account, "hash-damaged", scope: .account, .schemes, "a password hash is damaged",
            [
                "Password data is not valid for scheme \(.scheme): \(.reason)",
                "Invalid password\(.any) in passdb: \(.reason)", "Input length isn't valid",
                "crypt() failed", "_rn failed", "crypto_pwhash_argon2i", "Invalid \(.scheme) iteration count in passdb",
                " ServerKey in passdb",
                " StoredKey in passdb", "passdb entry format", "User \(.user) has invalid password",
                "invalid OTP data in passdb", "invalid credentials length",
                "sequence number < 1", "invalid password field",
            ],
            says:
                "the hash that is stored for \(.user) does not have the form of \(.scheme), so its password cannot be verified"
        ) { _ in
            [
                .note(
                    "Store a new hash of the password. Hashes of another system may need a prefix such as \(setting: "{SHA512-CRYPT}")."
                ),
                .note(
                    "If all accounts are refused, the scheme of hashes without a prefix is wrong: default_pass_scheme in the file of args, in 2.4 passdb_default_password_scheme."
                ), .run("doveadm pw -s SHA512-CRYPT"),
            ]
        }
        Meaning(
            .account, "not-in-userdb", .exact, scope: .account, .userdb,
            "the passdb has an account that the userdb does not have",
            [
                "user not found from any userdbs", "user not found from userdb", "not found from userdb",
                "User \(.user) is missing userdb info",
                "is missing userdb info", "not found from any userdb",
            ], says: "the passdb knows \(.user), and the userdb does not: the login fails after the password"
        ) { seen in
            [
                .run("doveadm user \(seen[.user])"),
                .note(
                    "Add the account to the userdb, or use one source for both. Names must be equal, with or without the domain: auth_username_format."
                ),
            ]
        }
        Meaning(
            .account, "no-uid", .exact, scope: .account, .userdb, "the userdb gives an account no uid or gid",
            [
                "User is missing UID", "User is missing GID", "has invalid UID '\(.value)'",
                "has invalid GID '\(.value)'",
            ],
            says: "the userdb gives \(.user) no usable uid or gid"
        ) { seen in
            [
                .run("doveadm user \(seen[.user])"),
                .note(
                    "The userdb must return uid and gid, which follow the hash in a passwd-file. Or set mail_uid and mail_gid for all accounts."
                ), .reload,
            ]
        }
        Meaning(
            .account, "twice", scope: .account, .passdb, "the passwd-file has two lines for an account",
            ["User \(.user) exists more than once"],
            says: "the passwd-file has two lines for \(.user), and Dovecot uses only one"
        ) { _ in [.run("doveconf -n passdb"), .note("Delete the wrong line.")] }
        Meaning(
            .account, "nopassword", scope: .account, .passdb, "an account has nopassword and a password",
            ["nopassword set but password is non-empty", "nopassword given and password is not empty"],
            says: "the passdb returns nopassword for \(.user), and a password too"
        ) { _ in [.note("Return an empty password with nopassword, or leave nopassword out.")] }
        Meaning(
            .account, "no-password", scope: .account, .passdb, "the passdb has no password for an account",
            ["No password returned (and no nopassword)", "Cached NULL password access"],
            says: "the passdb knows \(.user), and has no password for it"
        ) { seen in [.run("doveadm auth lookup \(seen[.user])"), .note("Store a hash of the password.")] }
        Meaning(
            .account, "address-denied", scope: .account, .passdb, "an account is not allowed to log in from an address",
            [
                "\(.setting) check failed: IP \(.address) not in allowed networks", "check failed: Remote IP not known",
                "check failed: value was empty",
            ],
            says: "the passdb allows \(.user) to log in only from certain networks, and \(.address) is in none of them"
        ) { seen in
            [
                .run("doveadm auth lookup \(seen[.user])"),
                .note("Add the network to allow_nets of the account, if the address is right."),
            ]
        }
        Meaning(
            .account, "denied", scope: .account, .passdb, "an account is denied by a passdb",
            ["User found from deny passdb"],
            says: "a passdb with deny = yes has an entry for \(.user)"
        ) { _ in [.run("doveconf -n passdb"), .note("If the account must log in, remove its name from that file.")] }
        Meaning(
            .account, "policy-denied", scope: .account, .passdb, "the policy server denies a login",
            ["Authentication failure due to policy server refusal"],
            says: "the server of auth_policy_server_url denied the login of \(.user)"
        ) { _ in [.run("doveconf auth_policy_server_url"), .note("Its own log says why.")] }
        Meaning(
            .account, "over-quota", .exact, scope: .account, .room, "an account is over quota",
            ["Quota exceeded", "mailbox for user is full", "Not enough disk quota"],
            says: "the mailbox of \(.user) is full: new mail is refused; existing mail can be read and deleted"
        ) { seen in
            [
                .run("doveadm quota get -u \(seen[.user])"), .run("doveadm quota recalc -u \(seen[.user])"),
                .note("Raise the quota of the account, or delete mail."),
            ]
        }
        Meaning(
            .account, "quota-unknown", .general, .room, "the quota of an account cannot be read",
            [
                "Failed to get quota", "Quota update failed: \(.reason)", "Recalculation failed: \(.reason)",
                "Recalculating quota failed: \(.reason)",
                "Failed to update quota", "lookup failed -can't verify quota_over",
                "Failed to check if user is under quota: \(.reason)", "Quota root \(.name): \(.reason)",
                "quota check failed: \(.reason)", "Quota not enabled", "imapc didn't return any QUOTA results",
                "is not a valid NFS device path",
            ], says: "the quota of an account cannot be read or counted: \(.reason)"
        ) { seen in
            [
                .run("doveadm quota get -u \(seen[.user])"), .run("doveconf -n | grep -i quota"),
                .note("Start the dict that stores it, or recalculate it: doveadm quota recalc."),
            ]
        }
        Meaning(
            .account, "gone", .general, scope: .noise, .userdb, "an account does not exist",
            ["User doesn't exist", "User unknown", "user-not-found"]
        ) { seen in [.run("doveadm user \(seen[.user])"), .note("Correct the name, or create the account.")] }
    }

    @Rows static var userdbFields: [Meaning] {
        Meaning(
            .account, "userdb-field", .general, scope: .account, .userdb,
            "the userdb returns a field that cannot be used",
            [
                "userdb returned invalid nice value \(.value)", "Invalid userdb input '\(.name)': \(.reason)",
                "Invalid userdb input \(.name)=\(.value): \(.reason)",
                "Ignoring \(.name) userdb setting", "Failed to parse credentials",
                "auth-worker sent invalid user reply", "Field '\(.name)' not found", "No such field",
            ], says: "the userdb returns the field \(.name) with an invalid value"
        ) { seen in
            [
                .run("doveadm user \(seen[.user])"),
                .note("Correct the field in the userdb. Field names of settings changed from 2.3 to 2.4."),
            ]
        }
        Meaning(
            .account, "delayed", scope: .account, .passdb, "a passdb delays a login for too long",
            ["delay_until timestamp \(.value) is too much in the future"]
        ) { seen in [.run("doveadm auth lookup \(seen[.user])"), .note("Correct delay_until, in Unix seconds.")] }
        Meaning(
            .account, "post-login-end", .exact, scope: .account, .login,
            "the post-login script does not run its arguments",
            ["Post-login script denied access to user"],
            says: "the post-login script of the service ended without running its arguments: the session was closed"
        ) { _ in
            [
                .run("doveconf -n | grep script-login"),
                .note("The last line of the script must be \(setting: "exec \"$@\"")."),
            ]
        }
        Meaning(
            .account, "post-login", .exact, scope: .account, .mailbox, "the post-login script refuses an account",
            [
                "Script terminated abnormally, exit status \(.status)",
                "Script terminated abnormally, signal \(.signal)",
            ],
            says: "the post-login script ended with \(.status), and the session was closed"
        ) { _ in
            [
                .run("doveconf -n | grep script-login"),
                .note(
                    "Run the script by hand as the user of its service, and fix its errors. At the end it must run its arguments, and exit with 0."
                ),
            ]
        }
        Meaning(
            .process, "script", .exact, .login, "a program that a service runs complains",
            ["script-login(\(.service)): \(.reason)"],
            says: "the program that the service \(.service) runs complains: \(.reason)"
        ) { seen in
            [
                .run("doveconf -n | grep -A6 -F -e \(seen[.service])"),
                .note(
                    "Run its script by hand as the user of the service, and fix what it complains of. A post-login script must end with \(setting: "exec \"$@\"")."
                ),
            ]
        }
    }
}
