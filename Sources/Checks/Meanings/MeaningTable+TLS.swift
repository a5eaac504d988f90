import Fleet

extension MeaningTable {
    @Rows static var tlsSettings: [Meaning] {
        Meaning(
            .tls, "no-ciphers", .exact, .tls, "no cipher is left for the protocols that are allowed",
            ["no ciphers available", "No ciphers enabled for max supported SSL/TLS version"],
            says:
                "ssl_cipher_suites or ssl_cipher_list names no cipher for a protocol that ssl_min_protocol allows"
        ) { _ in
            [
                .run("doveconf ssl_min_protocol ssl_cipher_suites ssl_cipher_list"),
                .note(
                    "Remove ssl_cipher_suites, which is for TLS 1.3, and ssl_cipher_list, which is for TLS 1.2: OpenSSL's own lists are good."
                ), .restart,
            ]
        }
        Meaning(
            .tls, "ciphers", .tls, "ssl_cipher_list names no known cipher",
            ["Can't set cipher list to '\(.value)'"],
            says: "OpenSSL knows no cipher of ssl_cipher_list \(.value), and no TLS connection can be made"
        ) { seen in
            [
                .run("openssl ciphers \(seen[.value])"),
                .note("Remove ssl_cipher_list from the configuration: the default is good. It is not for TLS 1.3."),
                .reload,
            ]
        }
        Meaning(
            .tls, "suites", .tls, "ssl_cipher_suites names an unknown suite",
            ["Can't set ciphersuites to '\(.value)'"],
            says: "OpenSSL does not know all of ssl_cipher_suites \(.value), and no TLS connection can be made"
        ) { seen in
            [
                .run("openssl ciphers -ciphersuites \(seen[.value])"),
                .note("Remove ssl_cipher_suites from the configuration: the default is good. It is only for TLS 1.3."),
                .reload,
            ]
        }
        Meaning(
            .tls, "curves", .tls, "ssl_curve_list names an unknown curve",
            [
                "Can't set curve list to '\(.value)'", "Failed to set curve list to '\(.value)'",
                "SSL_CTX_set_ecdh_auto() failed",
            ]
        ) { _ in
            [
                .run("openssl ecparam -list_curves"),
                .note("Remove ssl_curve_list from the configuration: the default is good."), .reload,
            ]
        }
        Meaning(
            .tls, "min-protocol", .exact, .tls, "ssl_min_protocol names an unknown protocol",
            [
                "Unknown ssl_min_protocol setting '\(.value)'", "Can't set minimum protocol to '\(.value)'",
                "Could not find a minimum ssl_min_protocol setting",
            ], says: "ssl_min_protocol is \(.value), which this OpenSSL does not know"
        ) { _ in [.note("Set ssl_min_protocol = TLSv1.2."), .reload] }
        Meaning(
            .tls, "authorities", .backends, "certificates of authorities cannot be loaded",
            [
                "Can't load CA certs from \(.any)(ssl_client_ca_\(.any)): \(.reason)", "Can't load CA certs from",
                "Can't load default CA locations",
            ],
            says:
                "the authorities that Dovecot trusts as a client cannot be loaded: connections to proxied servers, SQL, HTTP and LDAP servers fail"
        ) { _ in
            [
                .run("doveconf ssl_client_ca_file ssl_client_ca_dir; ls -ld /etc/ssl/certs"),
                .note("Set ssl_client_ca_file or ssl_client_ca_dir to an existing path, or install ca-certificates."),
                .reload,
            ]
        }
        Meaning(
            .tls, "engine", .tls, "ssl_crypto_device names an engine that OpenSSL does not have",
            [
                "Unknown engine '\(.value)'", "Unknown ssl_crypto_device: \(.value)", "ENGINE_init(\(.value)) failed",
                "ENGINE_set_default(\(.value)) failed", "Cannot load '\(.value)': ",
            ], says: "ssl_crypto_device is \(.value), and OpenSSL has no such engine or provider"
        ) { _ in [.run("openssl list -providers"), .note("Remove ssl_crypto_device from the configuration."), .reload] }
        Meaning(
            .tls, "off", .tls, "TLS is switched off, and a listener needs it",
            ["SSL is disabled (ssl=no)", "SSL support not compiled in"],
            says: "a client connected to a TLS port, and ssl = no is set"
        ) { _ in
            [
                .run("doveconf ssl"),
                .note("Set ssl = required with a certificate, or switch the listeners imaps and pop3s off."), .reload,
            ]
        }
        Meaning(
            .tls, "client-certificate", scope: .account, .tls, "a client has no valid client certificate",
            [
                "lient didn't present valid SSL certificate", "Client sent invalid certificate",
                "Cannot get client certificate fingerprints",
                "Cannot get username from certificate", "Received invalid SSL certificate: \(.reason)",
                "does not match client certificate",
            ],
            says: "the configuration requires a client certificate, and this client sent no trusted one"
        ) { _ in
            [
                .run("doveconf ssl_verify_client_cert ssl_ca auth_ssl_require_client_cert"),
                .note(
                    "If clients must not have certificates, switch these settings off. If they must, give this client a new certificate."
                ),
                .reload,
            ]
        }
        Meaning(
            .tls, "channel-binding", scope: .noise, nil,
            "a client asked for channel binding that its TLS connection does not support",
            [
                "Channel binding type", "Channel binding failed: \(.reason)", "Failed to compose channel binding",
                "Unsupported channel binding type",
                "Invalid channel bind flag",
            ]
        ) { _ in [.note("Clients then try a mechanism without it. Look only if an account cannot log in at all.")] }
        Meaning(
            .tls, "context", .wrapper, .tls, "the certificate or key cannot be loaded",
            [
                "SSL server context: \(.reason)", "SSL context initialization failed, disabling SSL: \(.reason)",
                "\(.reason) - disabling SSL",
                "Failed to initialize SSL connection: \(.reason)", "SSL_CTX_new() failed: \(.reason)",
                "Failed to initialize SSL library: \(.reason)", "SSL server context", "SSL context",
            ], says: "Dovecot cannot set up TLS, and every TLS connection is closed: \(.reason)"
        ) { _ in
            [
                .run("doveconf -xn >/dev/null"), .run("doveconf -n | grep ssl_"),
                .note("Correct the setting that the reason names: certificate, key, ciphers or ssl_dh."), .reload,
            ]
        }
    }

    /// Client errors in the TLS handshake, mostly from scanners.
    @Rows static var tlsClients: [Meaning] {
        Meaning(
            .client, "certificate-refused", .exact, scope: .noise, .certificate,
            "a client refuses the certificate of this host",
            [
                "SSL alert number 42", "SSL alert number 43", "SSL alert number 44", "SSL alert number 45",
                "SSL alert number 46",
                "SSL alert number 48", "alert unknown ca", "alert bad certificate", "alert certificate expired",
                "alert certificate unknown",
            ],
            says:
                "a client ended the handshake: the certificate of this host is not trusted, expired, or for another name"
        ) { _ in
            [
                .note(
                    "Look at the certificate that is served. Add the certificates of its authorities, and tell clients the name that it covers."
                ),
                .run("openssl s_client -connect localhost:993 -showcerts </dev/null"),
            ]
        }
        Meaning(
            .client, "tls-alert", scope: .noise, .tls, "a client ended the TLS handshake",
            ["SSL alert number \(.number)", ": SSL alert"],
            says: "a client ended the TLS handshake with alert \(.number) (RFC 8446, section 6)"
        ) { _ in
            [
                .note("One client among many is its own problem or a scanner. If all fail, try a handshake yourself."),
                .run("openssl s_client -connect localhost:993 </dev/null"),
            ]
        }
        Meaning(
            .client, "no-shared-cipher", .exact, scope: .noise, .tls, "a client shares no cipher with this host",
            [
                "no shared cipher", "no suitable key share", "no shared signature algorithms",
                "no suitable signature algorithm", "no shared group",
            ],
            says: "a client offers only ciphers, groups or signatures that this host does not allow"
        ) { _ in
            [
                .run("doveconf ssl_cipher_list ssl_min_protocol"),
                .note(
                    "If all clients fail, Dovecot has no usable certificate, or the list is too narrow: remove ssl_cipher_list. One old client needs an update."
                ),
            ]
        }
        Meaning(
            .client, "old-protocol", .exact, scope: .noise, .tls, "a client speaks only an old version of TLS",
            [
                "unsupported protocol", "version too low", "inappropriate fallback", "wrong ssl version",
                "bad legacy version",
            ],
            says: "a client offers only a version of TLS below ssl_min_protocol"
        ) { _ in
            [
                .run("doveconf ssl_min_protocol"),
                .note("Update the client. A lower ssl_min_protocol makes all others less safe."),
            ]
        }
        Meaning(
            .client, "not-tls", .exact, scope: .noise, .tls, "a client does not speak TLS on a TLS port",
            [
                "wrong version number", "http request", "unknown protocol", "packet length too long",
                "record layer failure", "bad packet length",
            ],
            says: "a client spoke plain text or another protocol where TLS is expected"
        ) { _ in
            [
                .note(
                    "Set the client to SSL/TLS on 993 and 995, or to STARTTLS on 143 and 110. Most such lines are scanners."
                )
            ]
        }
        Meaning(
            .client, "tls-left", scope: .noise, nil, "a client left in the TLS handshake",
            [
                "unexpected eof", "SSL_accept() syscall failed", "SSL_accept() failed", "bad record type",
                "bad record mac",
                "SSL_read() syscall failed", "SSL_read() failed", "SSL_write() failed", "SSL_write() syscall failed",
                "sslv3 alert",
                "tlsv1 alert", "decryption failed", "syscall failed: \(.reason)", "failed: unknown failure \(.number)",
                "SSL_shutdown() failed: \(.reason)",
            ], says: "a client left, or lost its connection, during the TLS handshake or after it"
        ) { _ in
            [
                .note(
                    "Nothing on this host needs to change, unless every client fails: then try a handshake yourself."),
                .run("openssl s_client -connect localhost:993 </dev/null"),
            ]
        }
    }
}
