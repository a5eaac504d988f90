import Fleet

extension MeaningTable {
    /// Clients that guess, leave or fail: no fault of the host.
    @Rows static var clients: [Meaning] {
        Meaning(
            .client, "wrong-password", scope: .noise, .password, "a password was wrong",
            ["Password mismatch", "assword mismatch"], says: "the password in a login of \(.user) was wrong"
        ) { seen in
            [
                .note("Many from one address are guesses. For a real user, set a new password, and then test it."),
                .run("doveadm auth test \(seen[.user])"),
            ]
        }
        Meaning(
            .client, "unknown-user", scope: .noise, .passdb, "a login names an account that does not exist",
            ["unknown user", "Username not known", "username not known", "Invalid username"],
            says: "the passdb does not know \(.user)"
        ) { seen in
            [
                .note(
                    "Password guessing causes most of these. For a real user, compare the name and its domain with the passdb."
                ), .run("doveadm user \(seen[.user])"),
            ]
        }
        Meaning(
            .client, "auth-failed", scope: .noise, .password, "a client left after a failed login",
            [
                "auth failed, \(.number) attempts", "auth failed", "authorization failed, \(.number) attempts",
                "Authenticate \(.mechanism) failed: \(.reason)",
            ],
            says: "a client left after a login of \(.user) was refused"
        ) { seen in
            [
                .note("The line of the auth process just before says why. Many from one address are guesses."),
                .run("doveadm auth test \(seen[.user])"),
            ]
        }
        Meaning(
            .client, "cleartext", .exact, scope: .noise, .tls,
            "a client sent its password without TLS, and was refused",
            [
                "leartext authentication disabled", "laintext authentication disabled",
                "SSL required for authentication", "plaintext auth", "Plaintext authentication",
                "Cleartext authentication", "cleartext auth",
            ], says: "a client tried to log in without TLS, which this host does not allow"
        ) { _ in [.note("Set the client to SSL/TLS or STARTTLS. Keep the setting of the host: it protects passwords.")]
        }
        Meaning(
            .client, "no-attempt", scope: .noise, nil, "a client left without a login",
            [
                "no auth attempts in \(.number) secs", "no auth attempts", "tried to use disallowed", "Aborted login",
                "Login aborted: \(.reason)",
            ],
            says: "a client, a scanner or a health check connected, and left without a login"
        ) { _ in [.note("Nothing on this host needs to change.")] }
        Meaning(
            .client, "sasl-unfinished", scope: .noise, nil, "a client did not finish a login",
            [
                "client didn't finish SASL auth", "disconnected while authenticating",
                "disconnected while finishing login", "Timeout while finishing login",
                "Logging in timed out (state=\(.name)", "invalid input", "invalid response", "invalid challenge",
                "malformed data", "no initial response",
                "unsupported response type", "invalid init response", "Invalid initial client message",
                "Invalid gs2-header", "Invalid continued data",
                "Invalid username escaping", "Missing username", "Missing token", "Username or token missing",
                "Unknown QoP value", "anonymous login",
                "Client requested non-standard mechanism", "Server returned error value",
            ], says: "a client began a login and did not finish it, or sent an invalid response"
        ) { _ in [.note("For a real user, choose the method Normal password in the client.")] }
        Meaning(
            .client, "illegal-password", scope: .noise, .password,
            "a password is empty or has characters that are not allowed",
            ["Attempted login with password having illegal chars", "Login attempt with empty password"]
        ) { _ in
            [
                .note(
                    "Password guessing causes most of these. For a real user, set a password without control characters."
                )
            ]
        }
        Meaning(
            .client, "master-login", scope: .noise, .password, "a client tries to log in as a master user",
            ["Attempted master login with no master passdbs", "Master user logging in as \(.user)"],
            says: "a client sent two names, as a master user does, and no master users are configured"
        ) { _ in [.run("doveconf auth_master_user_separator"), .note("Set it only if you use master users.")] }
        Meaning(
            .client, "too-many-errors", scope: .noise, nil, "a client sent too many wrong commands",
            ["Too many invalid", "Too many bad commands"]
        ) { _ in [.note("The client speaks another protocol, or is a scanner.")] }
        Meaning(
            .client, "refused-by-wrapper", .exact, .tls, "libwrap or the access service refuses a client",
            ["access(\(.name)): Client refused (rip=\(.address))"],
            says: "login_access_sockets, or hosts.allow and hosts.deny, refuse \(.address)"
        ) { _ in
            [
                .run("cat /etc/hosts.allow /etc/hosts.deny; doveconf login_access_sockets"),
                .note(
                    "Allow imap and pop3 to your clients in /etc/hosts.allow, or remove tcpwrap from login_access_sockets."
                ),
            ]
        }
        Meaning(
            .client, "slow", scope: .noise, nil, "a client did not read or write for too long",
            [
                "Client has not read server output for", "Inactivity - no input for", "Disconnected for inactivity",
                "disconnected for inactivity",
                "Client didn't send any input for", "Idle for too long",
            ]
        ) { _ in
            [
                .note(
                    "Nothing on this host needs to change. Firewalls that drop idle connections cause it: imap_idle_notify_interval below 5 min helps."
                )
            ]
        }
        Meaning(
            .client, "left", .wrapper, scope: .noise, nil, "a client left",
            [
                "Connection closed", "Connection reset by peer", "Broken pipe", "Disconnected: Logged out",
                "Logged out", "Disconnected: \(.reason)", "Disconnected in",
                "Connection timed out", "write(client) failed: \(.reason)", "write_full(client) failed: \(.reason)",
                "shutdown() failed: \(.reason)", "SSL_write() failed",
                "Client disconnected during lookup",
            ], says: "the client or its network closed the connection"
        ) { _ in [.note("Nothing on this host needs to change, unless it happens to every client.")] }
        Meaning(
            .client, "logged-in", scope: .noise, nil, "a login worked",
            ["Login: user=<\(.user)>, method=\(.mechanism)", "login user: \(.user)"], says: "\(.user) logged in"
        ) { _ in [.note("Nothing needs to change.")] }
    }
}
