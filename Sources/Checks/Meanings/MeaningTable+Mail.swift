import Fleet

extension MeaningTable {
    @Rows static var mail: [Meaning] {
        Meaning(
            .mail, "index-damaged", .mailbox, "an index is damaged",
            [
                "Corrupted \(.name)", "orrupted index", "Broken index", "Broken \(.name) indexes, resetting",
                "was marked as fsck'd", "marked corrupted", "Fixed index file",
                "Index keeps breaking", "Storage keeps breaking", "map uid lost", "map uidvalidity mismatch",
                "vsize-hdr", "next_uid was lowered",
                "GUID mismatch for UID \(.number)", "Duplicate GUID \(.name) in", "duplicate GUID",
                "Recent flags state corrupted", "corrupted: \(.reason)",
                "first_recent_uid unexpectedly shrank", "unexpectedly inserted to mailbox", "Can't rebuild",
                "Rebuilding failed", "rebuilding index", "rebuilding indexes",
                "rebuilding storage", "List rebuild: \(.reason)", "Rebuilding index",
                "Failed to rebuild mailbox list index", "rebuild: ", "Can't find next message offset",
                "Cached message offset", "Couldn't create index file", "Missing ext-intro for ext-rec-update",
                "lost mailboxes", "resyncing didn't save header MD5",
                "sync lost during MD5 syncing", "dbox header", "reopening file failed", "copied only \(.number) of",
                "sort_id", "missing UIDVALIDITY",
                "name_id=\(.number) not in index header", "parent_uid=\(.number)",
                "Duplicate mailbox '\(.name)' in index", "mailbox list index", "Mailbox list index",
            ],
            says:
                "an index, or the map of an mdbox, does not match its mail. Dovecot rebuilds most indexes itself"
        ) { seen in
            [
                .run("doveadm force-resync -u \(seen[.user]) INBOX"),
                .note(
                    "If it happens again, look for two programs that write the same mail, NFS without one fixed host for each account, or a failing disk."
                ),
            ]
        }
        Meaning(
            .mail, "list-damaged", .mailbox, "a list file of a mailbox is damaged",
            [
                "Broken file \(.path) line \(.number): \(.reason)",
                "Broken or unexpectedly changed file \(.path) line \(.number): \(.reason)", "Broken file \(.path)",
                "Duplicate file entry at line", "Maildir: \(.path) changed UID",
                "file size changed unexpectedly after write", "Subscription file \(.path)",
                "Subscriptions file \(.path)", "Out of UIDs", "uidlist dotlock overridden",
                "with subscription file \(.path)", "broken mail_duplicate file \(.path)",
                "unexpected end of file in \(.path)",
            ], says: "\(.path), a list file of a mailbox, has an invalid line"
        ) { seen in
            [
                .run("doveadm force-resync -u \(seen[.user]) INBOX"),
                .note(
                    "Dovecot rewrites the list where necessary. A copied dovecot-uidlist must be complete, with the owner and mode of the mail."
                ),
            ]
        }
        Meaning(
            .mail, "not-mbox", .exact, .mailbox, "a mailbox has another format than Dovecot expects",
            ["isn't a valid mbox file", "is not a valid mbox file", "Unexpectedly lost From-line"],
            says: "Dovecot reads a file as mbox, and it does not begin with a From line"
        ) { _ in
            [
                .run("doveconf mail_location mail_driver"),
                .note(
                    "Correct the format in mail_location, or move the file away: it may be truncated or belong to another program."
                ), .reload,
            ]
        }
        Meaning(
            .mail, "alternative-storage", .exact, .mailbox, "the alternative storage is not mounted",
            [
                "Alt storage \(.path) not mounted", "Alt storage not mounted", "Original mail_alt_path=\(.path)",
                "Existing files in alt path",
            ],
            says:
                "the alternative storage of an account is not where it was: its volume is not mounted, or mail_alt_path was changed"
        ) { seen in
            [
                .run("findmnt"),
                .note(
                    "Before any index is rebuilt, mount the volume again or set the old ALT path. Else the index loses that mail."
                ),
            ]
        }
        Meaning(
            .mail, "attachments", .exact, .mailbox,
            "attachments are stored separately, and the setting for them is missing",
            [
                "contains references to external attachments", "corrupted extref",
                "sdbox attachment path in invalid format",
            ],
            says: "mail refers to attachments that are stored separately, and mail_attachment_dir is not set here"
        ) { _ in
            [
                .note(
                    "Set mail_attachment_dir, in 2.4 mail_ext_attachment_path, as on the old host, and copy that directory too."
                ), .reload,
            ]
        }
        Meaning(
            .mail, "unwanted-directory", .mailbox, "a directory is among the messages of a Maildir",
            ["Found unwanted directory", "renamed unwanted directory", "rmdir()ed unwanted empty directory"]
        ) { seen in
            [
                .run("doveadm mailbox list -u \(seen[.user])"),
                .note(
                    "Folders of a Maildir begin with a dot, or need LAYOUT=fs. Move the directory out of cur or new."),
            ]
        }
        Meaning(
            .mail, "uidvalidity", scope: .account, .mailbox, "clients download a mailbox again",
            ["UIDVALIDITY changed", "Expunged message reappeared, giving a new UID"],
            says:
                "a mailbox got new UIDs: its uidlist was lost or is older than its mail, and clients download everything again"
        ) { _ in
            [
                .note(
                    "When you copy mail, copy dovecot-uidlist and the index files too. Copy them last, while the old host is stopped."
                )
            ]
        }
        Meaning(
            .mail, "duplicates", scope: .noise, nil, "Dovecot corrected files of a Maildir",
            [
                "Fixed a duplicate: \(.path)", "Unlinked a duplicate: \(.path)", "Fixed broken filename: \(.path)",
                "Ignoring a file with #", "Ignoring invalid filename",
                "Scanning \(.path) took", "Synchronization took", "Copy of the broken file saved to \(.path)",
            ]
        ) { _ in
            [
                .note(
                    "Once after a copy, this is harmless. If it repeats, another program writes the Maildir: find it."
                )
            ]
        }
        Meaning(
            .mail, "size", scope: .account, .mailbox, "the size in a Maildir's file name is wrong",
            [
                "Maildir filename has wrong", "ached message size smaller than expected",
                "ached message size larger than expected",
            ],
            says: "a message is not as long as its file name says: it was compressed, changed or cut"
        ) { seen in
            [
                .run("doveadm index -u \(seen[.user]) INBOX"),
                .note("Load the plugin zlib, in 2.4 mail_compress, if messages are compressed."),
            ]
        }
        Meaning(
            .mail, "locked", .mailbox, "a mailbox is locked for too long",
            [
                "Timeout while waiting for lock", "Timeout (\(.value)) while waiting for lock",
                "File is locked by another process", "Mailbox is locked, will abort", "Lock timeout in",
                "timed out in \(.number) secs", "file_try_lock(", "file_create_locked(\(.path)) failed",
                "Locking \(.path) took", "Couldn't create \(.name) lock", "Failed to lock \(.path)",
                "Couldn't create mailbox list lock \(.path)", "was modified while we were syncing",
                "nonstandard permissions in", "no privileged locking", "Stale mailbox lock file detected",
                "Locking transaction log file \(.path) took", "was locked for \(.number) seconds",
                "file_dotlock_replace(\(.path)) failed",
            ], says: "a process holds the lock of a mailbox for too long, or locks do not work on its file system"
        ) { seen in
            [
                .run("doveadm who; lslocks | grep dovecot"),
                .note(
                    "Look for a process that hangs on a slow disk or NFS. Programs that write the same mbox must use the same locks: mbox_write_locks."
                ),
            ]
        }
        Meaning(
            .mail, "name", scope: .account, .mailbox, "a mailbox name is invalid",
            [
                "Invalid mailbox name", "Character not allowed in mailbox name",
                "New mailbox name contains forbidden character", "NFC normalization", "non-NFC subscription",
                "NFC-normalized",
            ]
        ) { seen in [.run("doveadm mailbox list -u \(seen[.user])"), .note("Rename the mailbox.")] }
        Meaning(
            .mail, "shared", .general, .mailbox, "a shared namespace cannot be opened",
            ["Failed to expand namespace", "shared mailbox list", "shared namespace \(.name): \(.reason)"]
        ) { _ in [.run("doveconf -n namespace"), .note("The userdb must know the account that shares, and its home.")] }
    }

    @Rows static var mailAccess: [Meaning] {
        Meaning(
            .mail, "inbox", .wrapper, .mailbox, "a mailbox cannot be opened",
            [
                "Opening INBOX failed: \(.reason)", "Syncing INBOX failed: \(.reason)",
                "Failed to sync INBOX: \(.reason)", "Couldn't open INBOX: \(.reason)",
                "Couldn't init INBOX: \(.reason)",
                "Couldn't open mailbox: \(.reason)", "Couldn't open mailbox '\(.name)': \(.reason)",
                "Couldn't sync mailbox: \(.reason)", "Failed to autocreate mailbox: \(.reason)",
                "Failed to autosubscribe to mailbox: \(.reason)", "Failed to find mailbox with SPECIAL-USE",
                "Failed to lookup mailbox status: \(.reason)", "Couldn't get mailbox GUID: \(.reason)",
                "Couldn't verify mailbox GUID: \(.reason)", "Sync failed for mbox: \(.reason)",
                "Failed to create storage '\(.name)': \(.reason)", "Mailbox \(.name): \(.reason)",
                "Saving mail: \(.reason)", "Failed to autoexpunge: \(.reason)", "Failed to iterate autoexpunge",
                "Listing mails",
                "Couldn't get size of mail", "Failed to create path: \(.path)",
                "Failed to get mailbox path for \(.name)", "Failed to get attribute \(.name): \(.reason)",
                "POP3 UIDLs couldn't be listed", "Mailbox is in inconsistent state", "Storage error during logout",
                "FETCH failed", "in the middle of FETCH reply", "URLFETCH failed", "Internal GETMETADATA failure",
                "Failed to cancel FETCH", "Failed to initialize user: \(.reason)",
                "Failed to expunge the old message: \(.reason)", "Storage doesn't support streamed mailboxes",
            ], says: "a mailbox of \(.user) cannot be used: \(.reason)"
        ) { seen in
            [
                .run("doveadm mailbox status -u \(seen[.user]) messages INBOX"),
                .note(
                    "Log lines of the same session just before name the file and the missing permission. Correct that."),
            ]
        }
        Meaning(
            .mail, "file-operation", .wrapper, .mailPermissions, "a file of the mail cannot be used",
            [
                "rename(\(.path)) failed: \(.reason)", "file_dotlock_create(\(.path)) failed: \(.reason)",
                "file_dotlock_open(\(.path)) failed: \(.reason)", "unlink_directory(\(.path)) failed: \(.reason)",
                "i_stream_read(\(.path)) failed: \(.reason)", "i_stream_get_size(\(.path)) failed: \(.reason)",
                "read() failed with mbox: \(.reason)", "write() failed with mbox: \(.reason)",
                "failed with mbox: \(.reason)", "Failed to read mbox file \(.path): \(.reason)",
                "Temp file creation to \(.path) failed", "fs_init(posix) failed: \(.reason)",
                "fs_iter_deinit(\(.path)) failed: \(.reason)",
                "failed for file \(.path): \(.reason)", "Failed to fix file \(.path)", "mail_duplicate",
                "read(\(.path)) failed: \(.reason)", "write(\(.path)) failed: \(.reason)",
                "t_readlink(\(.path)) failed: \(.reason)",
                "t_abspath(\(.path)) failed: \(.reason)", "read(\(.path)): \(.reason)",
                "file_preallocate(\(.path)) failed", "posix_fadvise(\(.path)) failed",
                "close(\(.path)) failed: \(.reason)", "closedir(\(.path)) failed: \(.reason)",
                "stat(\(.path)) failed: \(.reason)", "open(\(.path)) failed: \(.reason)",
                "opendir(\(.path)) failed: \(.reason)", "readdir(\(.path)) failed: \(.reason)",
                "unlink(\(.path)) failed: \(.reason)", "rmdir(\(.path)) failed: \(.reason)",
                "mkdir(\(.path)) failed: \(.reason)",
                "link(\(.path)) failed: \(.reason)", "fsync(\(.path)) failed: \(.reason)",
                "fdatasync(\(.path)) failed: \(.reason)", "chdir(\(.path)) failed: \(.reason)",
            ], says: "\(.path), a file of the mail, cannot be read or written: \(.reason)"
        ) { seen in
            [
                .run("ls -ld \(seen[.path])"), .run("findmnt --target \(parent(of: seen[.path]))"),
                .note("Give the file the uid of its account, or repair the volume that it is on."),
            ]
        }
        Meaning(
            .mail, "hibernation", .general, nil, "an idle session cannot be hibernated or resumed",
            [
                "Couldn't hibernate imap client: \(.reason)", "imap-master: \(.reason)",
                "imap-master(\(.user)): \(.reason)", "Failed to import client state: \(.reason)",
            ],
            says: "an idle session keeps a whole process, or is closed when it resumes: \(.reason)"
        ) { _ in
            [
                .run("ls -l /run/dovecot/imap-hibernate /run/dovecot/imap-master"),
                .note(
                    "Allow service imap-hibernate to write to the socket imap-master, and service imap to imap-hibernate: user, group and mode of their unix_listener. Or set imap_hibernate_timeout = 0."
                ), .restart,
            ]
        }
        Meaning(
            .mail, "vsize-background", .general, nil, "the size of mailboxes cannot be counted in the background",
            ["Can't start vsize building on background: \(.reason)"]
        ) { _ in
            [
                .run("ls -l /run/dovecot/indexer"),
                .note("Allow the mail user to write to the socket indexer: mode 0666 of its unix_listener."), .restart,
            ]
        }
    }

    @Rows static var remoteMail: [Meaning] {
        Meaning(
            .mail, "remote", .wrapper, .mailbox, "the server that holds the mail does not answer correctly",
            [
                "imapc: \(.reason)", "imapc(\(.server)): \(.reason)", "pop3c: \(.reason)",
                "pop3c(\(.server)): \(.reason)", "AUTH PLAIN failed: \(.reason)",
                "Authentication timed out after \(.number) seconds",
                "Authentication via \(.mechanism) failed: \(.reason)", "Command timed out after \(.number) seconds",
                "Server disconnected", "Server sent invalid banner", "Server sent line when",
                "Server sent unrecognized line", "USER failed: \(.reason)", "STLS failed: \(.reason)",
                "connect(\(.server), \(.port)) failed: \(.reason)", "connect(\(.server), \(.port)) timed out",
                "Timed out in state \(.name) after",
                "Couldn't initialize SSL client: \(.reason)", "SSL handshake failed: \(.reason)",
                "Invalid ESEARCH reply", "Invalid SEARCH reply", "Invalid SORT reply", "Unexpected ESEARCH reply",
                "Unexpected SEARCH reply", "Unexpected SORT reply", "Invalid LIST", "Invalid UIDL",
                "LIST failed: \(.reason)", "UIDL failed: \(.reason)", "Too much data in LIST", "Unexpected LIST seq",
                "Unexpected UIDL seq", "gmail-pop3", "imapc_list_prefix must not end",
                "Remote IMAP server doesn't support QUOTA",
            ], says: "the remote server that holds the mail of \(.user) cannot be used: \(.reason)"
        ) { _ in
            [
                .run("doveconf -n | grep -E 'imapc|pop3c'"),
                .note("Correct host, port, TLS and password of the remote account, or start that server."), .reload,
            ]
        }
    }
}
