import Fleet

extension MeaningTable {
    @Rows static var listeners: [Meaning] {
        Meaning(
            .listener, "in-use", .freePorts, "another program has a port of Dovecot's",
            [
                "listen(\(.address), \(.port)) failed: Address already in use",
                "bind(\(.address), \(.port)) failed: Address already in use",
            ], says: "another program already listens on port \(.port) of \(.address)"
        ) { seen in
            let look: Advice.Step =
                seen.port.map { .run("ss -tlnp 'sport = :\($0)'") } ?? .run("ss -tlnp")
            return [
                look, .note("Stop and disable that program, or take the port from it. Then start Dovecot."), .start,
            ]
        }
        Meaning(
            .listener, "no-address", .listeners, "listen names an address that this host has not",
            [
                "listen(\(.address), \(.port)) failed: Cannot assign requested address",
                "bind(\(.address), \(.port)) failed: Cannot assign requested address",
                "Cannot assign requested address",
            ], says: "Dovecot is to listen on \(.address), and no interface of this host has that address"
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
            says: "a listener has the address \(.address), which has no IP address"
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
            ], says: "a Dovecot runs already, or \(.path) is left over and has the number of another program"
        ) { seen in
            [
                .run("ls -l \("/proc/" + seen[.pid] + "/exe")"),
                .note(
                    "If that is a Dovecot, stop it with doveadm stop. If it is another program, remove \(setting: seen[.path]): it is left over. Then:"
                ), .start,
            ]
        }
        Meaning(
            .listener, "socket-left", .exact, .service, "a socket of Dovecot is taken for that of a second one",
            ["Dovecot is already running? Socket already exists: \(.path)"],
            says: "a Dovecot runs already, or the socket \(.path) is left over and may not be tried"
        ) { _ in
            [
                .run("pgrep -a dovecot"),
                .note(
                    "If one runs that is no child of the unit, stop it with doveadm stop. If none runs, see whether CapabilityBoundingSet of the unit lacks CAP_DAC_OVERRIDE: then the sockets of the last run cannot be replaced."
                ), .act(.showUnit), .start,
            ]
        }
        Meaning(
            .listener, "socket-exists", .listeners, "a socket of a listener is there already",
            ["Socket already exists: \(.path)", "net_listen_unix(\(.path)) failed: Address already in use"],
            says: "another program, or another service of Dovecot, has made the socket \(.path)"
        ) { [.run("ss -xlp src \($0[.path])"), .note("Give one of them another path.")] }
        Meaning(
            .listener, "socket-directory", .listeners, "the directory of a socket does not exist",
            [
                "net_listen_unix(\(.path)) failed: No such file or directory",
                "mkfifo(\(.path)) failed: No such file or directory",
                "bind(\(.path)) failed: No such file or directory",
            ], says: "a unix_listener is to be made at \(.path), and its directory does not exist"
        ) { seen in
            [
                .run("ls -ld \(parent(of: seen[.path]))"),
                .note(
                    "Install the program that the directory belongs to, such as Postfix, or take the listener \(setting: seen[.path]) out of the configuration."
                ),
                .start,
            ]
        }
        Meaning(
            .listener, "socket-denied", .listeners, "a socket cannot be made for its user",
            [
                "net_listen_unix(\(.path)) failed: Permission denied", "mkfifo(\(.path)) failed: Permission denied",
                "service(\(.service)): chown(\(.path)) failed: Operation not permitted",
                "bind(\(.path)) failed: Permission denied",
            ], says: "Dovecot cannot make the socket \(.path) with the owner that its listener names"
        ) {
            [
                .run("ls -ld \(parent(of: $0[.path]))"),
                .note("Start Dovecot as root, or take user and group out of the listener."),
            ]
        }
        Meaning(
            .listener, "systemd", .listeners, "dovecot.socket and the configuration promise different listeners",
            ["systemd listens on port \(.port), but it's not configured", "sd_listen_fds() failed"],
            says: "dovecot.socket listens on port \(.port), and the configuration has no such listener"
        ) { _ in
            [
                .note("Dovecot makes its listeners by itself: disable dovecot.socket."),
                .act(.disableSocket), .restart,
            ]
        }
        Meaning(
            .listener, "duplicate", .configuration, "two listeners have one address",
            ["duplicate listener: \(.address)"], says: "two listeners of the configuration have the address \(.address)"
        ) { _ in [.run("doveconf -n | grep -A6 listener"), .note("Take one of the two out, or give it another port.")] }
        Meaning(
            .listener, "anvil", .general, .service, "a reload cannot change how anvil listens",
            ["Can't change anvil's listeners on the fly"]
        ) { _ in [.restart] }
        Meaning(
            .listener, "failed", .consequence, .service, "a start failed for its listeners",
            ["Failed to start listeners"],
            says: "Dovecot does not start, since a listener could not be made: the lines before this one say which"
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
                "the listener has haproxy = yes, and \(.address) did not begin with a valid PROXY header: it is no balancer, or one that is set up otherwise"
        ) { _ in
            [
                .note(
                    "Let the balancer send the header: send-proxy-v2 in HAProxy. Or take haproxy = yes out of the listener that clients reach directly."
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
                    "If \(seen[.address]) is your balancer, add it to haproxy_trusted_networks. If it is a client, take haproxy = yes out of that listener."
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
                    "A health check that only connects does this. Have it send the header: check-send-proxy in HAProxy."
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
            says: "the passdb names this very host as the server of an account, and the login goes round"
        ) {
            [
                .run("doveadm auth lookup \($0[.user])"),
                .note("Correct the field host of the passdb, or set proxy_maybe in its place."),
            ]
        }
        Meaning(
            .proxy, "fields", .passdb, "the passdb does not say where a login is to be proxied",
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
            ], says: "a field of the passdb for proxied logins is missing or no value of its kind"
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
                    "Start Dovecot there, or let this host through its firewall, or move the account to another server."
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
            ], says: "the server that a login was proxied to ends it: \(.reason)"
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
            ], says: "the certificate of the server behind is not trusted or is for another name"
        ) { _ in
            [
                .run("doveconf ssl_client_ca_file ssl_client_ca_dir"),
                .note(
                    "Let the passdb return a host name that the certificate covers, and name its authority in ssl_client_ca_file."
                ),
                .reload,
            ]
        }
    }
}

extension Captures {
    /// The port of a listener or server, if the line says one.
    var port: Port? { value(.port).flatMap { Port($0) } }
}
