import Fleet

extension MeaningTable {
    @Rows static var files: [Meaning] {
        Meaning(
            .file, "socket", breaks: { AffectedPath($0).brokenWhereMissing }, "a socket does not exist",
            [
                "connect_unix(\(.path)) failed: No such file or directory",
                "connect(\(.path)) failed: No such file or directory",
            ],
            says:
                "the socket \(.path) does not exist: Dovecot does not run, has another base_dir, or its configuration lacks the listener"
        ) { seen in
            [.act(.showState), .run("doveconf base_dir; ls -l \(seen[.path])")]
                + (AffectedPath(seen).isOfDovecot
                    ? [.start]
                    : [
                        .note(
                            "Start the program that creates \(setting: seen[.path]), or correct the path in the configuration."
                        )
                    ])
        }
        Meaning(
            .file, "socket-refused", breaks: { AffectedPath($0).brokenWhereMissing }, "no program listens on a socket",
            [
                "connect_unix(\(.path)) failed: Connection refused", "connect(\(.path)) failed: Connection refused",
            ], says: "\(.path) exists, and no program listens on it"
        ) { seen in
            AffectedPath(seen).isOfDovecot
                ? [.act(.showState), .restart]
                : [.note("Start the program that listens on \(setting: seen[.path]).")]
        }
        Meaning(
            .file, "program", .exact, .service, "the program of a service does not exist",
            [
                "execv(\(.path)) failed: No such file or directory",
                "execvp(\(.path)) failed: No such file or directory",
                "service(\(.service)) access(\(.path)) failed: No such file or directory",
                "service(\(.service)): access(\(.path)) failed: No such file or directory",
            ],
            says: "\(.service) must run \(.path), and that file, or the interpreter in its first line, does not exist"
        ) { seen in
            [
                .run("ls -l \(seen[.path])"), .run("sed -n 1l \(seen[.path])"),
                .note(
                    "If the file does not exist, install its package, or correct executable of service \(seen[.service]). If it exists, correct the interpreter in its first line, which may end in a carriage return."
                ),
                .restart,
            ]
        }
        Meaning(
            .file, "log", .exact, .service, "the directory of a log file does not exist",
            [
                "Can't open log file \(.path): No such file or directory",
                "an't open log file \(.path): open() failed: No such file or directory",
            ], says: "Dovecot does not start: the directory of its log \(.path) does not exist"
        ) { seen in
            [
                .run("mkdir -p \(parent(of: seen[.path]))"),
                .note(
                    "If the directory disappears at each boot, create it with systemd-tmpfiles, or set log_path = syslog."
                ),
                .restart,
            ]
        }
        Meaning(
            .file, "users", .exact, .backends, "the passwd-file does not exist",
            [
                "passwd-file\(.any)open(\(.path)) failed: No such file or directory", "missing passwd file: \(.path)",
                "passwd-file\(.any)stat(\(.path)) failed: No such file or directory",
            ], says: "a passdb or userdb reads accounts from \(.path), which does not exist"
        ) { seen in
            [
                .note(
                    "Restore \(setting: seen[.path]) from the old host or a backup: owner root, group dovecot, mode 0640."
                ),
                .run("ls -l \(seen[.path])"),
            ]
        }
        Meaning(
            .file, "plugins", .exact, .plugins, "the directory of plugins cannot be read",
            ["mail_plugin_dir: access(\(.path)) failed"], says: "mail_plugin_dir is \(.path), which cannot be read"
        ) { _ in
            [
                .note(
                    "Remove mail_plugin_dir from the configuration: the default is right if Dovecot is installed as a package."
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
            .file, "dangling-link", .mailDirectory, "a symbolic link in the mail is broken",
            ["Symlink destination doesn't exist for UID=\(.number): \(.path)"],
            says: "\(.path) is a link to a file that does not exist"
        ) { [.run("namei -l \($0[.path])"), .note("Mount the volume that the link points to, or delete the link.")] }
        Meaning(
            .file, "missing", .general, breaks: { AffectedPath($0).brokenWhereMissing },
            "a file or directory does not exist",
            [
                "(\(.path)) failed: No such file or directory", "open(\(.path)): No such file or directory",
                "Can't open file \(.path): No such file or directory",
            ], says: "\(.path) does not exist"
        ) { seen in
            if AffectedPath(seen).isOfDovecot {
                return [.note("Dovecot creates its own files and directories when it starts."), .restart]
            }
            return [
                .run("namei -l \(seen[.path])"),
                .note(
                    "Restore \(setting: seen[.path]), mount the volume that holds it, or correct the setting that names it."
                ),
                .run("doveconf -n"),
            ]
        }
        Meaning(
            .file, "not-directory", .general, breaks: { AffectedPath($0).brokenWhereMissing },
            "a file is where a directory must be",
            ["(\(.path)) failed: Not a directory", "failed: Not a directory", "\(.path) is not a directory"],
            says: "a part of \(.path) is a file, and must be a directory"
        ) { [.run("namei -l \($0[.path])"), .note("Move the file away, or correct the path in the configuration.")] }
        Meaning(
            .file, "is-directory", .general, breaks: { AffectedPath($0).brokenWhereMissing },
            "a directory is where a file must be", ["(\(.path)) failed: Is a directory", "failed: Is a directory"],
            says: "\(.path) is a directory, and must be a file"
        ) {
            [.run("ls -ld \($0[.path])"), .note("Move the directory away, or correct the path in the configuration.")]
        }
        Meaning(
            .file, "exists", .general, .mailbox, "a file that must be created already exists",
            ["(\(.path)) failed: File exists", "(\(.path)) failed: Directory not empty"],
            says: "a process tries to create \(.path), which already exists"
        ) {
            [
                .run("ls -ld \($0[.path])"),
                .note("If no process uses it, move it away. Never delete mail that you have not looked at."),
            ]
        }
    }

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
                    "Programs that run as a mail user, such as dovecot-lda, need permission w: give the file its own group, or set log_path = syslog."
                ),
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

/// The path in a line, and the condition it breaks.
struct AffectedPath {
    let path: String
    private let service: String
    private let user: String?

    init(_ seen: Captures) {
        path = seen.value(.path) ?? seen.value(.blocked) ?? ""
        service = seen.value(.service) ?? ""
        user = seen.value(.user)
    }

    /// Whether it is in the usual base_dir.
    var isOfDovecot: Bool { path.begins(with: "/run/dovecot") || path.begins(with: "/var/run/dovecot") }

    private var isAuth: Bool { service.begins(with: "auth") }

    /// Names that packages and guides use.
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
        if isAuth || path.begins(with: "/etc/") || path.contains("mysqld") || path.contains("postgresql") {
            return .backends
        }
        if path.begins(with: "/var/log") || path.begins(with: "/dev/") { return .service }
        if path.ends(with: ".so") || path.contains("/modules/") { return .plugins }
        switch service {
        case "master", "log", "config", "anvil", "doveconf", "stats": return .service
        case "imap-login", "pop3-login", "submission-login", "managesieve-login": return .greeting
        default: return mail
        }
    }
}

/// Restores the mail user's access, by Dovecot's eacces_error message.
private func rights(_ seen: Captures) -> Advice {
    let (uid, owner) = (seen[.uid], seen[.owner].prefix { $0 != ":" })
    let look: Advice.Step = .run("namei -l \(seen[.blocked])")
    // Passage alone, and for one group: other files there may be secret.
    if seen[.blocked].begins(with: "/etc/"), seen[.right] == "+x" {
        return [
            look, .run("chgrp \(seen.value(.group) ?? seen[.gid]) \(seen[.blocked])"),
            .run("chmod g+x \(seen[.blocked])"),
        ]
    }
    if AffectedPath(seen).brokenWhereDenied != .mailPermissions {
        return [
            look,
            .note(
                "Give \(setting: seen[.blocked]) the group of uid \(uid), with permission \(seen[.right]) for the group and none for others."
            ),
        ]
    }
    if owner == "0", uid != "0" {
        guard isDeepEnough(seen[.blocked]) else {
            return [
                look,
                .note(
                    """
                    The directory belongs to root with mode \(seen[.mode]). A system directory needs mode 0755; one \
                    that holds only mail must belong to uid \(uid).
                    """),
            ]
        }
        return [
            look,
            .note(
                """
                The directory belongs to root, as after a copy. If it holds mail of uid \(uid), give that uid the \
                files of root there:
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

/// Whether a directory can be for mail alone.
private func isDeepEnough(_ path: String) -> Bool {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    let system: Set = ["bin", "boot", "dev", "etc", "lib", "lib64", "proc", "run", "sbin", "sys", "tmp", "usr"]
    guard let first = parts.first, !system.contains(first), !parts.contains("..") else { return false }
    return parts.count > (path.begins(with: "/var/lib/") ? 3 : 2)
}

func parent(of path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), slash > bytes.startIndex else { return "/" }
    return String(Substring(bytes[..<slash]))
}

func lastPart(of path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(Substring(bytes[bytes.index(after: slash)...]))
}
