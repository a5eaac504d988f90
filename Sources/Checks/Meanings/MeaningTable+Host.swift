import Fleet

extension MeaningTable {
    @Rows static var units: [Meaning] {
        Meaning(
            .unit, "namespace", .exact, .service, "systemd cannot set up the mount namespace of the unit",
            [
                "Failed to set up mount namespacing: \(.path): \(.reason)",
                "Failed at step NAMESPACE spawning \(.path): \(.reason)", "status=226/NAMESPACE",
            ],
            says:
                "a path in ReadWritePaths, BindPaths or PrivateTmp of the unit does not exist, or the container forbids namespaces: \(.path)"
        ) { seen in
            [
                .act(.showUnit),
                .act(
                    .changeUnit(
                        "Create the directory \(setting: seen[.path]), or put a minus before it in the unit. In a container, switch PrivateTmp and ProtectSystem off."
                    )),
                .act(.loadUnits), .start,
            ]
        }
        Meaning(
            .unit, "program", .exact, .service, "systemd cannot run the program of the unit",
            [
                "Failed at step EXEC spawning \(.path): \(.reason)", "status=203/EXEC",
                "Failed to locate executable \(.path): \(.reason)", "Unable to locate executable '\(.path)'",
            ],
            says: "the program \(.path) of the unit does not exist or cannot be run"
        ) { seen in
            [
                .act(.showUnit), .run("ls -l \(seen[.path])"),
                .note("Reinstall the package, or correct ExecStart in the drop-in."), .start,
            ]
        }
        Meaning(
            .unit, "environment", .exact, .service, "a file of the unit's environment is missing",
            ["Failed to load environment files: \(.reason)", "Failed to run 'start' task: \(.reason)"],
            says:
                "the unit names an EnvironmentFile that cannot be read (\(.reason)), so systemd does not start Dovecot"
        ) { _ in
            [
                .act(.showUnit),
                .act(.changeUnit("Restore the file that EnvironmentFile names, or write a - before its path.")),
                .act(.loadUnits), .start,
            ]
        }
        Meaning(
            .unit, "users-apart", .exact, .service, "the unit has its own user namespace",
            ["fchown() failed for \(.path): Invalid argument", "chown(\(.path)) failed: Invalid argument"],
            says: "the unit gives Dovecot a user namespace (PrivateUsers), in which its users do not exist"
        ) { _ in
            [.act(.showUnit), .act(.changeUnit("Remove PrivateUsers from the drop-in.")), .act(.loadUnits), .restart]
        }
        Meaning(
            .unit, "user", .exact, .service, "the unit names a user or group that does not exist on this host",
            [
                "status=217/USER", "status=216/GROUP", "Failed at step USER spawning", "Failed at step GROUP spawning",
                "Failed to determine user credentials",
            ]
        ) { _ in
            [
                .act(.showUnit), .note("Remove User and Group from the unit: Dovecot starts as root."),
                .act(.loadUnits), .start,
            ]
        }
        Meaning(
            .unit, "step", .general, .service, "systemd cannot set the unit up",
            ["Failed at step \(.name) spawning \(.path): \(.reason)", "code=exited, status=2\(.number)/\(.name)"],
            says: "systemd cannot set the unit up, at the step \(.name) of systemd.exec(5)"
        ) { seen in
            [
                .act(.showUnit),
                .note(
                    "Correct or remove the setting for \(seen[.name]) in the unit: the table of exit codes in the manual page systemd.exec names it."
                ),
                .act(.loadUnits), .start,
            ]
        }
        Meaning(
            .unit, "given-up", .consequence, .service, "systemd has given up starting the unit",
            ["tart request repeated too quickly", "Failed with result 'start-limit-hit'"],
            says:
                "Dovecot failed again and again, and systemd has given up: the log of the first failure has the reason"
        ) { _ in
            [
                .showLog(20, holding: "Fatal|Error"), .act(.forgetFailures),
                .start,
            ]
        }
        Meaning(
            .unit, "crashed", .exact, .service, "Dovecot's master was killed or crashed",
            [
                "ain process exited, code=killed, status=\(.signal)",
                "ain process exited, code=dumped, status=\(.signal)",
            ],
            says: "signal \(.signal) ended the master"
        ) { _ in
            [
                .showKernelLog(30),
                .note(
                    "9/KILL comes from the kernel when memory runs out, or from an administrator. 11/SEGV and 6/ABRT are a defect: update Dovecot."
                ), .start,
            ]
        }
        Meaning(
            .unit, "ended", .consequence, .service, "Dovecot's master ended",
            [
                "Main process exited, code=exited, status=\(.status)",
                "ontrol process exited, code=exited, status=\(.status)", "Failed with result '\(.reason)'",
                "Failed to start Dovecot", "Failed to start dovecot",
                "Unit entered failed state", "Scheduled restart job, restart counter is at", "Scheduled restart job",
            ], says: "the unit failed: a line of Dovecot just before says why"
        ) { _ in [.showLog(30)] }
        Meaning(
            .unit, "timeout", .exact, .service, "the unit did not start or stop in time",
            [
                "start operation timed out", "stop-sigterm' timed out", "stop-final-sigterm' timed out",
                "Start operation timed out", "Failed with result 'timeout'",
            ],
            says: "Dovecot did not start or stop within the time of the unit"
        ) { _ in
            [
                .act(.showLimits("Type,PIDFile,TimeoutStartUSec")),
                .note(
                    "Type=notify needs a Dovecot with support for systemd; Type=forking needs the right PIDFile. A process that hangs on NFS does not end."
                ),
                .act(.loadUnits), .start,
            ]
        }
        Meaning(
            .unit, "pid-file", .exact, .service, "systemd cannot read the unit's PID file",
            [
                "Can't open PID file \(.path) (yet?) after start", "PID file \(.path) not readable",
                "New main PID \(.pid) does not belong to service",
            ],
            says: "the unit names \(.path) as PID file, and Dovecot writes another or none"
        ) { _ in
            [
                .run("doveconf base_dir"), .act(.showUnit),
                .note("Set PIDFile to master.pid in base_dir, or use the unit of the package."),
                .act(.loadUnits), .start,
            ]
        }
        Meaning(
            .unit, "masked", .exact, .service, "the unit is masked",
            ["dovecot.service is masked", "Unit dovecot.service is masked"]
        ) { _ in
            [
                .note("If the unit was not masked on purpose, unmask it."), .unmask,
                .enableNow,
            ]
        }
        Meaning(
            .unit, "dependency", .exact, .service, "a unit that Dovecot needs failed",
            ["Dependency failed for Dovecot", "Dependency failed for dovecot", "ependency failed for \(.name)"],
            says: "a unit that dovecot.service needs, such as a mount or a database, failed"
        ) { _ in
            [
                .act(.showFailedNeeds),
                .note("Start the unit that failed."), .start,
            ]
        }
        Meaning(
            .unit, "condition", .exact, .service, "systemd skipped the unit",
            [
                "was skipped because of an unmet condition check (\(.reason))",
                "skipped, unmet condition check \(.reason)", "ondition check resulted in Dovecot",
                "Assertion failed for \(.name)", "Starting requested but asserts failed",
            ],
            says: "a condition or assertion of the unit does not hold, and Dovecot was not started: \(.reason)"
        ) { _ in
            [
                .act(.showUnit),
                .note("Restore the file that the condition names, or remove the condition from the drop-in."), .start,
            ]
        }
        Meaning(
            .unit, "stopped", scope: .noise, nil, "systemd started, stopped or reloaded the unit normally",
            [
                "Deactivated successfully", "Stopped Dovecot", "Started Dovecot", "Stopping Dovecot",
                "Starting Dovecot", "Stopped dovecot", "Started dovecot", "Stopping dovecot", "Starting dovecot",
                "Reloading Dovecot", "Reloaded Dovecot",
            ]
        ) { _ in [.note("Nothing needs to change if this was intended.")] }
    }

    /// Denials by SELinux and AppArmor.
    @Rows static var denials: [Meaning] {
        Meaning(
            .denial, "apparmor", .exact,
            breaks: { $0[.path].contains("/run/") ? .socketPermissions : .mailPermissions }, "AppArmor denies access",
            [
                "apparmor=\"DENIED\" operation=\"\(.name)\"\(.any)profile=\"\(.program)\"\(.any)name=\"\(.path)\"",
                "apparmor=\"DENIED\"",
            ],
            says: "AppArmor denied the profile \(.program) the operation \(.name) on \(.path)"
        ) { denied($0) }
        Meaning(
            .denial, "selinux", .exact, .mailPermissions, "SELinux denies access",
            ["avc: denied { \(.name) } for", "avc:  denied  { \(.name) } for"],
            says: "SELinux denied Dovecot the operation \(.name) on a file or a port"
        ) { denied($0) }
        Meaning(
            .denial, "seccomp", .exact, .service, "a system call filter killed a process",
            ["type=1326", "seccomp", "SECCOMP"],
            says: "a process used a system call that SystemCallFilter of the unit, or the container, does not allow"
        ) { _ in
            [
                .act(.showUnit),
                .note("Add the call to SystemCallFilter in the drop-in, or remove the filter."),
                .act(.loadUnits), .restart,
            ]
        }
        Meaning(
            .denial, "policy", .exact, breaks: { AffectedPath($0).brokenWhereDenied },
            "SELinux, AppArmor or an ACL denies access",
            ["(\(.path)) failed: Permission denied (\(.any)UNIX perms appear ok", "UNIX perms appear ok"],
            says: "owner and mode of \(.path) allow access, and a policy of the kernel or an ACL denies it"
        ) { seen in
            [
                .showKernelLog(20, holding: "denied|DENIED"), .run("getfacl -p \(seen[.path])"),
                .note(
                    "SELinux: give the directory the label mail_home_rw_t with semanage fcontext, then restorecon. AppArmor: add the path to the profile in /etc/apparmor.d/local."
                ),
            ]
        }
    }
}

private func denied(_ seen: Captures) -> Advice {
    Denial(Substring(seen.message))?.remedy(mail: "/var/vmail") ?? [
        .showKernelLog(20, holding: "denied|DENIED"),
        .note(
            "Label the path for SELinux with semanage fcontext and restorecon, or allow it in the profile of AppArmor."),
    ]
}
