import Fleet

extension MeaningTable {
    @Rows static var proxies: [Meaning] {
        Meaning(
            .proxy, "header", .greeting, "a connection has no valid header of the PROXY protocol",
            [
                "Failed to read valid HAproxy data (rip=\(.address))", "Failed to read full header (rip=\(.address))",
                "Header line has spurius extra field", "Field for proxied", "Proxied remote", "Proxied local",
                "Unsupported protocol version (version=", "Invalid command (cmd=", "Not using TCP (type=",
                "data is incomplete (rip=\(.address))", "Unknown address family (family=",
                "Unknown proxied protocol (protocol=",
                "Too long header (rip=\(.address))", "Protocol payload length does not match header", "Invalid TLV: ",
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
                seen.port.map { .run("nc -vz \(dialled(seen[.server])) \($0)") } ?? .run("doveadm proxy list")
            return [
                test,
                .note(
                    "Start Dovecot there, or allow this host in its firewall, or correct host and hostip in the passdb."
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

/// `mx.example.org[192.0.2.7]` is a host and its hostip, which is dialled.
private func dialled(_ server: String) -> String { server.between("[", "]").map(String.init) ?? server }
