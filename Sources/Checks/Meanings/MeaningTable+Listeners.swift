import Fleet

extension MeaningTable {
    @Rows static var listeners: [Meaning] {
        Meaning(
            .listener, "in-use", .exact, .freePorts, "another program uses a port of Dovecot",
            [
                "listen(\(.address), \(.port)) failed: Address already in use",
                "bind(\(.address), \(.port)) failed: Address already in use",
            ], says: "another program already listens on port \(.port) of \(.address)"
        ) { seen in
            let look: Advice.Step =
                seen.port.map { .run("ss -tlnp 'sport = :\($0)'") } ?? .run("ss -tlnp")
            return [
                look, .note("Stop and disable that program, or move it to another port. Then start Dovecot."), .start,
            ]
        }
        Meaning(
            .listener, "no-address", .exact, .listeners, "listen names an address that this host does not have",
            [
                "listen(\(.address), \(.port)) failed: Cannot assign requested address",
                "bind(\(.address), \(.port)) failed: Cannot assign requested address",
                "Cannot assign requested address",
            ], says: "Dovecot must listen on \(.address), and no interface of this host has that address"
        ) { _ in
            [
                .run("doveconf -n | grep -E 'listen|address'; ip addr"),
                .note(
                    "Set listen, or address of the inet_listener, to an address of this host or to \(setting: "*"), or give the interface the address before Dovecot starts."
                ),
                .start,
            ]
        }
        Meaning(
            .listener, "no-unix", .exact, .listeners, "Dovecot may not create Unix sockets",
            ["socket(\(.path)) failed: Address family not supported by protocol"],
            says: "the unit of Dovecot denies it Unix sockets, such as \(.path)"
        ) { _ in
            [
                .act(.showLimits("RestrictAddressFamilies")),
                .act(.changeUnit("Add AF_UNIX to RestrictAddressFamilies of the unit of Dovecot.")), .restart,
            ]
        }
        Meaning(
            .listener, "no-family", .listeners, "the host has no such address family",
            ["Address family not supported by protocol"],
            says: "listen names an IPv6 address, and this host or the unit of Dovecot has no IPv6"
        ) { _ in
            [
                .run("doveconf listen"), .act(.showLimits("RestrictAddressFamilies")),
                .note(
                    "Set \(setting: "listen = *"), or allow the family: AF_INET6 in RestrictAddressFamilies of the unit."
                ),
                .start,
            ]
        }
        Meaning(
            .listener, "unresolved", .listeners, "an address of a listener cannot be resolved",
            ["Can't resolve address \(.address): \(.reason)", "No IPs for address: \(.address)"],
            says: "a listener has the address \(.address), which does not resolve to an IP address"
        ) { seen in
            [
                .run("getent ahosts \(seen[.address])"),
                .note("Write the IP address, since names may not resolve yet when the host boots."), .start,
            ]
        }
        Meaning(
            .listener, "running", .exact, .service, "a second Dovecot was started, or a master.pid is stale",
            [
                "is already running with PID \(.pid) (read from \(.path))", "is already running with PID \(.pid)",
            ], says: "Dovecot already runs, or \(.path) is left over and has the process id of another program"
        ) { seen in
            [
                .run("ls -l \("/proc/" + seen[.pid] + "/exe")"),
                .note(
                    "If that is Dovecot, stop it with doveadm stop. If it is another program, remove \(setting: seen[.path]): it is left over. Then:"
                ), .start,
            ]
        }
        Meaning(
            .listener, "socket-left", .exact, .service, "a socket of another or an earlier Dovecot exists",
            ["Dovecot is already running? Socket already exists: \(.path)"],
            says: "Dovecot already runs, or the socket \(.path) is left over and cannot be tested"
        ) { _ in
            [
                .run("pgrep -a dovecot"),
                .note(
                    "If a Dovecot runs outside of the unit, stop it with doveadm stop. If none runs, check whether CapabilityBoundingSet of the unit lacks CAP_DAC_OVERRIDE: then the sockets of the last run cannot be replaced."
                ), .act(.showUnit), .start,
            ]
        }
        Meaning(
            .listener, "socket-exists", .listeners, "a socket of a listener already exists",
            ["Socket already exists: \(.path)", "net_listen_unix(\(.path)) failed: Address already in use"],
            says: "another program, or another service of Dovecot, has created the socket \(.path)"
        ) { [.run("ss -xlp src \($0[.path])"), .note("Give one of them another path.")] }
        Meaning(
            .listener, "socket-directory", .listeners, "the directory of a socket does not exist",
            [
                "net_listen_unix(\(.path)) failed: No such file or directory",
                "mkfifo(\(.path)) failed: No such file or directory",
                "bind(\(.path)) failed: No such file or directory",
            ], says: "Dovecot must create the unix_listener \(.path), and its directory does not exist"
        ) { seen in
            // Its own directories were removed while it ran.
            if AffectedPath(seen).isOfDovecot { return [.restart] }
            return [
                .run("ls -ld \(parent(of: seen[.path]))"),
                .note(
                    "Install the program that the directory belongs to, such as Postfix, or remove the listener \(setting: seen[.path]) from the configuration."
                ),
                .start,
            ]
        }
        Meaning(
            .listener, "post-login", .exact, .login, "a service hands logins to a socket that no service has",
            [
                // Dovecot cuts its reason where the path is long.
                "net_connect_unix(\(.path)) failed: No such f\(.any) (connection created",
                "post-login script socket \(.path)",
            ], says: "imap or pop3 hands each login to \(.path), and no service listens there"
        ) { seen in
            [
                .run("doveconf -n service"),
                .note(
                    "Define a service whose unix_listener is \(setting: lastPart(of: seen[.path])), or remove that word from executable of service imap and service pop3."
                ), .restart,
            ]
        }
        Meaning(
            .listener, "socket-denied", .listeners, "a socket cannot be created with its owner",
            [
                "net_listen_unix(\(.path)) failed: Permission denied", "mkfifo(\(.path)) failed: Permission denied",
                "service(\(.service)): chown(\(.path)) failed: Operation not permitted",
                "bind(\(.path)) failed: Permission denied",
            ], says: "Dovecot cannot create the socket \(.path) with the owner that its listener names"
        ) {
            [
                .run("ls -ld \(parent(of: $0[.path]))"),
                .act(.showLimits("User,CapabilityBoundingSet,SystemCallFilter")),
                .note(
                    "Dovecot must run as root, and its unit must not deny chown: CAP_CHOWN in CapabilityBoundingSet, @chown in SystemCallFilter."
                ),
            ]
        }
        Meaning(
            .listener, "systemd", .listeners, "dovecot.socket and the configuration define different listeners",
            ["systemd listens on port \(.port), but it's not configured", "sd_listen_fds() failed"],
            says: "dovecot.socket listens on port \(.port), and the configuration has no such listener"
        ) { _ in
            [
                .note("Dovecot opens its listeners itself: disable dovecot.socket."),
                .act(.disableSocket), .restart,
            ]
        }
        Meaning(
            .listener, "duplicate", .configuration, "two listeners have one address",
            ["duplicate listener: \(.address)"], says: "two listeners of the configuration have the address \(.address)"
        ) { _ in [.run("doveconf -n | grep -A6 listener"), .note("Remove one of the two, or give it another port.")] }
        Meaning(
            .listener, "anvil", .general, .service, "a reload cannot change how anvil listens",
            ["Can't change anvil's listeners on the fly"]
        ) { _ in [.restart] }
        Meaning(
            .listener, "failed", .consequence, .service, "a start failed because of a listener",
            ["Failed to start listeners"],
            says: "Dovecot does not start, because a listener failed: the lines before this one say which"
        ) { _ in [.showLog(20), .run("ss -tlnp; doveconf listen")] }
    }
}
