import Fleet

extension MeaningTable {
    @Rows static var resources: [Meaning] {
        Meaning(
            .resource, "disk", .exact, .room, "a volume is full", ["No space left on device", "Not enough disk space"],
            says: "the volume of \(.path) is full, or has no inode left"
        ) { _ in
            [
                .run("df -P; df -Pi"),
                .note("Delete what is not needed on the full volume, or enlarge it. Look for old logs first."),
            ]
        }
        Meaning(
            .resource, "disk-quota", .exact, .room, "a quota of the file system is used up", ["Disk quota exceeded"]
        ) { _ in
            [
                .run("repquota -a"),
                .note(
                    "Raise the quota of the uid that is over it, or delete what it does not need: see the manual page setquota."
                ),
            ]
        }
        Meaning(
            .resource, "read-only", breaks: { $0.message.contains("sqlite") ? .backends : .mailPermissions },
            "a file system is read-only", ["Read-only file system"],
            says:
                "Dovecot cannot write there: the unit of Dovecot makes it read-only, or its volume is mounted read-only"
        ) { _ in
            [
                .act(.showLimits("ProtectSystem,ProtectHome,ReadOnlyPaths,ReadWritePaths")),
                .act(
                    .changeUnit(
                        "If one of them closes the directory, remove it from ReadOnlyPaths, or add it to ReadWritePaths where ProtectSystem closes it."
                    )),
                .note(
                    "If none does, the volume itself is read-only: after a disk error, check and repair the file system."
                ),
                .run("findmnt -t nofuse; dmesg | tail"),
                .act(.loadUnits), .restart,
            ]
        }
        Meaning(
            .resource, "disk-error", .exact, .mailbox, "a disk returns errors", ["Input/output error"],
            says: "the kernel could not read or write a block of a disk"
        ) { _ in
            [
                .showKernelLog(50, holding: "[Ee]rror"),
                .note("Move the mail to another disk before you repair the file system: the disk may be failing."),
            ]
        }
        Meaning(
            .resource, "stale-handle", .exact, .mailbox, "a file on NFS was removed by its server",
            ["Stale file handle", "Stale NFS file handle"]
        ) { _ in
            [
                .run("findmnt -t nfs,nfs4"),
                .note(
                    "Mount the volume again. Where several hosts share mail over NFS, each account must be served by one of them: director, or a proxy with a fixed host."
                ),
            ]
        }
        Meaning(
            .resource, "mount-gone", .exact, .mailbox, "a mounted volume has lost its server",
            ["Transport endpoint is not connected", "failed: Host is down"]
        ) { _ in [.run("findmnt"), .note("Unmount the volume and mount it again, when its server answers.")] }
        Meaning(
            .resource, "locks", .exact, .mailbox, "the file system has no locks left", ["No locks available"]
        ) { _ in
            [
                .run("rpcinfo -p"),
                .note(
                    "On NFS, start the lock service on both sides, or set lock_method = dotlock and mmap_disable = yes."
                ),
            ]
        }
        Meaning(
            .resource, "memory", .limits, "a process cannot allocate memory",
            [
                "Cannot allocate memory", "Out of memory", "(out of memory)", "OpenSSL malloc() failed",
                "mysql_init() failed", "BIO_new_mem_buf() failed", "BIO_new_bio_pair() failed",
                "sk_X509_NAME_new_null() failed", "SSL_new() failed",
            ], says: "a process of Dovecot cannot allocate memory: the host has none left, or vsz_limit is reached"
        ) { _ in
            [
                .run("free -m"), .showKernelLog(30),
                .note("If the host has memory left, raise vsz_limit of the service or default_vsz_limit."), .restart,
            ]
        }
        Meaning(
            .resource, "killed", .exact, .limits, "the kernel killed a process because memory ran out",
            [
                "Killed process \(.pid) (\(.program))", "killed by the OOM killer", "Failed with result 'oom-kill'",
                "invoked oom-killer", "oom-kill:constraint",
            ], says: "memory ran out, and the kernel killed \(.program)"
        ) { _ in
            [
                .run("free -m"), .act(.showLimits("MemoryMax,MemoryPeak")),
                .note("Give the host or the unit more memory, or lower process_limit of the services."),
            ]
        }
        Meaning(
            .resource, "descriptors", .exact, .limits, "the host has no file descriptor left",
            ["Too many open files in system"]
        ) { _ in
            [
                .run("sysctl fs.file-nr fs.file-max"),
                .note("Find the program that holds the files, or raise fs.file-max."),
            ]
        }
        Meaning(
            .resource, "random", .service, "the kernel's source of random numbers cannot be read",
            ["OpenSSL RNG failed to initialize", "sodium_init() failed"]
        ) { _ in
            [
                .run("ls -l /dev/urandom"),
                .note("If Dovecot runs in a container or a chroot, provide /dev/urandom there."), .restart,
            ]
        }
        Meaning(
            .resource, "name-too-long", .mailbox, "the name of a file is too long for its file system",
            ["File name too long"]
        ) { _ in [.note("Shorten the mailbox name or mail_path. An encrypted file system allows 143 bytes per name.")] }
        Meaning(
            .resource, "file-too-large", .mailbox, "a file is larger than the process or the file system allows",
            ["File too large"]
        ) { _ in
            [
                .act(.showLimits("LimitFSIZE")),
                .act(.changeUnit("Raise LimitFSIZE of the unit.")), .restart,
            ]
        }
        Meaning(
            .resource, "link-loop", .mailDirectory, "a path has a loop of symbolic links",
            ["Too many levels of symbolic links"]
        ) { [.run("namei -l \($0[.path])"), .note("Correct the link that points back to itself.")] }
        Meaning(
            .clock, "backwards", nil, "the clock was set back",
            ["Time moved backwards by \(.value) seconds", "Time just moved backwards by \(.value) seconds"],
            says: "the clock was set back by \(.value) seconds, and Dovecot stops or waits until the time has caught up"
        ) { _ in
            [
                .act(.showClock),
                .note("Let chrony or ntpd slew the clock, and step it only at boot. After a step, restart Dovecot."),
                .restart,
            ]
        }
        Meaning(
            .clock, "forwards", scope: .noise, nil, "the clock was set forwards",
            ["Time moved forwards by \(.value) seconds", "Time moved forward by \(.value) seconds"]
        ) { _ in [.act(.showClock)] }
    }
}
