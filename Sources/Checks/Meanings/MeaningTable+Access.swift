import Fleet

extension MeaningTable {
    @Rows static var access: [Meaning] {
        Meaning(
            .access, "spool", .exact, .mailPermissions, "Dovecot cannot lock mail in the mail spool",
            [
                "(set mail_privileged_group=\(.group))",
                "file_dotlock_create(/var/mail/\(.user)) failed: Permission denied",
                "file_dotlock_create(/var/spool/mail/\(.user)) failed: Permission denied",
            ],
            says: "Dovecot has no permission to create a lock file in the mail spool: it lacks the group of the spool"
        ) { _ in
            [
                .note("Set mail_privileged_group = mail, if the spool has group mail and mode 2775."),
                .run("ls -ld /var/mail"), .reload,
            ]
        }
        Meaning(
            .access, "worker-socket", .exact, .backends,
            "the auth process has no permission on the socket of its workers",
            [
                "net_connect_unix(auth-worker) in directory \(.path) failed: Permission denied",
                "net_connect_unix(auth-worker) failed: Permission denied",
                "net_connect_unix(\(.path)/auth-worker) failed: Permission denied",
            ],
            says: "the auth process runs as a user without permission on the socket of its workers"
        ) { _ in
            [
                .run("doveconf -n service/auth"),
                .note(
                    "Remove user from service auth: the default is default_internal_user, which owns the socket auth-worker. Or set the same user for the unix_listener auth-worker of service auth-worker."
                ), .restart,
            ]
        }
        Meaning(
            .access, "login-socket", .exact, .socketPermissions,
            "login processes have no permission on the socket of a service",
            ["master(\(.service)): net_connect_unix(\(.name)) failed: Permission denied"],
            says: "the login process has no permission on the socket login/\(.name), which passes logins to \(.service)"
        ) { seen in
            [
                .run("doveconf -n service/\(seen[.service])"),
                .note(
                    "Remove user and mode of unix_listener login/\(seen[.name]) from service \(seen[.service]): the default mode is 0666."
                ), .restart,
            ]
        }
        Meaning(
            .listener, "login-socket", .exact, .socketPermissions,
            "a socket that passes logins to a service is missing",
            [
                "master(\(.service)): net_connect_unix(\(.name)) failed: No such file or directory",
                "master(\(.service)): net_connect_unix(\(.name)) failed: Connection refused",
            ],
            says:
                "the socket login/\(.name), which passes logins to \(.service), is missing or has no listener: all logins fail"
        ) { seen in
            [
                .run("doveconf -n service/\(seen[.service])"),
                .note(
                    "Unless the configuration removed unix_listener login/\(seen[.name]), something deleted the socket, and a restart creates it."
                ), .restart,
            ]
        }
        Meaning(
            .access, "socket", .exact, breaks: { AffectedPath($0).isOfDovecot ? .socketPermissions : .backends },
            "permission denied on a socket",
            [
                "connect_unix(\(.path)) failed: Permission denied", "connect(\(.path)) failed: Permission denied",
            ], says: "the process has no permission on the socket \(.path)"
        ) { seen in
            AffectedPath(seen).isOfDovecot
                ? [
                    .run("namei -l \(seen[.path])"),
                    .note(
                        "Set user, group and mode of the unix_listener \(lastPart(of: seen[.path])) for the program that uses it."
                    ),
                    .restart,
                ]
                : [
                    .run("namei -l \(seen[.path])"),
                    .note("Add the Dovecot user that connects to the group that owns \(setting: seen[.path])."),
                ]
        }
        Meaning(
            .access, "login-directory", .exact, .socketPermissions, "login processes cannot reach the auth process",
            [
                "connect(login) in directory \(.blocked) failed: Permission denied", "connect(login) in directory",
                "chdir(login) failed",
            ],
            says:
                "login processes have no permission on \(.path), through which they reach the auth process"
        ) { _ in
            [
                .run("ls -ld /run/dovecot /run/dovecot/login; ls -l /run/dovecot/login; doveconf -n service/auth"),
                .note(
                    "If service auth sets a user, group or mode for unix_listener login/login, remove them. Else they were changed after the start, and a restart sets them again."
                ),
                .restart,
            ]
        }
        Meaning(
            .access, "users", .exact, .backends, "the auth process cannot read the passwd-file",
            ["passwd-file\(.any)open(\(.path)) failed: Permission denied"],
            says: "the auth process has no permission to read the passwd-file \(.path)"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"),
                .note(
                    "Give \(setting: seen[.path]) group dovecot and mode 0640, and that group permission x on each directory above it."
                ),
            ]
        }
        Meaning(
            .access, "program", .exact, .service, "the program of a service is not executable",
            [
                "execv(\(.path)) failed: Permission denied", "execvp(\(.path)) failed: Permission denied",
                "service(\(.service)) access(\(.path)) failed: Permission denied",
                "service(\(.service)): access(\(.path)) failed: Permission denied",
            ], says: "the user of the service has no permission to execute \(.path)"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"), .run("chmod u+x \(seen[.path])"),
                .note(
                    "If the service runs neither as root nor as the owner, give the file the group of the service, with permissions r and x."
                ),
                .restart,
            ]
        }
        Meaning(
            .access, "log", .exact, .service, "a log file cannot be written",
            [
                "Can't open log file \(.path): Permission denied",
                "an't open log file \(.path): open() failed: Permission denied",
            ], says: "Dovecot has no permission to write its log \(.path)"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"),
                .note(
                    "Let root own the file, or add CAP_DAC_OVERRIDE where the unit takes it from Dovecot. Programs that run as a mail user, such as dovecot-lda, need permission w: give the file its own group, or set log_path = syslog."
                ), .restart,
            ]
        }
        Meaning(
            .access, "mail", breaks: { AffectedPath($0).brokenWhereDenied },
            "permission denied on a file",
            [
                "(\(.path)) failed: Permission denied (euid=\(.uid)(\(.user)) egid=\(.gid)(\(.group)) missing \(.right) perm: \(.blocked), dir owned by \(.owner) mode=\(.mode))",
                "failed: Permission denied (euid=\(.uid)(\(.user)) egid=\(.gid)(\(.group)) missing \(.right) perm: \(.blocked), dir owned by \(.owner) mode=\(.mode))",
            ],
            says:
                "uid \(.uid) lacks permission \(.right) on \(.blocked), in a directory that \(.owner) owns with mode \(.mode)"
        ) { rights($0) }
        Meaning(
            .access, "listen", .exact, .listeners, "Dovecot has no permission to bind a port",
            [
                "bind(\(.address), \(.port)) failed: Permission denied",
                "listen(\(.address), \(.port)) failed: Permission denied",
            ], says: "Dovecot cannot listen on port \(.port): it lacks CAP_NET_BIND_SERVICE, or SELinux denies it"
        ) { _ in
            [
                .act(.showLimits("CapabilityBoundingSet,User")),
                .act(.changeUnit("Start Dovecot as root, with CAP_NET_BIND_SERVICE in CapabilityBoundingSet.")),
                .restart,
            ]
        }
        Meaning(
            .unit, "rights", .exact, .service, "the unit removes a capability that Dovecot needs",
            [
                "chroot(\(.path)) failed: Operation not permitted",
                "setuid(\(.value)) failed with euid=0: Operation not permitted",
                "setgid(\(.value)) failed with euid=0\(.any): Operation not permitted",
            ],
            says:
                "the unit or the container removes CAP_SETUID, CAP_SETGID or CAP_SYS_CHROOT: processes of Dovecot end at their start"
        ) { _ in
            [
                .act(.showLimits("CapabilityBoundingSet,User,NoNewPrivileges")),
                .act(
                    .changeUnit(
                        "Add CAP_SYS_CHROOT, CAP_SETUID and CAP_SETGID to CapabilityBoundingSet, or remove it.")),
                .restart,
            ]
        }
        Meaning(
            .access, "become-user", .userdb, "a process cannot switch to the user of an account",
            [
                "failed with euid=\(.uid)(\(.user)): Operation not permitted", "seteuid(\(.value)) failed",
                "failed with euid=\(.any): Operation not permitted", "setegid(privileged) failed",
                "setegid(primary) failed",
                "initgroups(\(.any)) failed", "setgroups(\(.any)) failed", "setgid(\(.value)) failed",
                "setpriority(\(.any)) failed", "We couldn't drop root", "getgroups() failed",
            ], says: "a process does not run as root, so it cannot switch to the uid and gid of the account"
        ) { _ in
            [
                .run("doveconf -n | grep -B3 'user ='"),
                .note(
                    "Remove user from the services imap, pop3 and lmtp: they start as root. A program that runs as a user, such as dovecot-lda, can serve only that user."
                ),
                .reload,
            ]
        }
        Meaning(
            .access, "root-forbidden", .userdb, "an account has uid or gid 0, which Dovecot never serves",
            ["This process must not be run as root", "GID 0 isn't permitted"]
        ) {
            [
                .run("doveadm user \($0[.user])"),
                .note("Give the account its own uid and gid in the userdb, or redirect root's mail."),
            ]
        }
        Meaning(
            .access, "denied", .general, breaks: { AffectedPath($0).brokenWhereDenied },
            "permission denied on a file",
            [
                "(\(.path)) failed: Permission denied", "Can't open file \(.path): Permission denied",
                "open(\(.path)): Permission denied", "open(.) failed: Permission denied",
            ], says: "the process has no permission to use \(.path)"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"),
                .note(
                    "Give the file to the user that needs it, with permission x on each directory above it. If the owner is wrong, correct the owner, not the mode."
                ),
            ]
        }
        Meaning(
            .access, "not-permitted", .general, breaks: { AffectedPath($0).brokenWhereDenied },
            "the kernel does not permit an operation on a file",
            ["(\(.path)) failed: Operation not permitted", "(\(.path)): Operation not permitted"],
            says: "a process that is not root tries to change owner or mode of \(.path), or the file is immutable"
        ) { seen in
            [
                .run("ls -ld \(seen[.path]); lsattr -d \(seen[.path])"),
                .note(
                    "Give the file the uid of its account. A process can set only a group that it is in: mail_access_groups."
                ),
            ]
        }
    }
}
