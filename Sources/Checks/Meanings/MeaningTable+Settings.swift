import Fleet

extension MeaningTable {
    /// Messages of the configuration parser and of the master's start.
    @Rows static var configuration: [Meaning] {
        Meaning(
            .setting, "unknown", .exact, .configuration,
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
            .setting, "file", .configuration, "the configuration has an error",
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
                seen[.user].begins(with: "dove")
                    ? .note(
                        "The Dovecot package creates \(seen[.user]): reinstall it, or copy the entries of passwd and group from another host."
                    )
                    : .note(
                        "Install the program that creates the user \(seen[.user]), or correct user in the service or listener that the line names."
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

    /// Plugins, variables and account lookups.
    @Rows static var settings: [Meaning] {
        Meaning(
            .setting, "plugin-needs", .exact, .plugins, "a plugin needs another one that is not loaded",
            [
                "Plugin \(.name) must be loaded also", "plugin \(.name) must be loaded also",
                "Can't load plugin \(.plugin): Plugin \(.name) must be loaded also",
            ],
            says:
                "a plugin of mail_plugins needs the plugin \(.name), which mail_plugins does not load for that protocol"
        ) { seen in
            [
                .run("doveconf -n | grep mail_plugins"),
                .note(
                    "Load \(seen[.name]) in mail_plugins outside of any protocol, and keep it there: \(setting: "mail_plugins = $mail_plugins \(seen[.name])") in 2.3."
                ),
                .reload,
            ]
        }
        Meaning(
            .setting, "plugin", .exact, .plugins, "a plugin is missing",
            ["Plugin '\(.plugin)' not found from directory \(.path)", "Plugin '\(.plugin)'"],
            says: "mail_plugins names the plugin \(.plugin), which does not exist"
        ) { seen in
            [
                .note(
                    "Install the package that provides the plugin \(setting: seen[.plugin]), or remove it from mail_plugins."
                ),
                .run("doveconf -n | grep mail_plugins"), .reload,
            ]
        }
        Meaning(
            .version, "plugin", .exact, .plugins, "a plugin is of another version of Dovecot",
            [
                "Couldn't load required plugin \(.path): dlopen() failed: \(.any): undefined symbol: \(.name)",
                "dlopen(\(.path)) failed: \(.any): undefined symbol: \(.name)", "undefined symbol: \(.name)",
            ], says: "the plugin \(.path) is of another version of Dovecot: it needs \(.name), which this one lacks"
        ) { seen in
            [
                .run("dovecot --version; ls -l \(seen[.path])"),
                .note(
                    "Install the plugin\u{2019}s package for this version, or remove the plugin from mail_plugins. Where Dovecot itself was just upgraded, a restart is enough."
                ), .restart,
            ]
        }
        Meaning(
            .setting, "plugin-load", .general, .plugins, "a plugin cannot be loaded",
            [
                "Couldn't load required plugin \(.path): \(.reason)", "dlopen(\(.path)) failed: \(.reason)",
                "Couldn't load plugin \(.path): \(.reason)",
            ], says: "the plugin \(.path) cannot be loaded: \(.reason)"
        ) { seen in
            [
                .run("ldd \(seen[.path])"),
                .note("Install the missing library, or remove the plugin from mail_plugins."), .restart,
            ]
        }
        Meaning(
            .setting, "no-domain", .exact, .accountSettings, "a variable needs a domain, and the user name has none",
            ["No value to get domain from"]
        ) { _ in variables }
        Meaning(
            .setting, "variable", breaks: { variableCondition($0) }, "a variable is unknown or has no value",
            [
                "Failed to expand \(.setting)=\(.value): \(.reason)", "Failed to expand \(.setting): \(.reason)",
                "Failed to expand \(.name): \(.reason)", "Unknown variable '\(.name)'", "Unknown variable",
                "var_expand(\(.value)) failed: \(.reason)", "var_expand_program_create(\(.value)) failed: \(.reason)",
                "Cannot expand '\(.value)': \(.reason)", "Cannot normalize '\(.value)': \(.reason)",
                "Failed to normalize path: \(.reason)", "Invalid key %{\(.name)}",
            ], says: "a setting has a variable that this version does not know, or that has no value here"
        ) { _ in variables }
        Meaning(
            .setting, "username-chars", .exact, scope: .account, .accountSettings,
            "auth_username_chars forbids a character of a user name",
            [
                "Username character disallowed by auth_username_chars: \(.value) (username: \(.user))",
                "disallowed by auth_username_chars",
            ], says: "auth_username_chars forbids the character \(.value) of the user name \(.user)"
        ) { _ in
            [
                .run("doveconf auth_username_chars"),
                .note(
                    "Add the character, such as @ for names with a domain. Or remove the setting: the default allows letters, digits and .-_@."
                ),
                .reload,
            ]
        }
        Meaning(
            .setting, "uid-address", .exact, .userdb, "the userdb gives an address instead of a uid",
            [
                "Invalid UID value '\(.value)@\(.name)'", "Invalid GID value '\(.value)@\(.name)'",
                "Invalid uid: \(.value)@\(.name)", "Invalid gid: \(.value)@\(.name)",
            ],
            says: "the userdb gives \(.value)@\(.name) as uid or gid, which must be a number: its fields are mixed up"
        ) { _ in
            [
                .run("doveconf -n userdb"),
                .note(
                    "Correct what the userdb returns as uid and gid: user_attrs or user_query in the file of args, in 2.4 userdb_fields."
                ), .reload,
            ]
        }
        Meaning(
            .setting, "uid", .special, .userdb, "a uid or gid does not exist on this host",
            [
                "userdb: Invalid uid: \(.value)", "userdb: Invalid gid: \(.value)", "Invalid UID value '\(.value)'",
                "Invalid GID value '\(.value)'", "Invalid uid: \(.value)", "Invalid gid: \(.value)",
                "Invalid uid in reply",
                "Invalid gid in reply",
            ], says: "the userdb gives the uid or gid \(.value), which does not exist on this host"
        ) { seen in
            [
                .run("getent passwd \(seen[.value])"),
                .note("Create the account or the group, or use a number in the userdb."),
            ]
        }
        Meaning(
            .setting, "first-uid", .exact, scope: .account, .userdb, "a uid or gid is outside the allowed range",
            [
                "Mail access for users with UID \(.uid) not permitted (see first_valid_uid in config file, uid from \(.name))",
                "Mail access for users with GID \(.gid) not permitted (see first_valid_gid in config file, gid from \(.name))",
                "not permitted (see first_valid",
            ],
            says:
                "the uid or gid of the account is outside the range of first_valid_uid, last_valid_uid and first_valid_gid"
        ) { seen in
            [
                .run("doveconf first_valid_uid last_valid_uid first_valid_gid last_valid_gid"),
                .run("doveadm user \(seen[.user])"),
                .note("If it is the uid of the mail user, set first_valid_uid to it. If not, correct the userdb."),
                .reload,
            ]
        }
        Meaning(
            .setting, "chroot", .exact, scope: .account, .userdb, "the chroot of an account is not allowed",
            [
                "invalid chroot directory: \(.path) (see valid_chroot_dirs setting)",
                "Process is already chrooted to \(.path)",
            ],
            says: "the userdb gives a chroot that valid_chroot_dirs does not allow"
        ) { seen in
            [
                .run("doveconf valid_chroot_dirs mail_chroot"),
                .note("Add \(setting: seen[.path]) to valid_chroot_dirs, or remove the chroot from the userdb."),
                .reload,
            ]
        }
    }

    /// Mail locations and namespaces.
    @Rows static var mailSettings: [Meaning] {
        Meaning(
            .setting, "mail-location", .exact, .mailLocation, "no mail location is set",
            [
                "Mail storage autodetection failed (home=\(.path), mail_path=\(.value))",
                "Mail storage autodetection failed with home=\(.path)", "storage autodetection failed",
                "mail_location not set and autodetection failed", "mail_driver not set and autodetection failed",
                "Autodetection failed for \(.path)",
            ], says: "no setting names the mail location, and Dovecot finds no mail in the home \(.path)"
        ) { _ in
            [
                .run("doveconf -n mail_location mail_driver mail_path"),
                .note(
                    """
                    Set \(setting: "mail_location = maildir:~/Maildir"), in 2.4 mail_driver = maildir and \
                    \(setting: "mail_path = ~/Maildir").
                    """),
                .reload,
            ]
        }
        Meaning(
            .setting, "list-index", .exact, .mailLocation, "two namespaces share one index of their folders",
            ["duplicate mailbox list index path (\(.path))", "duplicate LISTINDEX path"],
            says: "two namespaces keep the index of their folders in one file, \(.path)"
        ) { _ in
            [
                .run("doveconf -n namespace"),
                .note("Set mailbox_list_index_prefix of one namespace to a name of its own, or give it an index path."),
                .reload,
            ]
        }
        Meaning(
            .setting, "mail-location-form", .exact, .mailLocation, "mail_location does not name the mail format",
            ["Ambiguous mail location setting"]
        ) { _ in
            [
                .run("doveconf mail_location"),
                .note("Put the format before the path: maildir:, sdbox:, mdbox: or mbox:."), .reload,
            ]
        }
        Meaning(
            .setting, "mail-driver", .exact, .mailLocation, "the mail location names an unknown driver",
            ["Unknown mail storage driver \(.driver)", "Storage driver '\(.driver)' exists as a stub"],
            says:
                "the mail location has the driver \(.driver), which this Dovecot does not know or whose plugin is not loaded"
        ) { _ in
            [.run("doveconf mail_location mail_driver"), .note("Write maildir, sdbox, mdbox, mbox or imapc."), .reload]
        }
        Meaning(
            .setting, "namespaces", .special, .mailLocation, "namespaces contradict each other",
            [
                "Duplicate namespace prefix", "alias_for", "inbox=yes namespace missing", "list=yes requires prefix=",
                "Hierarchy separator must be only one character long", "Unknown namespace type: \(.value)",
                "must be uppercase INBOX",
                "prefix not valid UTF8",
                "Invalid list setting value",
                "Missing namespace prefix", "Invalid namespace prefix", "namespace configuration error",
                "has alt dir", "has control dir", "has index cache dir", "has index dir", "has mail_alt_path",
                "has mail_cache_path",
                "has mail_control_path", "has mail_index_path",
            ], says: "the namespaces of the configuration contradict each other, and no mailbox opens"
        ) { _ in
            [
                .run("doveconf -n namespace"),
                .note(
                    "Give each namespace its own prefix and location. Use one separator for all. Set inbox = yes in exactly one."
                ), .reload,
            ]
        }
        Meaning(
            .setting, "home-needed", .exact, scope: .account, .userdb, "an account has no home",
            [
                "setting used home directory (~/) but there is no mail_home", "Home directory not set",
                "there is no mail_home",
                "doesn't have home dir set", "Could not lookup home for user \(.user)",
            ], says: "the userdb gives \(.user) no home, and a setting needs one"
        ) { seen in
            [
                .run("doveadm user \(seen[.user])"),
                .note("The userdb must return a home, or set mail_home for all accounts. Use absolute paths."), .reload,
            ]
        }
        Meaning(
            .setting, "relative-home", .exact, scope: .account, .userdb, "the userdb gives an account a relative home",
            ["Relative home directory paths not supported: \(.value)"],
            says: "the userdb gives the home \(.value), which must begin with a slash"
        ) { [.run("doveadm user \($0[.user])"), .note("Use an absolute path for the home in the userdb.")] }
        Meaning(
            .setting, "mail-user-unknown", .exact, .userdb, "mail_uid or mail_gid names an account that does not exist",
            [
                "Unknown UNIX UID user: \(.name) (from \(.setting)",
                "Unknown UNIX GID group: \(.name) (from \(.setting)",
            ], says: "\(.setting) names \(.name), and this host has no such account or group"
        ) { seen in
            [
                .run("doveconf mail_uid mail_gid"),
                .note("Correct the name \(seen[.name]), or create the account with the uid that owns the mail."),
                .reload,
            ]
        }
        Meaning(
            .setting, "root-is-file", .exact, .mailLocation, "the root of the mail is a file",
            [
                "Root mail directory is a file: \(.path)", "Root directory is a file: \(.path)",
                "mbox root directory can't be a file: \(.path)",
            ], says: "\(.path) must be the mail directory, and is a file"
        ) { seen in
            [
                .run("ls -ld \(seen[.path])"),
                .note("If it is an mbox, name a directory and set INBOX= to the file. Else move it away."), .reload,
            ]
        }
        Meaning(
            .setting, "mail-settings", .wrapper, .mailLocation, "the mail settings of an account are wrong",
            [
                "Initializing mail storage from \(.any) failed: \(.reason)", "Namespace '\(.name)': \(.reason)",
                "Namespace \(.name): \(.reason)", "Mailbox list driver \(.name): \(.reason)",
                "mailbox_list_layout \(.name): \(.reason)",
                "Couldn't create namespace \(.name) for user \(.user): \(.reason)",
                "Failed to create shared namespace \(.name): \(.reason)",
                "Invalid settings (probably caused by userdb): \(.reason)", "Invalid settings in userdb: \(.reason)",
                "Couldn't create internal raw", "Couldn't drop privileges: \(.reason)",
                "Raw user initialization failed: \(.reason)",
            ], says: "the mail of an account cannot be set up: \(.reason)"
        ) { seen in
            [
                .run("doveconf -n namespace"), .run("doveadm user \(seen[.user])"),
                .note("Correct the setting, or the field of the userdb, that the line names."),
            ]
        }
    }
}

private let variables: Advice = [
    .run("doveconf -n | grep '%'"),
    .note(
        """
        2.3 writes %u, %n, %d; 2.4 writes \(setting: "%{user}"), \(setting: "%{user | username}"), \
        \(setting: "%{user | domain}").
        """), .reload,
]

/// Log format settings break nothing.
private func variableCondition(_ seen: Captures) -> Condition? {
    let name = seen.value(.setting) ?? seen.value(.name) ?? seen.value(.reason) ?? ""
    if name.contains("log_format") || name.contains("logout_format") || name.contains("log_prefix") { return nil }
    if ["mail_", "namespace", "quota", "home"].contains(where: { name.contains($0) }) { return .mailSettings }
    return .accountSettings
}
