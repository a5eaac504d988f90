import Fleet

struct AuthBackends: Check {
    let id = "auth.backends"
    let decides: Condition? = .backends
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .lookups

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let broken = try? brokenFile(subject) { return broken }
        if let symptom = subject.authSymptom { return failure(symptom, subject) }
        let passdbs = try subject.drivers("passdb")
        if passdbs.isEmpty { return noPassdb(subject) }
        if let stranded = try pamWithoutService(passdbs, subject) { return stranded }
        if let reason = try whyUnasked(subject) { throw Unjudgeable(reason) }
        if subject.host.probe == nil, !passdbs.allSatisfy({ ["pam", "passwd-file", "passwd", "static"].contains($0) }) {
            return .skipped("\(passdbs.joined(separator: ", ")): \(Subject.noAccount), to ask it with")
        }
        return .pass(named(passdbs, subject))
    }

    /// A file that a backend reads and that is gone, or that the auth process may not read. A missing passwd-file says
    /// `unknown user` to everybody, so nothing else tells it from a wrong name.
    private func brokenFile(_ subject: Subject) throws(Unjudgeable) -> Judgement? {
        let listing = try subject.part("runtime", "backends")
        if let line = listing.lines.first(where: { $0.contains("No such file or directory") }) {
            let path = line.between("'", "'") ?? line.between(": ", ": ") ?? line
            return missing(String(path), subject)
        }
        // What answers is readable, whoever reads it: `service auth { user = root }` needs no mode for dovecot.
        if case .found? = try? subject.passdb() { return nil }
        if try subject.authUser() == "root" { return nil }
        guard let reader = UserIdentity(try subject.part("runtime", "internal-user").firstLine) else { return nil }
        let files = try passwdFiles(subject)
        let unreadable = listing.lines.compactMap(FileEntry.init).first {
            files.contains($0.path) && !$0.hasACL && !$0.allows("r", to: reader)
        }
        return unreadable.map { self.unreadable($0, by: reader, subject) }
    }

    /// Files that the auth process itself reads; a database's file is opened by a worker, which may be root.
    private func passwdFiles(_ subject: Subject) throws(Unjudgeable) -> [String] {
        let written = try subject.configuration()
        return (written.blocks("passdb") + written.blocks("userdb"))
            .filter { ($0.settings["driver"] ?? $0.label) == "passwd-file" || $0.settings["passwd_file_path"] != nil }
            .compactMap { ($0.settings["passwd_file_path"] ?? $0.settings["args"]).flatMap { words(of: $0).last } }
            .map(String.init)
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

extension AuthBackends {
    private func named(_ passdbs: [String], _ subject: Subject) -> String {
        let userdbs = (try? subject.drivers("userdb")) ?? []
        let users = userdbs.isEmpty ? "" : ", userdb \(userdbs.joined(separator: " "))"
        return "passdb \(passdbs.joined(separator: " "))\(users): answering"
    }

    private func failure(_ symptom: String, _ subject: Subject) -> Judgement {
        let complaint = subject.authComplaint
        let words = said(complaint?.text ?? symptom)
        let evidence = subject.excerpt("account", "user", lines: 2) + subject.excerpt(complaint)
        return .fail(
            "the user and password databases do not answer: \(words)",
            signature: ((try? subject.drivers("passdb")) ?? []).joined(separator: " "), evidence: evidence,
            remedy: backendRemedy(words))
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

    private func unreadable(_ file: FileEntry, by reader: UserIdentity, _ subject: Subject) -> Judgement {
        .fail(
            "\(reader.name) may not read \(file.path) (\(file.mode) \(file.owner):\(file.group)): nobody can log in",
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
