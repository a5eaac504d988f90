import Fleet

extension MeaningTable {
    /// Mail locations and namespaces.
    @Rows static var mailSettings: [Meaning] {
        Meaning(
            .setting, "quota-backend", .exact, .mailLocation, "quota names a backend that does not exist",
            ["Unknown quota backend: \(.name)"],
            says: "the setting quota names the backend \(.name), which Dovecot does not have: no mailbox opens"
        ) { _ in
            [
                .run("doveconf -n | grep quota"),
                .note("Set \(setting: "quota = count:User quota"), in 2.4 quota_driver = count."), .reload,
            ]
        }
        Meaning(
            .setting, "acl-backend", .exact, .mailLocation, "acl names a backend that does not exist",
            ["Unknown ACL backend: \(.name)", "Unknown acl_driver: \(.name)"],
            says: "the setting acl names the backend \(.name), which Dovecot does not have: no mailbox opens"
        ) { _ in
            [
                .run("doveconf -n | grep acl"), .note("Set \(setting: "acl = vfile"), in 2.4 acl_driver = vfile."),
                .reload,
            ]
        }
        Meaning(
            .setting, "mail-crypt", .exact, .mailLocation, "a key of mail_crypt cannot be used",
            [
                "mail_crypt_plugin: \(.setting): Couldn't parse \(.any) key file \(.path): \(.reason)",
                "mail_crypt_plugin: \(.setting): \(.reason)",
            ],
            says: "the plugin mail_crypt cannot use what \(.setting) names: \(.reason)"
        ) { seen in
            [
                .run("doveconf -n | grep crypt_"),
                .note(
                    "Restore the key that encrypted the mail, from a backup: with another one, that mail stays unreadable. Correct \(seen[.setting])."
                ), .reload,
            ]
        }
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
            [
                .run("doveconf mail_location mail_driver"),
                .note(
                    "Write maildir, sdbox, mdbox, mbox or imapc there, or in the field mail or mail_driver if the userdb returns one."
                ), .reload,
            ]
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
