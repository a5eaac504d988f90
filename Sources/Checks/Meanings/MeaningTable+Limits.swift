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
            says: "\(.service) has as many processes and clients as it may, \(.number) a process: more are dropped"
        ) { seen in
            // With one process Dovecot names client_limit whichever of the two is too low.
            seen[.number] == "1" ? raise("process_limit", seen) : raise("client_limit or process_limit", seen)
        }
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
                .run("doveconf -n | grep vsz_limit"),
                .note(
                    "Raise what this shows to 512 M or more: default_vsz_limit counts for all services, vsz_limit for its own. If it shows nothing, set vsz_limit of service \(seen[.service])."
                ), .restart,
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
}

private func raise(_ limit: Remedy.Note, _ seen: Captures) -> Advice {
    [
        .run("doveadm service status \(seen[.service])"),
        .note("If this load is expected, raise \(limit) of service \(seen[.service])."), .reload,
    ]
}
