import Fleet

extension MeaningTable {
    @Rows static var tlsFiles: [Meaning] {
        Meaning(
            .tls, "file-missing", .exact, .certificateFiles,
            "a certificate or key that the configuration names is missing",
            [
                "ssl_\(.setting): Can't open file \(.path): No such file or directory",
                "ssl_\(.setting): open(\(.path)) failed: No such file or directory",
                "an't load ssl_\(.setting): Can't open file \(.path): No such file or directory",
            ], says: "the configuration names \(.path), and that file does not exist"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"),
                .note(
                    "Restore the file or renew the certificate, or set the right path: ssl_cert and ssl_key, in 2.4 ssl_server_cert_file and ssl_server_key_file."
                ),
                .run("doveconf -xn >/dev/null"),
            ]
        }
        Meaning(
            .tls, "file-as-text", .exact, .certificateFiles, "a path in 2.4 has the < of 2.3 before it",
            ["ssl_server_\(.setting): open(\(.any)-----BEGIN", "ssl_server_\(.setting): open(\(.any)/<"],
            says: "ssl_server_\(.setting) takes a plain path in 2.4, and has the < of 2.3 before it"
        ) { seen in
            [
                .note("Remove \(setting: "<") before the path in ssl_server_\(seen[.setting])."),
                .run("doveconf -xn >/dev/null"), .start,
            ]
        }
        Meaning(
            .tls, "file-denied", .exact, .certificateFiles, "a certificate or key cannot be read",
            [
                "ssl_\(.setting): Can't open file \(.path): Permission denied",
                "ssl_\(.setting): open(\(.path)) failed: Permission denied",
            ], says: "the program that reads the configuration has no permission to read \(.path)"
        ) { seen in
            [
                .run("namei -l \(seen[.path])"),
                .note(
                    "Dovecot reads it as root, and only SELinux, AppArmor or a limit of the unit can deny that. A program that runs as a user must not read the key: run it as root, or use a socket."
                ),
            ]
        }
        Meaning(
            .tls, "not-set", .exact, .certificateFiles, "TLS is on, and no certificate is set",
            ["ssl enabled, but \(.setting) not set", "ssl enabled, but"],
            says: "TLS is switched on, and \(.setting) is not set"
        ) { _ in [.run("doveconf -n | grep ssl"), .note("Set the certificate and its key."), .reload] }
        Meaning(
            .tls, "dh-too-small", .exact, .tls, "the group of ssl_dh is too small",
            ["dh key too small", "modulus too small"],
            says: "OpenSSL refuses the Diffie-Hellman group of ssl_dh, since it has too few bits"
        ) { _ in
            [
                .run("doveconf ssl_dh ssl_server_dh_file"), .run("openssl dhparam -out /etc/dovecot/dh.pem 2048"),
                .note(
                    "Name that file in ssl_dh, in 2.4 ssl_server_dh_file, or remove the setting: current clients use elliptic curves."
                ),
                .reload,
            ]
        }
        Meaning(
            .tls, "dh-missing", .exact, .tls, "a client asks for Diffie-Hellman, and there is no group for it",
            ["Diffie-Hellman key exchange requested, but no DH parameters provided"]
        ) { _ in
            [
                .run("openssl dhparam -out /etc/dovecot/dh.pem 2048"),
                .note(
                    "Name that file in ssl_dh, in 2.4 ssl_server_dh_file, or remove DHE ciphers from ssl_cipher_list."),
                .reload,
            ]
        }
        Meaning(
            .tls, "dh-damaged", .tls, "the file of ssl_dh has no Diffie-Hellman group",
            ["Couldn't parse DH parameters", "Can't load DH parameters (\(.setting) setting): \(.reason)"],
            says: "the file that ssl_dh names has no Diffie-Hellman group"
        ) { _ in
            [
                .run("openssl dhparam -out /etc/dovecot/dh.pem 2048"),
                .note("Name that file in ssl_dh, in 2.4 ssl_server_dh_file."), .reload,
            ]
        }
        Meaning(
            .tls, "key-mismatch", .exact, .key, "key and certificate do not match",
            ["Key is for a different cert", "Key file is for a different certificate", "key values mismatch"],
            says: "the private key does not belong to the certificate that it is set with"
        ) { seen in
            [
                .run("doveconf -n | grep ssl_"),
                .run("openssl x509 -in \(seen[.certificate]) -noout -pubkey; openssl pkey -in \(seen[.key]) -pubout"),
                .note(
                    "Both must print the same. Set the key that the certificate was issued for, or renew the two together. The first certificate of the file must be the server\u{2019}s own."
                ),
                .reload,
            ]
        }
        Meaning(
            .tls, "key-encrypted", .exact, .key, "the private key is encrypted, and its password missing or wrong",
            [
                "maybe ssl_key_password is wrong/missing", "ssl_key_password is wrong/missing", "bad decrypt",
                "bad password read",
                "maybe_bad_decrypt", "empty password", "interrupted or cancelled", "ssl_server_key_password is wrong",
            ], says: "the private key has a passphrase, and Dovecot has none or a wrong one for it"
        ) { seen in
            [
                .note(
                    "Set the right passphrase as ssl_key_password, in 2.4 ssl_server_key_password. Or store the key without one, which asks for it:"
                ),
                .run(
                    "openssl pkey -in \(seen[.key]) -out \(seen[.key] + ".plain") && mv \(seen[.key] + ".plain") \(seen[.key])"
                ), .reload,
            ]
        }
        Meaning(
            .tls, "key-damaged", .key, "the key is encrypted or damaged",
            [
                "Couldn't parse private SSL key (\(.setting) setting)\(.any): \(.reason)",
                "Couldn't parse private SSL key",
                "Can't load SSL private key (\(.setting) setting): \(.reason)", "Can't load SSL private key",
            ], says: "OpenSSL cannot load the private key of \(.setting): \(.reason)"
        ) { seen in
            [
                .run("openssl pkey -in \(seen[.key]) -noout"),
                .note("Use a file with one private key in PEM format, without a passphrase."), .reload,
            ]
        }
        Meaning(
            .tls, "key-too-small", .exact, .key, "the certificate's key is too small",
            ["ee key too small", "ca key too small"],
            says: "OpenSSL refuses the certificate, since its key has too few bits"
        ) { seen in
            [
                .run("openssl x509 -in \(seen[.certificate]) -noout -text"),
                .note(
                    "Renew the certificate with an RSA key of 2048 bits or more, or an ECDSA key of 256 bits. If it has one, lower SECLEVEL in /etc/ssl/openssl.cnf."
                ),
                .reload,
            ]
        }
        Meaning(
            .tls, "digest-weak", .exact, .key, "the certificate is signed by a digest that OpenSSL refuses",
            ["ca md too weak", "ee md too weak", "md too weak"]
        ) { seen in
            [
                .run("openssl x509 -in \(seen[.certificate]) -noout -text"),
                .note("Renew the certificate: its signature uses SHA-1 or MD5."), .reload,
            ]
        }
        Meaning(
            .tls, "der", .exact, .certificateFiles, "a certificate or key is not in PEM",
            ["ssl_\(.setting): \(.path) contains NUL characters"],
            says: "ssl_\(.setting) names \(.path), which is not in PEM, and Dovecot reads nothing else"
        ) { seen in
            [
                .note("Convert \(setting: seen[.path]) to PEM. If it is in DER, one of these does:"),
                .run("openssl x509 -inform DER -in \(argument: seen[.path]) -out \(argument: seen[.path] + ".pem")"),
                .run(
                    "openssl pkey -inform DER -in \(argument: seen[.path]) -out \(argument: seen[.path] + ".pem")"
                ),
                .note("Set ssl_\(seen[.setting]) to the new file."), .restart,
            ]
        }
        Meaning(
            .tls, "not-pem", .exact, .certificateFiles, "the certificate file has no certificate",
            [
                "There is no valid PEM certificate", "no start line",
                "bad end line", "bad base64 decode",
                "no certificate assigned",
                "no certificate set", "unable to get certificate", "no certificate or crl found",
            ], says: "the file has no certificate in PEM format, or a setting of 2.3 lacks the < before the path"
        ) { seen in
            [
                .run("doveconf -n | grep ssl_"),
                .note(
                    "Name a PEM file that begins with BEGIN CERTIFICATE. In 2.3 a less-than sign precedes the path; in 2.4 it does not."
                ),
                .run("openssl x509 -in \(seen[.certificate]) -noout -subject"), .reload,
            ]
        }
        Meaning(
            .tls, "alternative", .general, .certificateFiles, "the alternative certificate cannot be loaded",
            ["Can't load alternative SSL certificate (\(.setting) setting): \(.reason)"],
            says: "the second certificate, of \(.setting), cannot be loaded: \(.reason)"
        ) { _ in
            [
                .run("doveconf -n | grep ssl_"),
                .note("Renew the alternative certificate and key together, or remove both settings."), .reload,
            ]
        }
        Meaning(
            .tls, "certificate", .general, .certificateFiles, "the certificate cannot be loaded",
            [
                "Can't load SSL certificate (\(.setting) setting): \(.reason)", "Can't load ssl_cert: \(.reason)",
                "Couldn't parse ssl_ca: \(.reason)", "Couldn't parse \(.name): \(.reason)",
            ], says: "OpenSSL cannot load the certificate: \(.reason)"
        ) { seen in
            [
                .run("doveconf -n | grep ssl_"), .run("openssl x509 -in \(seen[.certificate]) -noout -subject"),
                .note(
                    "Set a file that holds the server certificate first, then those of the authorities, as PEM."
                ), .reload,
            ]
        }
    }
}
