import Fleet

extension MeaningTable {
    @Rows static var listeners: [Meaning] {
        Meaning(
            .listener, "in-use", .freePorts, "another program uses a port of Dovecot",
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
            .listener, "no-address", .listeners, "listen names an address that this host does not have",
            [
                "listen(\(.address), \(.port)) failed: Cannot assign requested address",
                "bind(\(.address), \(.port)) failed: Cannot assign requested address",
                "Cannot assign requested address",
            ], says: "Dovecot must listen on \(.address), and no interface of this host has that address"
        ) { _ in
            [
                .run("doveconf listen; ip addr"),
                .note(
                    "Set listen to an address of this host or to \(setting: "*"), or give the interface the address before Dovecot starts."
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
                "net_connect_unix(\(.path)) failed: No such f (connection",
                "net_connect_unix(\(.path)) failed: No such file or directory (connection created",
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

    @Rows static var proxies: [Meaning] {
        Meaning(
            .proxy, "header", .greeting, "a connection has no valid header of the PROXY protocol",
            [
                "Failed to read valid HAproxy data (rip=\(.address)", "Failed to read full header (rip=\(.address)",
                "Header line has spurius extra field", "Field for proxied", "Proxied remote", "Proxied local",
                "Unsupported protocol version (version=", "Invalid command (cmd=", "Not using TCP (type=",
                "data is incomplete (rip=\(.address)", "Unknown address family (family=",
                "Unknown proxied protocol (protocol=",
                "Too long header (rip=\(.address)", "Protocol payload length does not match header", "Invalid TLV: ",
                "Invalid header size (size=", "Unsupported address family (family=",
            ],
            says:
                "the listener has haproxy = yes, and \(.address) did not send a valid PROXY header: it is not a balancer, or its configuration differs"
        ) { _ in
            [
                .note(
                    "Configure the balancer to send the header: send-proxy-v2 in HAProxy. Or remove haproxy = yes from the listener that clients reach directly."
                ),
                .run("doveconf haproxy_trusted_networks"), .reload,
            ]
        }
        Meaning(
            .proxy, "untrusted", .greeting, "a balancer is not in haproxy_trusted_networks",
            ["Client not trusted (rip=\(.address))", "haproxy: Client not trusted"],
            says:
                "the listener has haproxy = yes, and \(.address) is not in haproxy_trusted_networks: each connection from it is closed"
        ) { seen in
            [
                .note(
                    "If \(seen[.address]) is your balancer, add it to haproxy_trusted_networks. If it is a client, remove haproxy = yes from that listener."
                ),
                .reload,
            ]
        }
        Meaning(
            .proxy, "header-timeout", scope: .noise, nil, "a connection sent no header of the PROXY protocol in time",
            ["Client timed out (rip=\(.address)"]
        ) { _ in
            [
                .note(
                    "A health check that only connects does this. Configure it to send the header: check-send-proxy in HAProxy."
                )
            ]
        }
        Meaning(
            .proxy, "application", .greeting, "a balancer asks for another protocol",
            ["HAproxy application protocol mismatch (requested '\(.name)')"]
        ) { _ in [.note("Correct the ALPN name that the balancer passes on for this port.")] }
        Meaning(
            .proxy, "loop", .exact, .backends, "a proxied login leads back to this host",
            ["Proxying loops"],
            says: "the passdb names this host itself as the server of an account, so the login loops"
        ) {
            [
                .run("doveadm auth lookup \($0[.user])"),
                .note("Correct the field host of the passdb, or set proxy_maybe instead."),
            ]
        }
        Meaning(
            .proxy, "fields", .passdb, "the passdb does not name the server for a proxied login",
            [
                "host field not given", "host not given", "pass field is missing", "password not given",
                "is not an IP (auth should have changed it)", "Invalid hostip \(.address)",
                "host and hostip are both IPs, but they don't match", "Auth service returned invalid port number",
                "Auth service returned invalid \(.setting) value", "Auth service returned invalid",
                "Invalid hostip in passdb: \(.address)", "Invalid proxy_timeout value", "proxy_redirect",
                "Failed to parse host:port '\(.server)'", "Failed to parse IP '\(.address)'",
                "Unsupported SASL mechanism \(.mechanism)",
                "Destination IP address family", "Source IP",
                "Failed to expand director_username_hash",
            ], says: "a field of the passdb for proxied logins is missing or invalid"
        ) {
            [
                .run("doveadm auth lookup \($0[.user])"),
                .note("Correct the fields host, hostip, port, pass and proxy_timeout that the passdb returns."),
            ]
        }
        Meaning(
            .proxy, "down", .general, .backends, "a server behind this proxy does not answer",
            [
                "proxy(\(.user),\(.server):\(.port)): connect(\(.any)) failed: \(.reason)",
                "proxy(\(.user),\(.server):\(.port)): \(.reason)", "proxy(\(.user),\(.server)): \(.reason)",
                "Host has been down for \(.number) secs",
            ], says: "the server \(.server) behind this proxy does not serve logins: \(.reason)"
        ) { seen in
            let test: Advice.Step =
                seen.port.map { .run("nc -vz \(seen[.server]) \($0)") } ?? .run("doveadm proxy list")
            return [
                test,
                .note(
                    "Start Dovecot there, or allow this host in its firewall, or move the account to another server."
                ),
            ]
        }
        Meaning(
            .proxy, "refused", .backends, "a server behind this proxy refuses or ends a login",
            [
                "Disconnected by server: \(.reason)", "Invalid banner: \(.reason)",
                "XCLIENT failed: \(.reason)", "Invalid authentication data: \(.reason)",
                "Unexpected failure on reauth: \(.reason)",
                "Redirect authentication unexpectedly failed", "Redirect to \(.server): \(.reason)",
                "Invalid base64 data in AUTH response", "Side channel input",
                "SASL mechanism \(.mechanism) init failed",
            ], says: "the server behind this proxy ended a login: \(.reason)"
        ) { _ in
            [
                .note(
                    "The log of that server says why. It must have this proxy in login_trusted_networks, and know the account."
                ),
                .run("doveadm proxy list"),
            ]
        }
        Meaning(
            .proxy, "tls", .exact, .backends, "a TLS connection to a server behind this proxy fails",
            [
                "Failed to create SSL client context: \(.reason)", "Failed to create SSL client: \(.reason)",
                "Failed to start SSL handshake: \(.reason)", "SSL client context: \(.reason)",
                "SSL certificate doesn't match expected host name \(.name)",
                "Received invalid SSL certificate: \(.reason) (check ssl_client_ca",
            ], says: "the certificate of the server behind this proxy is not trusted or is for another name"
        ) { _ in
            [
                .run("doveconf ssl_client_ca_file ssl_client_ca_dir"),
                .note(
                    "The passdb must return a host name that the certificate covers. Name its authority in ssl_client_ca_file."
                ),
                .reload,
            ]
        }
    }
}

extension Captures {
    var port: Port? { value(.port).flatMap { Port($0) } }
}
