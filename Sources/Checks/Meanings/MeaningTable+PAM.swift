import Fleet

extension MeaningTable {
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
            .backend, "pam-file", .exact, .backends, "a PAM module cannot read its file",
            [
                "pam_\(.plugin)(\(.name):\(.any)): Couldn't open \(.path)",
                "pam_\(.plugin)(\(.name):\(.any)): cannot open file: \(.path)",
                "pam_\(.plugin)(\(.name):\(.any)): couldn't open password file \(.path)",
                "pam_\(.plugin)(\(.name):\(.any)): user_lookup: could not open database `\(.path)'",
            ],
            says: "the module pam_\(.plugin) cannot read \(.path), which the rules of PAM for Dovecot name"
        ) { seen in
            [
                .run("ls -l \(seen[.path])"), .run("grep -n pam_\(seen[.plugin]) /etc/pam.d/\(seen[.name])"),
                .note("Restore the file, or remove the module from the rules if they need it no more."),
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
            says: "a line of the access file of pam_access forbids \(.user) to log in from that address"
        ) { _ in
            [
                .run("grep -H pam_access /etc/pam.d/dovecot /etc/pam.d/common-auth /etc/pam.d/common-account"),
                .note(
                    "Allow the account in the file that accessfile= names, else in /etc/security/access.conf, or remove pam_access.so."
                ),
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
