import Fleet

extension MeaningTable {
    /// Messages of the configuration parser and of the master's start.
    @Rows static var configuration: [Meaning] {
        Meaning(
            .setting, "inside", .exact, .configuration, "a setting stands in a section that does not have it",
            [
                "in configuration file \(.path) line \(.number): Unknown setting: \(.name) { \(.setting)"
            ],
            says:
                "line \(.number) of \(.path) has \(.setting) inside a section \(.name), which has no such setting: perhaps an earlier brace is missing"
        ) { seen in
            [
                .run("sed -n \(seen[.number])p \(seen[.path])"),
                .note(
                    "If the section \(seen[.name]) should have ended before, add its closing brace, in an earlier line or file. Else correct the spelling of \(setting: seen[.setting])."
                ),
                .run("doveconf -n >/dev/null"),
            ]
        }
        Meaning(
            .setting, "unknown", .special, .configuration,
            "the configuration has a setting that this version does not know",
            [
                "in configuration file \(.path) line \(.number): Unknown setting: \(.setting)",
                "in configuration file \(.path) line \(.number): \(.any): Unknown setting: \(.setting)",
                "in configuration file \(.path) line \(.number): Unknown section name: \(.setting)",
            ],
            says:
                "this version of Dovecot does not know the setting \(.setting) in line \(.number) of \(.path)"
        ) { seen in
            [
                .run("sed -n \(seen[.number])p \(seen[.path])"),
                .note(
                    "Correct the spelling of \(setting: seen[.setting]), use this version\u{2019}s setting instead, or remove the line. 2.4 renamed most settings of 2.3."
                ),
                .run("doveconf -n >/dev/null"),
            ]
        }
        Meaning(
            .setting, "include", .exact, .configuration, "an include in the configuration matches no file",
            ["in configuration file \(.path) line \(.number): No matches"],
            says: "line \(.number) of \(.path) includes files that do not exist"
        ) { seen in
            [
                .run("sed -n \(seen[.number])p \(seen[.path])"),
                .note("Restore the file, or use include_try instead of include."), .run("doveconf -n >/dev/null"),
            ]
        }
        Meaning(
            .setting, "brace", .exact, .configuration, "a section of the configuration is not closed",
            ["Missing '}' (section started at \(.path):\(.number))", "Missing '}'"],
            says: "the section that begins in line \(.number) of \(.path) has no closing brace"
        ) { seen in
            [
                .run("sed -n \(seen[.number]),+10p \(seen[.path])"), .note("Add the missing closing brace."),
                .run("doveconf -n >/dev/null"),
            ]
        }
        Meaning(
            .setting, "first-line", .exact, .configuration, "Dovecot 2.4 reads a configuration for 2.3",
            ["The first setting must be dovecot_config_version", "dovecot_config_version"],
            says:
                "Dovecot 2.4 needs dovecot_config_version as the first setting: \(.path) is for 2.3, or 2.3 reads a file for 2.4"
        ) { _ in
            [
                .run("dovecot --version"),
                .note(
                    "If the other settings are for 2.4, write dovecot_config_version = 2.4.0, or the version that they were written for, as the first line of dovecot.conf. Rewrite a configuration for 2.3 with the upgrade guide."
                ),
            ]
        }
        Meaning(
            .setting, "file", .general, .configuration, "the configuration has an error",
            [
                "rror in configuration file \(.path) line \(.number): \(.reason)",
                "rror in configuration file \(.path): \(.reason)",
            ], says: "Dovecot cannot read line \(.number) of \(.path): \(.reason)"
        ) { seen in
            [
                .run("sed -n \(seen.value(.number) ?? "1,5")p \(seen[.path])"), .note("Correct that line."),
                .run("doveconf -n >/dev/null"),
            ]
        }
        Meaning(
            .setting, "unreadable", .wrapper, .configuration, "a process could not read its settings",
            [
                "Error reading configuration: \(.reason)", "Config reload failed: \(.reason)",
                "Failed to read config: \(.reason)",
                "Can't reload configuration because", "settings_check(\(.any)) failed: \(.reason)",
                "Failed to get service \(.service): \(.reason)", "Failed to get inet_listener \(.name): \(.reason)",
                "Failed to get passdb \(.name): \(.reason)", "Failed to get userdb \(.name): \(.reason)",
                "Failed to get mailbox \(.name): \(.reason)", "Failed to get namespace \(.name): \(.reason)",
                "Failed to get unix_listener \(.name): \(.reason)", "Failed to get fifo_listener \(.name): \(.reason)",
                "copy example configs from",
            ], says: "a process could not read its settings: \(.reason)"
        ) { _ in
            [.run("doveconf -n >/dev/null"), .note("Correct the setting that doveconf names, then reload."), .reload]
        }
        Meaning(
            .setting, "errors", .consequence, .configuration, "doveconf found errors",
            ["Errors in configuration", "Invalid configuration"]
        ) { _ in [.run("doveconf -n >/dev/null")] }
        Meaning(
            .setting, "user-missing", .exact, .service, "the user of a service does not exist on this host",
            [
                "service(\(.service)) User doesn't exist: \(.user) (See service \(.any) {",
                "User doesn't exist: \(.user)",
                "_user doesn't exist: \(.user)",
            ], says: "the configuration names the user \(.user), which does not exist on this host"
        ) { seen in
            [
                .run("getent passwd \(seen[.user])"),
                ["dovecot", "dovenull"].contains(seen[.user])
                    ? .note(
                        "The Dovecot package creates \(seen[.user]): reinstall it, or copy the entries of passwd and group from another host."
                    )
                    : .note(
                        "Install the program that creates the user \(seen[.user]), or correct the setting: user of a service or listener, default_internal_user or default_login_user."
                    ),
                .start,
            ]
        }
        Meaning(
            .setting, "group-missing", .exact, .service, "the group of a service does not exist on this host",
            [
                "Group doesn't exist: \(.group)", "unknown group name in extra_groups: \(.group)",

            ],
            says: "the configuration names the group \(.group), which does not exist on this host"
        ) { seen in
            [
                .run("getent group \(seen[.group])"),
                .note("Create the group, or correct the setting that the line names."), .restart,
            ]
        }
        Meaning(
            .setting, "service", .configuration, "a service has settings that contradict each other",
            [
                "service(\(.service)): \(.limit) must be higher than 0",
                "service(\(.service)): process_limit must be 1",
                "service(\(.service)): vsz_limit is too low", "service(\(.service)): process_min_avail",
                "service(\(.service)): drop_priv_before_exec", "service(\(.service)): fifo_listener: \(.reason)",
                "service(\(.service)): unix_listener: \(.reason)", "Duplicate service name: \(.service)",
                "Service #\(.number) is missing name", "service \(.service) { client_limit }",
            ], says: "the settings of service \(.service) contradict each other, and Dovecot does not start"
        ) { seen in
            [
                .run("doveconf service"),
                .note("Correct the setting of service \(seen[.service]) that the line names."), .restart,
            ]
        }
        Meaning(
            .setting, "protocol", .exact, .configuration, "the package of a protocol is not installed",
            ["protocols: Unknown protocol: \(.name)"],
            says: "protocols has \(.name), and its package is not installed"
        ) { seen in
            let install: Advice.Step =
                packagesOfSections[seen[.name]].map { .install($0) } ?? .note("Install the package that provides it.")
            return [
                install, .note("If it is not needed, remove \(setting: seen[.name]) from protocols instead."),
                .run("doveconf -n >/dev/null"), .start,
            ]
        }
        Meaning(
            .setting, "no-protocols", .exact, .listeners, "no protocol is enabled", ["without any protocols"]
        ) { _ in
            [
                .run("doveconf protocols"),
                .note("Set protocols = imap, in 2.4 \(setting: "protocols { imap = yes }")."),
                .install(.service(.imap)),
                .restart,
            ]
        }
        Meaning(
            .setting, "networks", .configuration, "a list of networks has an invalid network",
            ["\(.setting): Invalid network '\(.value)'"], says: "\(.setting) has \(.value), which is not a network"
        ) { seen in
            [
                .run("doveconf \(seen[.setting])"),
                .note("Write networks as 192.0.2.0/24, separated by spaces, without host names."), .reload,
            ]
        }
        Meaning(
            .setting, "value", .configuration, "a setting has an invalid value",
            [
                "Unknown lock_method: \(.value)", "Unknown mail_fsync: \(.value)",
                "ssl_options: unknown flag: '\(.value)'",
                "imap_client_workarounds: Unknown workaround: \(.value)",
                "pop3_client_workarounds: Unknown workaround: \(.value)",
                "Unknown imap_fetch_failure: \(.value)", "mail_attachment_detection_options: Unknown option: \(.value)",
                "auth_verbose_passwords: Invalid truncation number: '\(.value)'",
                "pop3_delete_type: Unknown value '\(.value)'",
                "unknown special_use: \(.value)", "policy_hash_truncate is not smaller",
                "Invalid mbox_md5 setting: \(.value)",
                "mbox read/write lock list settings are invalid", "Support for lock type \(.value) not compiled",
                "Invalid cert_username_field: \(.value)", "Invalid ssl_server_cert_username_field: \(.value)",
                "Unsupported hash algorithm '\(.value)'", "Unsafe hash algorithm '\(.value)'",
                "Invalid pop3_uidl_format: \(.value)",
                "Unknown pop3_uidl_format variable", "pop3c_features: Unknown feature: \(.value)",
                "specified for the postmaster_address setting", "mail_server_admin: '\(.value)' is not a valid URI",
                "name isn't valid UTF-8", "is not a valid header name", "has multiple values while having",
                "is not valid number (in environment variable", "auth_proxy_self_ips: ", "login_source_ips: ",
                "auth_cache_size value is too small", "Cache key must contain at least one variable",
                "Invalid -t parameter",
                "pop3_deleted_flags: Invalid keyword", "auth_policy_request_attributes contains invalid value",
                "Invalid delay_until", "lock list settings", ": Duplicated value \(.value)",
                "Header name '\(.value)' has invalid character", "Unknown cache field name '\(.value)'",
                "Unknown argument: --\(.value)", "Invalid privileged_gid: \(.value)",
                "Invalid first_valid_gid: \(.value)",
            ], says: "a setting has the invalid value \(.value)"
        ) { _ in [.run("doveconf -n"), .note("Correct the setting that the line names, then reload."), .reload] }
        Meaning(
            .setting, "obsolete", scope: .noise, nil, "the configuration has settings of an older version",
            [
                "Obsolete setting in \(.path)", "You can get a new clean config file with",
                "won't change the setting inside an earlier filter",
                "Dovecot was last started using \(.path), but this config is", "should be changed to",
            ]
        ) { _ in [.run("doveconf -n >/dev/null"), .note("It prints each of them, with the new name.")] }
        Meaning(
            .setting, "insecure", scope: .noise, nil, "a setting is meant for tests only",
            ["ssl_min_protocol=ANY is used", "Weak password schemes are allowed"]
        ) { _ in
            [
                .run("doveconf ssl_min_protocol auth_allow_weak_schemes"),
                .note("Remove the setting if your clients and password hashes allow it."), .reload,
            ]
        }
    }
}
