import Fleet

extension MeaningTable {
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
                seen.message.lowercased().contains("gid")
                    ? .run("getent group \(seen[.value])") : .run("getent passwd \(seen[.value])"),
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
