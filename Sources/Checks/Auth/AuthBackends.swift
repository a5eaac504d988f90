import Fleet

struct AuthBackends: Check {
    let id = "auth.backends"
    let decides: Condition? = .backends
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .lookups

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let broken = try? brokenFile(subject) { return broken }
        if let idle = try? idleFile(subject), idle.verdict == .fail { return idle }
        if let symptom = subject.authSymptom { return failure(symptom, subject) }
        let passdbs = try subject.drivers("passdb")
        if passdbs.isEmpty { return noPassdb(subject) }
        if let stranded = try pamWithoutService(passdbs, subject) { return stranded }
        if let reason = try whyUnasked(subject) { throw Unjudgeable(reason) }
        if let idle = try idleFile(subject) { return idle }
        if let words = lookupTrouble(subject) { return loginsOnly(words, subject) }
        if subject.host.probe == nil, !passdbs.allSatisfy({ ["pam", "passwd-file", "passwd", "static"].contains($0) }) {
            return .skipped("\(passdbs.joined(separator: ", ")): \(Subject.noAccount), to ask it with")
        }
        return .pass(named(passdbs, subject))
    }

    /// A file that a backend reads and that is gone, or that the auth process may not read. A missing passwd-file says
    /// `unknown user` to everybody, so nothing else tells it from a wrong name.
    private func brokenFile(_ subject: Subject) throws(Unjudgeable) -> Judgement? {
        let listing = try subject.part("runtime", "backends")
        let idle = (try? idleFiles(subject)) ?? []
        if let path = missingFiles(listing).first(where: { !idle.contains($0) }) { return missing(path, subject) }
        if let empty = try emptyDatabase(listing, subject) { return empty }
        // `service auth { user = root }` needs no mode for dovecot, nor does one with groups of its own.
        guard try subject.authRunsAsUsual() else { return nil }
        guard let reader = UserIdentity(try subject.part("runtime", "internal-user").firstLine) else { return nil }
        let files = try passwdFiles(subject)
        let unreadable = listing.lines.compactMap(FileEntry.init).first {
            files.contains($0.path) && !$0.hasACL && !$0.allows("r", to: reader)
        }
        return unreadable.map { self.unreadable($0, by: reader, subject) }
    }

    /// SQLite makes a file that is gone anew, without a table.
    private func emptyDatabase(_ listing: Parts.Part, _ subject: Subject) throws(Unjudgeable) -> Judgement? {
        let written = try subject.configuration()
        let databases = written.settings["sqlite_path"].map { [$0] } ?? []
        let empty = listing.lines.compactMap(FileEntry.init).first { $0.isEmpty && databases.contains($0.path) }
        return empty.map { self.empty($0.path, subject) }
    }

    private func missingFiles(_ listing: Parts.Part) -> [String] {
        listing.lines.filter { $0.contains("No such file or directory") }
            .map { String($0.between("'", "'") ?? $0.between(": ", ": ") ?? $0) }
    }

    /// Files that only passdbs of master users or of denied accounts read: without them ordinary logins go on.
    private func idleFiles(_ subject: Subject) throws(Unjudgeable) -> Set<String> {
        let written = try subject.configuration()
        let special = written.blocks("passdb").filter { $0.settings["master"] == "yes" || $0.settings["deny"] == "yes" }
        let others = (written.blocks("passdb") + written.blocks("userdb")).filter { !special.contains($0) }
        return Set(special.compactMap(\.databaseFile)).subtracting(others.compactMap(\.databaseFile))
    }

    private func idleFile(_ subject: Subject) throws(Unjudgeable) -> Judgement? {
        let idle = try idleFiles(subject)
        let listing = try subject.part("runtime", "backends")
        guard let path = missingFiles(listing).first(where: idle.contains) else { return nil }
        let denies = try subject.configuration().blocks("passdb").contains {
            $0.databaseFile == path && $0.settings["deny"] == "yes"
        }
        return denies ? withoutDenied(path, subject) : withoutMasters(path, subject)
    }

    /// Whether a login, or the test of the password, failed.
    private func hasFailed(_ subject: Subject) -> Bool {
        switch try? subject.password() {
        case .refused?, .broken?: return true
        default:
            return [.tunnel, .outside].contains {
                LoginFailure(among: subject.dialogues(from: $0), account: "") != nil
            }
        }
    }

    /// Why lookups are not answered, though logins are; nil where they are, or a passdb has none by its nature.
    private func lookupTrouble(_ subject: Subject) -> String? {
        if subject.hasOnlyPrefetch { return "prefetch" }
        if subject.loginProven, !subject.lookupsProve("userdb"), case .broken(let words)? = try? subject.userdb() {
            return words
        }
        return nil
    }

    /// Files that the auth process itself reads; a database's file is opened by a worker, which may be root.
    private func passwdFiles(_ subject: Subject) throws(Unjudgeable) -> [String] {
        let written = try subject.configuration()
        return (written.blocks("passdb") + written.blocks("userdb"))
            .filter(\.isPasswdFile).compactMap(\.databaseFile)
    }

    private func pamWithoutService(_ drivers: [String], _ subject: Subject) throws(Unjudgeable) -> Judgement? {
        guard drivers.contains("pam") else { return nil }
        let services = try subject.part("runtime", "pam").lines.compactMap(FileEntry.init)
        return services.isEmpty ? noPAMService(subject) : nil
    }

    /// Why the databases could not be asked at all; nil where they were, or need not be.
    private func whyUnasked(_ subject: Subject) throws(Unjudgeable) -> String? {
        if subject.host.probe == nil { return nil }
        if case .unasked(let reason) = try subject.userdb() { return reason }
        return nil
    }
}

extension ConfigurationBlock {
    /// Whether a passdb or userdb reads a passwd-file.
    var isPasswdFile: Bool {
        (settings["driver"] ?? label) == "passwd-file" || settings["passwd_file_path"] != nil
    }

    /// The file that a passdb or userdb reads.
    var databaseFile: String? {
        (settings["passwd_file_path"] ?? settings["args"]).flatMap { words(of: $0).last }.map(String.init)
    }
}

extension AuthBackends {
    private func withoutMasters(_ path: String, _ subject: Subject) -> Judgement {
        .warn(
            "\(path), which lists master users, does not exist: nobody can log in as one, and ordinary logins work",
            signature: path, evidence: subject.excerpt("runtime", "backends", lines: 2), remedy: restoring(path))
    }

    /// The auth process tries the file once a second. It then passes that login, and takes the next one's question for a
    /// failure of a deny passdb, which is fatal (auth_request_handle_passdb_callback; seen on 2.3.19 and 2.4.1).
    private func withoutDenied(_ path: String, _ subject: Subject) -> Judgement {
        Judgement(
            verdict: hasFailed(subject) ? .fail : .warn,
            summary:
                "\(path), which lists denied accounts, does not exist: Dovecot denies nobody, and of several logins"
                + " in one second lets in one",
            signature: path,
            evidence: subject.excerpt("runtime", "backends", lines: 2) + subject.excerpt(subject.authComplaint),
            remedy: restoring(path))
    }

    private func restoring(_ path: String) -> Advice {
        [.note("Restore \(setting: path) from the old host or a backup, or take its passdb out.")]
    }

    private func loginsOnly(_ words: String, _ subject: Subject) -> Judgement {
        let isPrefetch = subject.hasOnlyPrefetch
        return .warn(
            "the userdb answers logins alone: deliveries (LMTP) and doveadm -u cannot look accounts up"
                + (isPrefetch ? "" : " (\(words))"),
            signature: isPrefetch ? "prefetch" : "lookups", evidence: subject.excerpt("account", "user", lines: 2),
            remedy: [
                isPrefetch
                    ? .note("Add a second userdb after prefetch, that looks accounts up where the passdb does.")
                    : .note("See what doveadm is told, by the line of the log at the time of the lookup.")
            ])
    }

    private func named(_ passdbs: [String], _ subject: Subject) -> String {
        let userdbs = (try? subject.drivers("userdb")) ?? []
        let users = userdbs.isEmpty ? "" : ", userdb \(userdbs.joined(separator: " "))"
        return "passdb \(passdbs.joined(separator: " "))\(users): answering"
    }

    private func failure(_ symptom: String, _ subject: Subject) -> Judgement {
        let complaint = subject.authComplaint
        let words = said(complaint?.text ?? symptom)
        let drivers = (try? subject.drivers("passdb")) ?? []
        let evidence = subject.excerpt("account", "user", lines: 2) + subject.excerpt(complaint)
        var judgement = Judgement.fail(
            "the user and password databases do not answer: \(words)",
            signature: drivers.isEmpty ? "no passdb" : drivers.joined(separator: " "), evidence: evidence,
            remedy: backendRemedy(words))
        // Without a complaint of the auth process it is only known that nobody answers. The log may say why.
        // Of PAM, too: it says that it failed, and to its own log why.
        judgement.leavesReasonToLog = complaint == nil || words.contains("pam_start() failed")
        return judgement
    }

    /// What was said, without the way that it took: `conn unix:auth-worker (pid=9,uid=102): auth-worker<3>: sql(…): …`.
    private func said(_ text: String) -> String {
        guard text.hasPrefix("conn unix:auth-worker") else { return text }
        return text.after("auth-worker<")?.after(">: ").map(String.init) ?? text
    }

    private func missing(_ path: String, _ subject: Subject) -> Judgement {
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

    private func empty(_ path: String, _ subject: Subject) -> Judgement {
        .fail(
            "\(path), which a user or password database reads, is empty: SQLite makes a file that is gone anew, without"
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

    private func unreadable(_ file: FileEntry, by reader: UserIdentity, _ subject: Subject) -> Judgement {
        // The auth process keeps the file open, for as long as it runs.
        var worksStill = subject.loginProven
        if case .found? = try? subject.passdb(), case .found? = try? subject.userdb() { worksStill = true }
        let effect = worksStill ? "logins work until Dovecot restarts, as it has the file open" : "nobody can log in"
        return .fail(
            "\(reader.name) may not read \(file.path) (\(file.mode) \(file.owner):\(file.group)): \(effect)",
            signature: file.path,
            evidence: subject.excerpt("runtime", "backends") + subject.excerpt(subject.authComplaint),
            remedy: [
                .run("chgrp \(reader.groups.first ?? reader.name) \(file.path)"), .run("chmod 0640 \(file.path)"),
            ])
    }

    private func noPassdb(_ subject: Subject) -> Judgement {
        .fail(
            "the configuration has no passdb: nobody can log in", signature: "no passdb",
            evidence: subject.excerpt("config", "written", lines: 12),
            remedy: [
                .note(
                    """
                    Put back the include that was lost, on Debian \(setting: "!include auth-system.conf.ext") in \
                    conf.d/10-auth.conf, or add a passdb.
                    """), .restart,
            ])
    }

    private func noPAMService(_ subject: Subject) -> Judgement {
        .fail(
            "PAM has neither /etc/pam.d/dovecot nor /etc/pam.d/other: it refuses everybody", signature: "pam",
            evidence: subject.excerpt("runtime", "pam"),
            remedy: pamServiceRemedy)
    }

    var explanation: Explanation {
        Explanation(
            title: "Do the user and password databases answer?",
            why:
                "A backend that is down refuses everybody, and clients are told `Temporary authentication"
                + " failure`, or even "
                + "that the password is wrong. It is not the user's fault, and nobody's password should be"
                + " reset for it.",
            byHand: "doveadm user USER; doveadm auth lookup USER; doveadm log errors | grep auth",
            remedies: ["Start the database, restore the file, correct its owner, install the driver's package."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/passdb.html"])
    }
}
