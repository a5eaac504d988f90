import Fleet

struct AuthBackends: Check {
    let id = "auth.backends"
    let decides: Condition? = .backends
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .lookups

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let broken = try? brokenFile(subject) { return broken }
        if let idle = try? idleFile(subject), idle.verdict == .fail || subject.loginProven { return idle }
        if let symptom = subject.authSymptom { return failure(symptom, subject) }
        let passdbs = try subject.drivers("passdb")
        if passdbs.isEmpty { return noPassdb(subject) }
        if let stranded = try pamWithoutService(passdbs, subject) { return stranded }
        if let reason = try whyUnasked(subject) { throw MissingFact(reason) }
        if let idle = try idleFile(subject) { return idle }
        if let words = lookupTrouble(subject) { return loginsOnly(words, subject) }
        if subject.host.probe == nil, !passdbs.allSatisfy({ ["pam", "passwd-file", "passwd", "static"].contains($0) }) {
            return .skipped("\(passdbs.joined(separator: ", ")): \(HostFacts.noAccount), to ask it with")
        }
        return .pass(named(passdbs, subject))
    }

    /// Without a passwd-file Dovecot says `unknown user`, which looks like a wrong name.
    private func brokenFile(_ subject: HostFacts) throws(MissingFact) -> Judgement? {
        let listing = try subject.part("runtime", "backends")
        let idle = (try? optionalPassdbFiles(subject)) ?? []
        if let path = missingFiles(listing).first(where: { !idle.contains($0) }) { return missing(path, subject) }
        if let empty = try emptyDatabase(listing, subject) { return empty }
        if let unusable = try unusableUsers(listing, subject) { return unusable }
        // With another user or groups, the auth process may not need this mode.
        guard try subject.authRunsAsUsual() else { return nil }
        guard let reader = UserIdentity(try subject.part("runtime", "internal-user").firstLine) else { return nil }
        let files = try passwdFiles(subject)
        let unreadable = listing.lines.compactMap(FileEntry.init).first {
            files.contains($0.path) && !$0.hasACL && !$0.allows("r", to: reader)
        }
        return unreadable.map { self.unreadable($0, by: reader, subject) }
    }

    /// SQLite recreates a missing file, without tables.
    private func emptyDatabase(_ listing: ProbeOutput.Part, _ subject: HostFacts) throws(MissingFact) -> Judgement? {
        let written = try subject.configuration()
        let databases = written.settings["sqlite_path"].map { [$0] } ?? []
        let empty = listing.lines.compactMap(FileEntry.init).first { $0.isEmpty && databases.contains($0.path) }
        return empty.map { self.empty($0.path, subject) }
    }

    /// Dovecot says `unknown user` of a passwd-file that is empty, or is a directory.
    private func unusableUsers(_ listing: ProbeOutput.Part, _ subject: HostFacts) throws(MissingFact) -> Judgement? {
        guard !subject.loginProven, try subject.passdb() == .unknownUser else { return nil }
        let passdbs = try subject.configuration().blocks("passdb")
        let files = passdbs.compactMap(\.databaseFile)
        guard passdbs.allSatisfy(\.isPasswdFile) else { return nil }
        let file = listing.lines.compactMap(FileEntry.init).first {
            files.contains($0.path) && ($0.isEmpty || $0.isDirectory)
        }
        return file.map { noUsers($0, subject) }
    }

    private func missingFiles(_ listing: ProbeOutput.Part) -> [String] {
        listing.lines.filter { $0.contains("No such file or directory") }
            .map { String($0.between("'", "'") ?? $0.between(": ", ": ") ?? $0) }
    }

    /// Only passdbs of masters or denied accounts read these; ordinary logins do not need them.
    private func optionalPassdbFiles(_ subject: HostFacts) throws(MissingFact) -> Set<String> {
        let written = try subject.configuration()
        let special = written.blocks("passdb").filter { $0.settings["master"] == "yes" || $0.settings["deny"] == "yes" }
        let others = (written.blocks("passdb") + written.blocks("userdb")).filter { !special.contains($0) }
        return Set(special.compactMap(\.databaseFile)).subtracting(others.compactMap(\.databaseFile))
    }

    private func idleFile(_ subject: HostFacts) throws(MissingFact) -> Judgement? {
        let idle = try optionalPassdbFiles(subject)
        let listing = try subject.part("runtime", "backends")
        guard let path = missingFiles(listing).first(where: idle.contains) else { return nil }
        let denies = try subject.configuration().blocks("passdb").contains {
            $0.databaseFile == path && $0.settings["deny"] == "yes"
        }
        return denies ? withoutDenied(path, subject) : withoutMasters(path, subject)
    }

    private func hasFailed(_ subject: HostFacts) -> Bool {
        switch try? subject.password() {
        case .refused?, .broken?: return true
        default:
            return [.tunnel, .outside].contains {
                LoginFailure(among: subject.dialogues(from: $0), account: "") != nil
            }
        }
    }

    private func lookupTrouble(_ subject: HostFacts) -> String? {
        if subject.hasOnlyPrefetch { return "prefetch" }
        if subject.loginProven, !subject.lookupsProve("userdb"), case .broken(let words)? = try? subject.userdb() {
            return words
        }
        return nil
    }

    /// Auth workers, which may run as root, read other databases.
    private func passwdFiles(_ subject: HostFacts) throws(MissingFact) -> [String] {
        let written = try subject.configuration()
        return (written.blocks("passdb") + written.blocks("userdb"))
            .filter(\.isPasswdFile).compactMap(\.databaseFile)
    }

    private func pamWithoutService(_ drivers: [String], _ subject: HostFacts) throws(MissingFact) -> Judgement? {
        guard drivers.contains("pam") else { return nil }
        let services = try subject.part("runtime", "pam").lines.compactMap(FileEntry.init)
        return services.isEmpty ? noPAMService(subject) : nil
    }

    private func whyUnasked(_ subject: HostFacts) throws(MissingFact) -> String? {
        if subject.host.probe == nil { return nil }
        if case .unasked(let reason) = try subject.userdb() { return reason }
        return nil
    }
}

extension ConfigurationBlock {
    var isPasswdFile: Bool {
        (settings["driver"] ?? label) == "passwd-file" || settings["passwd_file_path"] != nil
    }

    var databaseFile: String? {
        (settings["passwd_file_path"] ?? settings["args"]).flatMap { words(of: $0).last }.map(String.init)
    }
}

extension AuthBackends {
    private func withoutMasters(_ path: String, _ subject: HostFacts) -> Judgement {
        .warn(
            "\(path), which lists master users, does not exist: no login as a master user works; other logins work",
            signature: path, evidence: subject.excerpt("runtime", "backends", lines: 2), remedy: restoring(path))
    }

    /// The auth process tries the file once a second and passes that login. It takes the next for a failed deny passdb,
    /// which is fatal (auth_request_handle_passdb_callback; seen on 2.3.19 and 2.4.1).
    private func withoutDenied(_ path: String, _ subject: HostFacts) -> Judgement {
        Judgement(
            verdict: hasFailed(subject) ? .fail : .warn,
            summary:
                "\(path), which lists denied accounts, does not exist: Dovecot denies no account, and of several"
                + " logins in one second accepts one",
            signature: path,
            evidence: subject.excerpt("runtime", "backends", lines: 2) + subject.excerpt(subject.authComplaint),
            remedy: restoring(path))
    }

    private func restoring(_ path: String) -> Advice {
        [.note("Restore \(setting: path) from the old host or a backup, or remove its passdb.")]
    }

    private func loginsOnly(_ words: String, _ subject: HostFacts) -> Judgement {
        let isPrefetch = subject.hasOnlyPrefetch
        return .warn(
            "the userdb answers only logins: deliveries (LMTP) and doveadm -u cannot look up accounts"
                + (isPrefetch ? "" : " (\(words))"),
            signature: isPrefetch ? "prefetch" : "lookups", evidence: subject.excerpt("account", "user", lines: 2),
            remedy: [
                isPrefetch
                    ? .note("Add a second userdb after prefetch, with the same source as the passdb.")
                    : .note("The log line at the time of the lookup gives the reason.")
            ])
    }

    private func named(_ passdbs: [String], _ subject: HostFacts) -> String {
        let userdbs = (try? subject.drivers("userdb")) ?? []
        let users = userdbs.isEmpty ? "" : ", userdb \(userdbs.joined(separator: " "))"
        return "passdb \(passdbs.joined(separator: " "))\(users): answering"
    }

    private func failure(_ symptom: String, _ subject: HostFacts) -> Judgement {
        let complaint = subject.authComplaint
        // Without memory a process cannot load its plugin, whose name says less than the limit.
        let limit = complaint?.known.flatMap { $0.id == "limit.memory" ? $0.clause : nil }
        let words = limit ?? said(complaint?.text ?? symptom)
        let drivers = (try? subject.drivers("passdb")) ?? []
        let evidence = subject.excerpt("account", "user", lines: 2) + subject.excerpt(complaint)
        let isOfPasswords = words == HostFacts.silenceOnPassword
        var judgement = Judgement.fail(
            "\(isOfPasswords ? "the password database does" : "the user and password databases do") not answer: \(words)",
            signature: drivers.isEmpty ? "no passdb" : drivers.joined(separator: " "), evidence: evidence,
            remedy: isOfPasswords && drivers.contains("pam") ? slowPAM(subject) : backendRemedy(words, complaint?.known)
        )
        // A timeout gives no reason; PAM logs its reason elsewhere.
        judgement.leavesReasonToLog = !isOfPasswords && complaint == nil || words.contains("pam_start() failed")
        return judgement
    }

    /// For a PAM module whose server does not answer, or whose program does not end.
    private func slowPAM(_ subject: HostFacts) -> Advice {
        let seen = (try? subject.partIfCollected("attempts", "pam"))?.lines ?? []
        let service = seen.lazy.compactMap { $0.after("service ") }.first ?? "dovecot"
        let modules = seen.compactMap { $0.after("elsewhere ") }.map { String($0) }
        return [
            modules.isEmpty
                ? .note("A PAM module does not answer: find the one that asks a server or runs a program.")
                : .note("\(modules.joined(separator: ", ")) does not answer: mend what it asks or runs, or remove it."),
            .run("grep -vE '^(#|$)' /etc/pam.d/\(service)"),
        ]
    }

    /// Strips `conn unix:auth-worker (pid=9,uid=102): auth-worker<3>: `.
    private func said(_ text: String) -> String {
        guard text.hasPrefix("conn unix:auth-worker") else { return text }
        return text.after("auth-worker<")?.after(">: ").map(String.init) ?? text
    }

    private func missing(_ path: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(path), which a user or password database reads, does not exist", signature: path,
            evidence: subject.excerpt("runtime", "backends", lines: 2) + subject.excerpt(subject.authComplaint),
            remedy: [
                .note(
                    """
                    Restore \(setting: path) from the old host or a backup, with owner root, group dovecot and mode 0640, \
                    or correct the path.
                    """)
            ])
    }

    private func noUsers(_ file: FileEntry, _ subject: HostFacts) -> Judgement {
        let state = file.isDirectory ? "a directory" : "empty"
        return .fail(
            "\(file.path), which lists the accounts, is \(state): Dovecot knows no account", signature: file.path,
            evidence: subject.excerpt("runtime", "backends", lines: 3),
            remedy: [
                .note(
                    """
                    Restore the file \(setting: file.path) from the old host or a backup, with owner root, group dovecot \
                    and mode 0640.
                    """)
            ])
    }

    private func empty(_ path: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(path), which a user or password database reads, is empty: SQLite creates a missing file again, without"
                + " its tables",
            signature: path,
            evidence: subject.excerpt("runtime", "backends", lines: 3) + subject.excerpt(subject.authComplaint),
            remedy: [
                .note(
                    """
                    Restore \(setting: path) from the old host or a backup, with owner root, group dovecot and mode 0640.
                    """), .reload,
            ])
    }

    private func unreadable(_ file: FileEntry, by reader: UserIdentity, _ subject: HostFacts) -> Judgement {
        // The auth process keeps the file open while it runs.
        var worksStill = subject.loginProven
        if case .found? = try? subject.passdb(), case .found? = try? subject.userdb() { worksStill = true }
        let effect = worksStill ? "logins work until Dovecot restarts, as it has the file open" : "no login works"
        return .fail(
            "\(reader.name) has no permission to read \(file.path) (\(file.mode) \(file.owner):\(file.group)): \(effect)",
            signature: file.path,
            evidence: subject.excerpt("runtime", "backends") + subject.excerpt(subject.authComplaint),
            remedy: [
                .run("chgrp \(reader.groups.first ?? reader.name) \(file.path)"), .run("chmod 0640 \(file.path)"),
            ])
    }

    private func noPassdb(_ subject: HostFacts) -> Judgement {
        .fail(
            "the configuration has no passdb: no account can log in", signature: "no passdb",
            evidence: subject.excerpt("config", "written", lines: 12),
            remedy: [
                .note(
                    """
                    Restore the missing include, on Debian \(setting: "!include auth-system.conf.ext") in \
                    conf.d/10-auth.conf, or add a passdb.
                    """), .restart,
            ])
    }

    private func noPAMService(_ subject: HostFacts) -> Judgement {
        .fail(
            "PAM has neither /etc/pam.d/dovecot nor /etc/pam.d/other: it refuses every login", signature: "pam",
            evidence: subject.excerpt("runtime", "pam"),
            remedy: pamServiceRemedy)
    }

    var explanation: Explanation {
        Explanation(
            title: "Do the user and password databases answer?",
            why:
                "When a backend is down, every login fails. Clients see `Temporary authentication failure`, or even that the"
                + " password is wrong. Do not reset passwords for it.",
            byHand: "doveadm user USER; doveadm auth lookup USER; doveadm log errors | grep auth",
            remedies: ["Start the database, restore the file, correct its owner, install the driver's package."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/passdb.html"])
    }
}
