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
                    ? [.note("If Dovecot runs, something removed the socket: a restart creates it again."), .restart]
                    : [
                        .note(
                            "Start the program that creates \(setting: seen[.path]), or correct the path in the configuration."
                        )
                    ])
        }
        Meaning(
            .setting, "no-socket-name", .exact, .login, "a service hands logins to a socket without a name",
            ["net_connect_unix(/run/dovecot/) failed", "net_connect_unix(/var/run/dovecot/) failed"],
            says:
                "executable of a service ends in a blank, or has two in a row, so the name of its post-login socket is empty"
        ) { _ in
            [
                .run("doveconf -n service"),
                .note(
                    "Write executable of service imap or pop3 with one blank: \(setting: "executable = imap NAME"), where NAME is a unix_listener of the post-login service."
                ), .restart,
            ]
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
            .file, "log-directory", .exact, .service, "a log file is a directory",
            [
                "Can't open log file \(.path): Is a directory",
                "an't open log file \(.path): open() failed: Is a directory",
            ],
            says: "Dovecot does not start: log_path is \(.path), which is a directory"
        ) { seen in
            [
                .run("doveconf log_path info_log_path debug_log_path"),
                .note("Name a file in that directory, such as \(setting: seen[.path] + "/dovecot.log")."), .restart,
            ]
        }
        Meaning(
            .file, "log-path", .special, .service, "a log file cannot be opened",
            [
                "Can't open log file \(.path): open() failed: \(.reason)",
                "an't open log file \(.path): \(.reason)",
            ],
            says: "Dovecot does not start: it cannot open its log \(.path): \(.reason)"
        ) { seen in
            [
                .run("doveconf log_path info_log_path debug_log_path"), .run("namei -l \(seen[.path])"),
                .note("Correct the path, or what stands in its way, or set log_path = syslog."), .restart,
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
}
