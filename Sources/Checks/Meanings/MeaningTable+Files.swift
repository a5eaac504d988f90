import Fleet

extension MeaningTable {
    @Rows static var files: [Meaning] {
        Meaning(
            .file, "socket", breaks: { Place($0).brokenWhereMissing }, "a socket of Dovecot's is not there",
            [
                "connect_unix(\(.path)) failed: No such file or directory",
                "connect(\(.path)) failed: No such file or directory",
            ],
            says:
                "nothing has made the socket \(.path): Dovecot does not run, has another base_dir, or its configuration lacks the listener"
        ) { seen in
            [.act(.showState), .run("doveconf base_dir; ls -l \(seen[.path])")]
                + (Place(seen).isOfDovecot
                    ? [.start]
                    : [
                        .note(
                            "Start the program that makes \(setting: seen[.path]), or correct the path in the configuration."
                        )
                    ])
        }
        Meaning(
            .file, "socket-refused", breaks: { Place($0).brokenWhereMissing }, "nothing listens behind a socket",
            [
                "connect_unix(\(.path)) failed: Connection refused", "connect(\(.path)) failed: Connection refused",
            ], says: "\(.path) is there, and no program listens behind it"
        ) { seen in
            Place(seen).isOfDovecot
                ? [.act(.showState), .restart]
                : [.note("Start the program that listens on \(setting: seen[.path]).")]
        }
        Meaning(
            .file, "program", .exact, .service, "a program that a service runs is not there",
            [
                "execv(\(.path)) failed: No such file or directory",
                "execvp(\(.path)) failed: No such file or directory",
                "service(\(.service)) access(\(.path)) failed: No such file or directory",
                "service(\(.service)): access(\(.path)) failed: No such file or directory",
            ],
            says: "\(.service) is to run \(.path), and that file, or the interpreter in its first line, does not exist"
        ) { seen in
            [
                .run("ls -l \(seen[.path])"), .run("sed -n 1l \(seen[.path])"),
                .note(
                    "If it is not there, install the package that brings it, or correct executable of service \(seen[.service]). If it is, correct the interpreter that its first line names, which may end in a carriage return."
                ),
                .restart,
            ]
        }
        Meaning(
            .file, "log", .exact, .service, "the directory of a log file does not exist",
            [
                "Can't open log file \(.path): No such file or directory",
                "an't open log file \(.path): open() failed: No such file or directory",
            ], says: "Dovecot cannot write its log \(.path), since its directory does not exist, and does not start"
        ) { seen in
            [
                .run("mkdir -p \(parent(of: seen[.path]))"),
                .note(
                    "If the directory is lost at each boot, have systemd-tmpfiles make it, or set log_path = syslog."),
                .restart,
            ]
        }
        Meaning(
            .file, "users", .exact, .backends, "the file of accounts does not exist",
            [
                "passwd-file\(.any)open(\(.path)) failed: No such file or directory", "missing passwd file: \(.path)",
                "passwd-file\(.any)stat(\(.path)) failed: No such file or directory",
            ], says: "a passdb or userdb reads accounts from \(.path), and that file does not exist"
        ) { seen in
            [
                .note(
                    "Bring \(setting: seen[.path]) back from the old host or a backup: owner root, group dovecot, mode 0640."
                ),
                .run("ls -l \(seen[.path])"),
            ]
        }
        Meaning(
            .file, "plugins", .exact, .plugins, "the directory of plugins cannot be read",
            ["mail_plugin_dir: access(\(.path)) failed"], says: "mail_plugin_dir is \(.path), and that cannot be read"
        ) { _ in
            [
                .note(
                    "Take mail_plugin_dir out of the configuration: the default is right where Dovecot came as a package."
                ), .reload,
            ]
        }
        Meaning(
            .file, "mail-root", .mailDirectory, "the root of an account's mail does not exist",
            ["Root \(.name) directory doesn't exist: \(.path)"],
            says: "\(.path), the root of the account's mail, does not exist"
        ) { seen in
            [
                .run("findmnt --target \(parent(of: seen[.path]))"),
                .note("Mount the mail volume, or correct mail_location, in 2.4 mail_path."),
            ]
        }
        Meaning(
            .file, "dangling-link", .mailDirectory, "a link in the mail points to nothing",
            ["Symlink destination doesn't exist for UID=\(.number): \(.path)"],
            says: "\(.path) is a link to a file that does not exist"
        ) { [.run("namei -l \($0[.path])"), .note("Mount the volume that the link leads to, or delete the link.")] }
        Meaning(
            .file, "missing", .general, breaks: { Place($0).brokenWhereMissing }, "a file or directory does not exist",
            [
                "(\(.path)) failed: No such file or directory", "open(\(.path)): No such file or directory",
                "Can't open file \(.path): No such file or directory",
            ], says: "\(.path) does not exist"
        ) { seen in
            if Place(seen).isOfDovecot {
                return [.note("Dovecot makes its own files and directories when it starts."), .restart]
            }
            return [
                .run("namei -l \(seen[.path])"),
                .note(
                    "Bring back \(setting: seen[.path]), mount the volume that holds it, or correct the setting that names it."
                ),
                .run("doveconf -n"),
            ]
        }
        Meaning(
            .file, "not-directory", .general, breaks: { Place($0).brokenWhereMissing },
            "a file stands where a directory must be",
            ["(\(.path)) failed: Not a directory", "failed: Not a directory", "\(.path) is not a directory"],
            says: "a part of \(.path) is a file, and must be a directory"
        ) { [.run("namei -l \($0[.path])"), .note("Move the file away, or correct the path in the configuration.")] }
        Meaning(
            .file, "is-directory", .general, breaks: { Place($0).brokenWhereMissing },
            "a directory stands where a file must be", ["(\(.path)) failed: Is a directory", "failed: Is a directory"],
            says: "\(.path) is a directory, and must be a file"
        ) {
            [.run("ls -ld \($0[.path])"), .note("Move the directory away, or correct the path in the configuration.")]
        }
        Meaning(
            .file, "exists", .general, .mailbox, "a file stands in the place of a new one",
            ["(\(.path)) failed: File exists", "(\(.path)) failed: Directory not empty"],
            says: "a process wants to make \(.path), and something is there already"
        ) {
            [
                .run("ls -ld \($0[.path])"),
                .note("If no process uses it, move it away. Never delete mail that you have not looked at."),
            ]
        }
    }

    @Rows static var access: [Meaning] {
        Meaning(
            .access, "spool", .exact, .mailPermissions, "the mail spool cannot be written by its group",
            [
                "(set mail_privileged_group=\(.group))",
                "file_dotlock_create(/var/mail/\(.user)) failed: Permission denied",
                "file_dotlock_create(/var/spool/mail/\(.user)) failed: Permission denied",
            ], says: "Dovecot may not make a lock file in the mail spool, since it lacks the group of the spool"
        ) { _ in
            [
                .note("Set mail_privileged_group = mail, if the spool has group mail and mode 2775."),
                .run("ls -ld /var/mail"), .reload,
            ]
        }
        Meaning(
            .access, "worker-socket", .exact, .backends, "the auth process may not use the socket of its workers",
            [
                "net_connect_unix(auth-worker) in directory \(.path) failed: Permission denied",
                "net_connect_unix(auth-worker) failed: Permission denied",
                "net_connect_unix(\(.path)/auth-worker) failed: Permission denied",
            ],
            says: "the auth process runs as another user than the socket of its workers is for"
        ) { _ in
            [
                .run("doveconf -n service/auth"),
                .note(
                    "Take user out of service auth: by itself it is default_internal_user, whose the socket auth-worker is. Or give the unix_listener auth-worker of service auth-worker the same user."
                ), .restart,
            ]
        }
        Meaning(
            .access, "login-socket", .exact, .socketPermissions, "login processes may not use the socket of a service",
            ["master(\(.service)): net_connect_unix(\(.name)) failed: Permission denied"],
            says: "the login process may not use the socket login/\(.name), to hand a login over to \(.service)"
        ) { seen in
            [
                .run("doveconf -n service/\(seen[.service])"),
                .note(
                    "Take user and mode of unix_listener login/\(seen[.name]) out of service \(seen[.service]): by itself it has mode 0666."
                ), .restart,
            ]
        }
        Meaning(
            .access, "socket", .exact, breaks: { Place($0).isOfDovecot ? .socketPermissions : .backends },
            "permission denied on a socket",
            [
                "connect_unix(\(.path)) failed: Permission denied", "connect(\(.path)) failed: Permission denied",
            ], says: "the process may not use the socket \(.path)"
        ) { seen in
            Place(seen).isOfDovecot
                ? [
                    .run("namei -l \(seen[.path])"),
                    .note(
                        "Set user, group and mode of the unix_listener \(lastPart(of: seen[.path])) for the program that uses it."
                    ),
                    .restart,
                ]
                : [
                    .run("namei -l \(seen[.path])"),
                    .note("Put the user of Dovecot that connects into the group that owns \(setting: seen[.path])."),
                ]
        }
        Meaning(
            .access, "login-directory", .exact, .socketPermissions, "login processes cannot reach the auth process",
            [
                "connect(login) in directory \(.blocked) failed: Permission denied", "connect(login) in directory",
                "chdir(login) failed",
            ],
            says: "login processes cannot reach the auth process: rights of \(.path) were changed after the start"
        ) { _ in
            [
                .run("ls -ld /run/dovecot /run/dovecot/login"), .note("A start sets owner and mode of both anew."),
                .restart,
            ]
        }
        Meaning(
            .access, "users", .exact, .backends, "the auth process may not read the file of accounts",
            ["passwd-file\(.any)open(\(.path)) failed: Permission denied"],
            says: "the auth process may not read \(.path), the file of accounts"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"),
                .note(
                    "Give \(setting: seen[.path]) group dovecot and mode 0640, and each directory above it the right x for that group."
                ),
            ]
        }
        Meaning(
            .access, "program", .exact, .service, "a program that a service runs may not be executed",
            [
                "execv(\(.path)) failed: Permission denied", "execvp(\(.path)) failed: Permission denied",
                "service(\(.service)) access(\(.path)) failed: Permission denied",
                "service(\(.service)): access(\(.path)) failed: Permission denied",
            ], says: "\(.path) may not be executed by the user of its service"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"), .run("chmod u+x \(seen[.path])"),
                .note(
                    "If the service runs as neither root nor the owner, give the file its group and the rights r and x for it."
                ),
                .restart,
            ]
        }
        Meaning(
            .access, "log", .exact, .service, "a log file may not be written",
            [
                "Can't open log file \(.path): Permission denied",
                "an't open log file \(.path): open() failed: Permission denied",
            ], says: "Dovecot may not write its log \(.path)"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"),
                .note(
                    "Programs that run as a mail user, such as dovecot-lda, need the right w: give the file its own group, or set log_path = syslog."
                ),
            ]
        }
        Meaning(
            .access, "mail", breaks: { Place($0).brokenWhereDenied },
            "permission denied on a file",
            [
                "(\(.path)) failed: Permission denied (euid=\(.uid)(\(.user)) egid=\(.gid)(\(.any)) missing \(.right) perm: \(.blocked), dir owned by \(.owner) mode=\(.mode))",
                "failed: Permission denied (euid=\(.uid)(\(.user)) egid=\(.gid)(\(.any)) missing \(.right) perm: \(.blocked), dir owned by \(.owner) mode=\(.mode))",
            ],
            says:
                "uid \(.uid) lacks the right \(.right) on \(.blocked), in a directory that \(.owner) owns with mode \(.mode)"
        ) { rights($0) }
        Meaning(
            .access, "listen", .exact, .listeners, "Dovecot may not bind a port",
            [
                "bind(\(.address), \(.port)) failed: Permission denied",
                "listen(\(.address), \(.port)) failed: Permission denied",
            ], says: "Dovecot may not listen on port \(.port): it lacks CAP_NET_BIND_SERVICE, or SELinux denies it"
        ) { _ in
            [
                .act(.showLimits("CapabilityBoundingSet,User")),
                .act(.changeUnit("Start Dovecot as root, with CAP_NET_BIND_SERVICE in CapabilityBoundingSet.")),
                .restart,
            ]
        }
        Meaning(
            .unit, "rights", .exact, .service, "the unit withholds a right of root's that Dovecot needs",
            [
                "chroot(\(.path)) failed: Operation not permitted",
                "setuid(\(.value)) failed with euid=0: Operation not permitted",
                "setgid(\(.value)) failed with euid=0\(.any): Operation not permitted",
            ],
            says:
                "the unit or the container withholds CAP_SETUID, CAP_SETGID or CAP_SYS_CHROOT, and processes of Dovecot end at their start"
        ) { _ in
            [
                .act(.showLimits("CapabilityBoundingSet,User,NoNewPrivileges")),
                .act(
                    .changeUnit(
                        "Have CAP_SYS_CHROOT, CAP_SETUID and CAP_SETGID among CapabilityBoundingSet, or take it out.")),
                .restart,
            ]
        }
        Meaning(
            .access, "become-user", .userdb, "a process may not become the account's user",
            [
                "failed with euid=\(.uid)(\(.user)): Operation not permitted", "seteuid(\(.value)) failed",
                "failed with euid=\(.any): Operation not permitted", "setegid(privileged) failed",
                "setegid(primary) failed",
                "initgroups(\(.any)) failed", "setgroups(\(.any)) failed", "setgid(\(.value)) failed",
                "setpriority(\(.any)) failed", "We couldn't drop root", "getgroups() failed",
            ], says: "a process does not run as root, and so cannot take the uid and gid of the account"
        ) { _ in
            [
                .run("doveconf -n | grep -B3 'user ='"),
                .note(
                    "Take user out of the services imap, pop3 and lmtp: they start as root. A program that runs as a user, such as dovecot-lda, can serve only that user."
                ),
                .reload,
            ]
        }
        Meaning(
            .access, "root-forbidden", .userdb, "an account has uid or gid 0, which Dovecot serves never",
            ["This process must not be run as root", "GID 0 isn't permitted"]
        ) {
            [
                .run("doveadm user \($0[.user])"),
                .note("Give the account a uid and a gid of its own in the userdb, or redirect root's mail."),
            ]
        }
        Meaning(
            .access, "denied", .general, breaks: { Place($0).brokenWhereDenied },
            "permission denied on a file",
            [
                "(\(.path)) failed: Permission denied", "Can't open file \(.path): Permission denied",
                "open(\(.path)): Permission denied", "open(.) failed: Permission denied",
            ], says: "the process may not use \(.path)"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"),
                .note(
                    "Give the file to the user that needs it, and the right x of each directory above it. Where the owner is wrong, correct the owner, not the mode."
                ),
            ]
        }
        Meaning(
            .access, "not-permitted", .general, breaks: { Place($0).brokenWhereDenied },
            "the kernel does not permit what a process wants to do with a file",
            ["(\(.path)) failed: Operation not permitted", "(\(.path)): Operation not permitted"],
            says: "a process that is not root wants to change owner or mode of \(.path), or the file is immutable"
        ) { seen in
            [
                .run("ls -ld \(seen[.path]); lsattr -d \(seen[.path])"),
                .note(
                    "Give the file the uid of its account. A group that the account is not in cannot be kept: mail_access_groups."
                ),
            ]
        }
    }
}

/// A path of a line, and what breaks with it.
struct Place {
    let path: String
    private let service: String
    private let user: String?

    init(_ seen: Captures) {
        path = seen.value(.path) ?? seen.value(.blocked) ?? ""
        service = seen.value(.service) ?? ""
        user = seen.value(.user)
    }

    /// Whether it is in base_dir, by the names that packages give it.
    var isOfDovecot: Bool { path.begins(with: "/run/dovecot") || path.begins(with: "/var/run/dovecot") }

    private var isAuth: Bool { service.begins(with: "auth") }

    /// By the names that packages and guides give certificates and keys.
    private var isCertificate: Bool {
        [".pem", ".key", ".crt", ".cer"].contains { path.ends(with: $0) }
            || ["/ssl/", "/letsencrypt/", "/pki/"].contains { path.contains($0) }
    }

    var brokenWhereMissing: Condition? {
        if isOfDovecot { return path.contains("/auth") || path.contains("/login") ? .authProcess : .service }
        return broken(mail: .mailDirectory)
    }

    var brokenWhereDenied: Condition? {
        if isOfDovecot { return .socketPermissions }
        return broken(mail: .mailPermissions)
    }

    private func broken(mail: Condition) -> Condition? {
        if isCertificate { return .certificateFiles }
        if path.begins(with: "/etc/dovecot"), path.ends(with: ".conf") { return .configuration }
        if isAuth || path.contains("mysqld") || path.contains("postgresql") { return .backends }
        if path.begins(with: "/var/log") || path.begins(with: "/dev/") { return .service }
        if path.ends(with: ".so") || path.contains("/modules/") { return .plugins }
        switch service {
        case "master", "log", "config", "anvil", "doveconf", "stats": return .service
        case "imap-login", "pop3-login", "submission-login", "managesieve-login": return .greeting
        default: return mail
        }
    }
}

/// What gives a mail user its rights back, by what eacces_error(3) of Dovecot's library tells.
private func rights(_ seen: Captures) -> Advice {
    let (uid, owner) = (seen[.uid], seen[.owner].prefix { $0 != ":" })
    let look: Advice.Step = .run("namei -l \(seen[.blocked])")
    if Place(seen).brokenWhereDenied != .mailPermissions {
        return [
            look,
            .note(
                "Give \(setting: seen[.blocked]) the group of uid \(uid), with the right \(seen[.right]) for the group and none for others."
            ),
        ]
    }
    if owner == "0", uid != "0" {
        guard isDeepEnough(seen[.blocked]) else {
            return [
                look,
                .note(
                    """
                    The directory belongs to root with mode \(seen[.mode]). A directory of the system needs mode 0755; \
                    one of mail alone belongs to uid \(uid).
                    """),
            ]
        }
        return [
            look,
            .note(
                """
                The directory belongs to root, as after a copy. If it holds mail of uid \(uid), give that uid what is \
                root\u{2019}s there:
                """), .run("chown -R --from=0 \(uid):\(seen[.gid]) \(seen[.blocked])"),
        ]
    }
    if owner != uid[...] {
        return [
            look,
            .note(
                """
                The userdb says uid \(uid), and the mail belongs to uid \(owner). Correct the userdb, or the owner of \
                the mail, whichever is wrong. Leave the mode as it is.
                """), .run("doveadm user \(seen[.user])"),
        ]
    }
    return [look, .run("chmod u+rwX \(seen[.blocked])")]
}

/// Whether a directory is so far from the root, and outside of the system's own, that it can be mail alone.
private func isDeepEnough(_ path: String) -> Bool {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    let system: Set = ["bin", "boot", "dev", "etc", "lib", "lib64", "proc", "run", "sbin", "sys", "tmp", "usr"]
    guard let first = parts.first, !system.contains(first), !parts.contains("..") else { return false }
    return parts.count > (path.begins(with: "/var/lib/") ? 3 : 2)
}

/// The directory of a file.
func parent(of path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), slash > bytes.startIndex else { return "/" }
    return String(Substring(bytes[..<slash]))
}

/// The name of a file in its directory.
func lastPart(of path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(Substring(bytes[bytes.index(after: slash)...]))
}
