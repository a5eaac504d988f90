import Fleet

extension MeaningTable {
    @Rows static var limits: [Meaning] {
        Meaning(
            .limit, "processes", .exact, scope: .limit, .limits, "a service's process_limit is reached",
            ["service(\(.service)): process_limit (\(.number)) reached", "process_limit (\(.number)) reached"],
            says: "\(.service) has reached its process_limit of \(.number) processes, and clients are dropped"
        ) { raise("process_limit", $0) }
        Meaning(
            .limit, "clients", .exact, scope: .limit, .limits, "a service's client_limit is reached",
            [
                "service(\(.service)): client_limit (\(.number)) reached", "client_limit (\(.number)) reached",
                "service(\(.service)): client_limit/restart_request_count (\(.number)) reached",
                "service(\(.service)): client_limit/service_count (\(.number)) reached",
            ],
            says: "each process of \(.service) serves the \(.number) clients that client_limit allows: more are dropped"
        ) { raise("client_limit", $0) }
        Meaning(
            .limit, "dropped", scope: .limit, .limits, "a service accepts no more clients",
            ["client connections are being dropped"]
        ) { raise("process_limit", $0) }
        Meaning(
            .limit, "login", .exact, scope: .limit, .limits, "all login processes are busy",
            ["client_limit and process_limit was hit", "Connection queue full"],
            says: "all login processes are busy, and the clients that waited longest were disconnected"
        ) { _ in
            [
                .run("doveadm service status imap-login"),
                .note(
                    """
                    Raise process_limit of service imap-login, or let one process serve many: service_count = 0, in 2.4 \
                    restart_request_count = unlimited, and client_limit.
                    """), .reload,
            ]
        }
        Meaning(
            .limit, "connections-per-address", scope: .limit, .limits,
            "a user has too many connections from one address",
            ["(mail_max_userip_connections=\(.number))", "Maximum number of connections from user+IP exceeded"],
            says:
                "\(.user) already has \(.number) connections from one address, and mail_max_userip_connections allows no more"
        ) {
            [
                .run("doveadm who \($0[.user])"),
                .note("Raise mail_max_userip_connections, or fix the client that holds the connections."), .reload,
            ]
        }
        Meaning(
            .limit, "destination", scope: .limit, .limits, "a service accepts no more clients, or its processes crash",
            ["destination service { process_limit } reached?"]
        ) { _ in
            [
                .note("Compare process_total and process_limit, and raise the limit if they are equal."),
                .run("doveadm service status imap"),
                .note("If they are not equal, the processes crash: their last lines are among these."), .showErrors,
            ]
        }
        Meaning(
            .limit, "memory", .exact, scope: .limit, .limits, "a service's vsz_limit is too low",
            [
                "Out of memory (service \(.service) { vsz_limit=\(.value) }", "failed to map segment",
                "vsz_limit (currently",
            ], says: "a process of \(.service) needs more memory than vsz_limit allows, and dies"
        ) { seen in
            [
                .act(.showLimits("NoExecPaths,LimitAS,MemoryMax")),
                .note("If the unit limits memory or forbids execution of /usr/lib/dovecot, change that first."),
                .note("Raise vsz_limit of service \(seen[.service]) to 512 M, or default_vsz_limit for all services."),
                .restart,
            ]
        }
        Meaning(
            .limit, "descriptors", scope: .limit, .limits, "a process has too many files open",
            ["Too many open files"]
        ) { _ in
            [
                .act(.showLimits("LimitNOFILE")),
                .act(.changeUnit("Raise LimitNOFILE of the unit to 65535 in a drop-in, or lower client_limit.")),
                .restart,
            ]
        }
        Meaning(
            .limit, "forks", scope: .limit, .limits, "the kernel allows Dovecot no more processes",
            ["(ulimit -u \(.number) reached?)", "fork() failed: Resource temporarily unavailable"]
        ) { _ in
            [
                .act(.showLimits("TasksMax,TasksCurrent,LimitNPROC")),
                .act(.changeUnit("Raise TasksMax or LimitNPROC of the unit in a drop-in.")), .restart,
            ]
        }
        Meaning(
            .limit, "auth-workers", scope: .limit, .limits, "logins wait for a worker of the auth process",
            [
                "Auth request was queued for \(.number) seconds",
                "Aborting auth request that was queued for \(.number) secs",
            ],
            says:
                "a login waited \(.number) seconds for a worker of the auth process: the backend is slow, or there are too few workers"
        ) { _ in
            [
                .run("doveadm service status auth-worker"),
                .note(
                    "Find out why the backend is slow, or raise auth_worker_max_count, in 2.4 process_limit of service auth-worker."
                ),
                .reload,
            ]
        }
        Meaning(
            .limit, "inotify", .exact, scope: .limit, nil, "the kernel's inotify limit is reached",
            [
                "Inotify instance limit for user", "Inotify watch limit for user",
                "inotify_init() failed: Too many open files",
            ],
            says: "the kernel allows no more inotify instances or watches: IMAP IDLE shows new mail late"
        ) { _ in
            [
                .run("sysctl fs.inotify.max_user_instances fs.inotify.max_user_watches"),
                .run("sysctl -w fs.inotify.max_user_instances=8192"),
                .note("To keep the value, write it to a file in /etc/sysctl.d."),
            ]
        }
        Meaning(
            .limit, "auth-cache", nil, "auth_cache_size is more than the auth process may use",
            ["is higher than process VSZ limit"]
        ) { _ in [.note("Lower auth_cache_size, or raise vsz_limit of service auth above it."), .reload] }
        Meaning(
            .limit, "database-connections", scope: .limit, .backends, "no connection to a database is free",
            ["Query timed out (no free connections for \(.number) secs)"],
            says: "a query waited \(.number) seconds for a free connection to the database"
        ) { _ in
            [
                .note(
                    "Find out which queries of the database hang. If it is only busy, raise maxconns, in 2.4 connection_limit of its sql block."
                ),
                .reload,
            ]
        }
        Meaning(
            .limit, "socket-queue", scope: .limit, .limits, "the queue of a socket is full",
            ["(\(.path)) failed: Resource temporarily unavailable"],
            says: "the service behind \(.path) accepts connections too slowly, and the queue of its socket is full"
        ) { _ in
            [
                .run("doveadm service status"),
                .note("Raise process_limit or client_limit of the service that has reached it."),
                .reload,
            ]
        }
        Meaning(
            .limit, "configured-low", scope: .noise, nil, "a limit is lower than the load that other limits allow",
            [
                "is lower than required under max. load (\(.number) < \(.limit))",
                "is lower than required under max. load",
            ]
        ) { _ in
            [.note("Raise the limit that the line names to the number in brackets, before the load rises."), .reload]
        }
    }

    @Rows static var resources: [Meaning] {
        Meaning(
            .resource, "disk", .exact, .room, "a volume is full", ["No space left on device", "Not enough disk space"],
            says: "the volume of \(.path) is full, or has no inode left"
        ) { _ in
            [
                .run("df -P; df -Pi"),
                .note("Delete what is not needed on the full volume, or enlarge it. Look for old logs first."),
            ]
        }
        Meaning(
            .resource, "disk-quota", .exact, .room, "a quota of the file system is used up", ["Disk quota exceeded"]
        ) { _ in
            [
                .run("repquota -a"),
                .note(
                    "Raise the quota of the uid that is over it, or delete what it does not need: see the manual page setquota."
                ),
            ]
        }
        Meaning(
            .resource, "read-only", breaks: { $0.message.contains("sqlite") ? .backends : .mailPermissions },
            "a volume is mounted read-only", ["Read-only file system"]
        ) { _ in
            [
                .run("findmnt -t nofuse; dmesg | tail"),
                .act(
                    .changeUnit(
                        "After a disk error, check and repair the file system. If it is read-only for Dovecot only, add the directory to ReadWritePaths of the unit."
                    )),
            ]
        }
        Meaning(
            .resource, "disk-error", .exact, .mailbox, "a disk returns errors", ["Input/output error"],
            says: "the kernel could not read or write a block of a disk"
        ) { _ in
            [
                .showKernelLog(50, holding: "[Ee]rror"),
                .note("Move the mail to another disk before you repair the file system: the disk may be failing."),
            ]
        }
        Meaning(
            .resource, "stale-handle", .exact, .mailbox, "a file on NFS was removed by its server",
            ["Stale file handle", "Stale NFS file handle"]
        ) { _ in
            [
                .run("findmnt -t nfs,nfs4"),
                .note(
                    "Mount the volume again. Where several hosts share mail over NFS, each account must be served by one of them: director, or a proxy with a fixed host."
                ),
            ]
        }
        Meaning(
            .resource, "mount-gone", .exact, .mailbox, "a mounted volume has lost its server",
            ["Transport endpoint is not connected", "failed: Host is down"]
        ) { _ in [.run("findmnt"), .note("Unmount the volume and mount it again, when its server answers.")] }
        Meaning(
            .resource, "locks", .exact, .mailbox, "the file system has no locks left", ["No locks available"]
        ) { _ in
            [
                .run("rpcinfo -p"),
                .note(
                    "On NFS, start the lock service on both sides, or set lock_method = dotlock and mmap_disable = yes."
                ),
            ]
        }
        Meaning(
            .resource, "memory", .limits, "a process cannot allocate memory",
            [
                "Cannot allocate memory", "Out of memory", "(out of memory)", "OpenSSL malloc() failed",
                "mysql_init() failed", "BIO_new_mem_buf() failed", "BIO_new_bio_pair() failed",
                "sk_X509_NAME_new_null() failed", "SSL_new() failed",
            ], says: "a process of Dovecot cannot allocate memory: the host has none left, or vsz_limit is reached"
        ) { _ in
            [
                .run("free -m"), .showKernelLog(30),
                .note("If the host has memory left, raise vsz_limit of the service or default_vsz_limit."), .restart,
            ]
        }
        Meaning(
            .resource, "killed", .exact, .limits, "the kernel killed a process because memory ran out",
            [
                "Killed process \(.pid) (\(.program))", "killed by the OOM killer", "Failed with result 'oom-kill'",
                "invoked oom-killer", "oom-kill:constraint",
            ], says: "memory ran out, and the kernel killed \(.program)"
        ) { _ in
            [
                .run("free -m"), .act(.showLimits("MemoryMax,MemoryPeak")),
                .note("Give the host or the unit more memory, or lower process_limit of the services."),
            ]
        }
        Meaning(
            .resource, "descriptors", .exact, .limits, "the host has no file descriptor left",
            ["Too many open files in system"]
        ) { _ in
            [
                .run("sysctl fs.file-nr fs.file-max"),
                .note("Find the program that holds the files, or raise fs.file-max."),
            ]
        }
        Meaning(
            .resource, "random", .service, "the kernel's source of random numbers cannot be read",
            ["OpenSSL RNG failed to initialize", "sodium_init() failed"]
        ) { _ in
            [
                .run("ls -l /dev/urandom"),
                .note("If Dovecot runs in a container or a chroot, provide /dev/urandom there."), .restart,
            ]
        }
        Meaning(
            .resource, "name-too-long", .mailbox, "the name of a file is too long for its file system",
            ["File name too long"]
        ) { _ in [.note("Shorten the mailbox name or mail_path. An encrypted file system allows 143 bytes per name.")] }
        Meaning(
            .resource, "file-too-large", .mailbox, "a file is larger than the process or the file system allows",
            ["File too large"]
        ) { _ in
            [
                .act(.showLimits("LimitFSIZE")),
                .act(.changeUnit("Raise LimitFSIZE of the unit.")), .restart,
            ]
        }
        Meaning(
            .resource, "link-loop", .mailDirectory, "a path has a loop of symbolic links",
            ["Too many levels of symbolic links"]
        ) { [.run("namei -l \($0[.path])"), .note("Correct the link that points back to itself.")] }
        Meaning(
            .clock, "backwards", nil, "the clock was set back",
            ["Time moved backwards by \(.value) seconds", "Time just moved backwards by \(.value) seconds"],
            says: "the clock was set back by \(.value) seconds, and Dovecot stops or waits until the time has caught up"
        ) { _ in
            [
                .act(.showClock),
                .note("Let chrony or ntpd slew the clock, and step it only at boot. After a step, restart Dovecot."),
                .restart,
            ]
        }
        Meaning(
            .clock, "forwards", scope: .noise, nil, "the clock was set forwards",
            ["Time moved forwards by \(.value) seconds", "Time moved forward by \(.value) seconds"]
        ) { _ in [.act(.showClock)] }
    }
}

private func raise(_ limit: Remedy.Note, _ seen: Captures) -> Advice {
    [
        .run("doveadm service status \(seen[.service])"),
        .note("If this load is expected, raise \(limit) of service \(seen[.service])."), .reload,
    ]
}
