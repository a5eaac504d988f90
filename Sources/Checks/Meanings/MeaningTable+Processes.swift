import Fleet

extension MeaningTable {
    @Rows static var processes: [Meaning] {
        Meaning(
            .denial, "system-call", .exact, .service, "a system call filter killed a process",
            [
                "child \(.pid) killed with signal 31", "killed with signal 31",
                "ain process exited, code=killed, status=31/SYS", "ain process exited, code=dumped, status=31/SYS",
            ],
            says: "the kernel killed a process for a system call that the unit forbids (SystemCallFilter)"
        ) { _ in
            [
                .act(.showUnit),
                .act(
                    .changeUnit(
                        "Remove SystemCallFilter from the drop-in, or allow @chown, @setuid and chroot too: login processes need chroot."
                    )),
                .act(.loadUnits), .restart,
            ]
        }
        Meaning(
            .process, "crashed", .special, .service, "a process of Dovecot crashed",
            [
                "service(\(.service)): child \(.pid) killed with signal \(.signal)",
                "child \(.pid) killed with signal \(.signal)", "killed with signal \(.signal)",
            ],
            says:
                "signal \(.signal) ended a process of \(.service): 11 and 6 are a crash; 9 comes from the kernel when memory runs out, or from an administrator"
        ) { seen in
            let update: Advice = [
                .note(
                    "The line of that process just before says more. Update Dovecot and its drivers. If it happens again, report it with the log and a backtrace."
                ),
                .run("coredumpctl info dovecot"),
            ]
            return seen[.signal] == "9" ? [.showKernelLog(20, holding: "oom")] + update : update
        }
        Meaning(
            .process, "exec-exit", .exact, .service, "a process could not run its program",
            ["returned error 84"],
            says: "a process of \(.service) ended with status 84: its executable does not exist or cannot be run"
        ) { seen in
            [
                .run("doveconf service"),
                .note("Correct executable of the service, or install its package."), .restart,
            ]
        }
        Meaning(
            .process, "error-exit", .consequence, .service, "a process of Dovecot ended with an error",
            [
                "service(\(.service)): child \(.pid) returned error \(.status)",
                "child \(.pid) returned error \(.status)",
            ],
            says: "a process of \(.service) ended with status \(.status): its line just before says why"
        ) { seen in [.showLog(30), .run("doveadm service status \(seen[.service])")] }
        Meaning(
            .process, "not-running", .consequence, .service, "Dovecot did not run when a command was typed",
            ["Dovecot is not running (read from \(.path))"]
        ) { _ in [.start] }
        Meaning(
            .process, "throttled", .consequence, .service, "a service dies at its start",
            ["service(\(.service)): command startup failed, throttling", "startup failed"],
            says:
                "\(.service) dies at its start, and the master waits before it starts the next process: a Fatal line just before says why"
        ) { seen in
            [.showLog(20, holding: "Fatal"), .run("doveadm service status \(seen[.service])")]
        }
        Meaning(
            .process, "not-ready", .service, "a process did not report that it is ready",
            ["Initial status notification not received in \(.number) seconds", "is ignoring idle SIGINT"],
            says:
                "a process hung for \(.number) seconds at its start, and was killed: the host is overloaded, or a library hangs"
        ) { _ in
            [.run("uptime; vmstat 1 3"), .note("Find out what the process waits for: name service, DNS or a disk.")]
        }
        Meaning(
            .process, "internal-error", .consequence, .mailbox, "the server reported an internal error to a client",
            ["Internal error occurred", "Internal error"],
            says:
                "a session or a lookup failed, and the client got no reason: the log has it at the same time"
        ) { seen in [.run("doveadm log errors"), .run("doveadm mailbox status -u \(seen[.user]) messages INBOX")] }
        Meaning(
            .process, "orphan", .consequence, .service, "a process was starting when Dovecot's master ended",
            [
                "Failed to read configuration: \(.any) - Also failed to read config by executing doveconf: \(.path) is a UNIX socket"
            ],
            says:
                "Dovecot's master ended while one of its processes was starting, so that process could not read the configuration"
        ) { _ in [.note("Find out what ended the master."), .showLog(50)] }
        Meaning(
            .process, "channel", .general, .service, "processes of Dovecot cannot reach each other",
            [
                "write(anvil\(.any)) failed: \(.reason)", "write(anvil) returned EOF", "close(anvil\(.any)) failed",
                "fd_send(\(.any)) failed: \(.reason)", "fd_send() failed: \(.reason)",
                "read(anvil fd) failed: \(.reason)",
                "write(log \(.any)) failed: \(.reason)", "write(log handshake) didn't write everything",
                "read(status) failed: \(.reason)", "write(master_status_fd) \(.reason)", "write(client) failed",
                "net_accept() failed: \(.reason)",
                "read(log \(.any)) failed: \(.reason)", "is sending input faster than we can write",
                "Shutting down logging for", "Received partial line", "lseek(\(.any)) failed: \(.reason)",
                "kill(\(.any)) failed: \(.reason)",
                "pipe() failed: \(.reason)", "socketpair() failed: \(.reason)", "dup2(\(.any)) failed: \(.reason)",
                "dup(\(.any)) failed: \(.reason)", "dup2s failed", "setsid() failed: \(.reason)",
                "waitpid() \(.reason)",
                "read(pipe) failed: \(.reason)", "read(pipe) returned wrong amount", "write(pipe) failed: \(.reason)",
                "fd_send() sent partial output", "didn't write enough bytes",
                "access(\(.any)): Timed out while waiting for reply",
                "access(\(.any)): Invalid input", "wrote partial update", "write() failed in \(.path): \(.reason)",
                "close(listener", "close(status", "close(login notify fd", "close(log_fd", "close(log connection",
                "close(master log fd", "close(service connection",
                "close(global dead pipe", "close(fd_", "close(conn", "close(config conn", "close(client)",
                "close(doveadm connection", "IMAP client fd not received", "shutdown(\(.number)) failed",
                "fork() failed: \(.reason)", "recvmsg() failed", "write(response) failed",
                "write() failed: \(.reason)", "write() returned 0", "read() failed: \(.reason)",
                "close() failed: \(.reason)", "dup() failed: \(.reason)",
            ],
            says:
                "a pipe or socket between processes of Dovecot broke: one of them ended, or the host has no descriptors left"
        ) { _ in
            [
                .run("doveadm service status"), .showLog(50),
                .note("A crash or a reached limit just before is the reason. If there is none, restart."), .restart,
            ]
        }
        Meaning(
            .process, "pid-file", .general, .service, "the PID file of the master is invalid",
            ["Empty PID file in \(.path)", "PID file contains invalid PID value"],
            says: "master.pid is empty or damaged, as after a full disk or a power cut"
        ) { _ in [.run("df -P /run; ls -l /run/dovecot/master.pid"), .note("Dovecot overwrites it.")] }
        Meaning(
            .process, "permissions-fixed", scope: .noise, nil, "Dovecot corrected permissions of its own directories",
            ["Corrected permissions for", "Fixing permissions of \(.path)", "You should remove base_dir prefix"]
        ) { _ in
            [
                .note(
                    "Nothing needs to change. If it happens at each start, another program changes them: look in /etc/tmpfiles.d."
                )
            ]
        }
        Meaning(
            .process, "stopped", scope: .noise, nil, "an administrator or a program stopped or reloaded Dovecot",
            [
                "Killed with signal \(.signal) (by pid=\(.pid) uid=\(.uid)", "SIGHUP received",
                "Sent \(.name) to \(.number)", "Server shutting down", "Dovecot v\(.any) starting up",
            ],
            says: "an administrator or a program stopped, started or reloaded Dovecot normally"
        ) { _ in [.note("Nothing needs to change if this was intended.")] }
        Meaning(
            .process, "rawlog", scope: .noise, nil, "a session cannot be recorded", ["disabling rawlog"]
        ) { _ in [.note("Make the rawlog directory writable for the service, or remove it from the configuration.")] }
    }

    @Rows static var defects: [Meaning] {
        Meaning(
            .defect, "assertion", .exact, .service, "a process of Dovecot failed an internal check",
            [
                "assertion failed: (\(.reason))", "assertion failed: \(.reason)",
                "file \(.name): line \(.number) (\(.value)): unreached",
            ],
            says: "Dovecot has a defect, and the process ended itself: \(.reason)"
        ) { _ in report }
        Meaning(
            .defect, "panic", .service, "a process of Dovecot crashed", ["Panic: \(.reason)"],
            says: "Dovecot has a defect, and the process ended itself: \(.reason)"
        ) { _ in report }
        Meaning(
            .defect, "bug", .general, nil, "a process of Dovecot got unexpected data from another",
            ["BUG: \(.reason)"],
            says:
                "a process got unexpected data: a defect, two versions at once, or another program on a socket: \(.reason)"
        ) { _ in
            [
                .run("dovecot --version"),
                .note(
                    "After an upgrade, restart: old and new processes do not mix. If it happens again, report it with the log and doveconf -n."
                ),
                .restart,
            ]
        }
        Meaning(
            .defect, "internal", .general, nil, "Dovecot has an internal error",
            [
                "SSL BIO buffer size too small", "didn't call iostream_ssl_module_init()",
                "CRYPTO_set_mem_functions() was called too late", "digest_md5_generate(): username not given",
                "duplicate driver",
                "Already registered", "Bad file descriptor", "Trying to unregister unknown command",
                "munmap(<config>) failed", "Invalid messageset",
            ], says: "a defect of Dovecot, or of a plugin that is not part of it"
        ) { _ in report }
        Meaning(
            .version, "mixed", .exact, .service, "Dovecot was upgraded and not restarted",
            [
                "ersion mismatch", "(mixed old and new binaries?)", "not compatible with this server",
                "Module is for different", "symbol lookup error",
                "We only support major version", "Module doesn't have", "was compiled for different",
            ],
            says:
                "programs or plugins of two versions are mixed: Dovecot was upgraded and not restarted, or a plugin is of another version"
        ) { _ in
            [
                .run("dovecot --version; dpkg -l 'dovecot*'"),
                .note("Install one version of all Dovecot packages, Pigeonhole too."), .restart,
            ]
        }
    }
}

private let report: Advice = [
    .run("dovecot --version; doveconf -n"),
    .note(
        "Update Dovecot. If it happens again, report it to the distribution or to dovecot.org/bugreport.html, with the log, a backtrace and doveconf -n."
    ),
    .run("coredumpctl info dovecot"),
]
