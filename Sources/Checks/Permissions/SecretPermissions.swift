import Fleet

struct SecretPermissions: Check {
    let id = "permissions.secrets"
    let decides: Condition? = .secrecy

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        guard let found = try subject.laterPart("runtime", "secrets") else { return .skipped(Subject.olderAgent) }
        var open = found.lines.filter { $0.hasPrefix("/") }.map(String.init)
        open += try openDatabases(subject)
        open = Set(open).sorted()
        guard let first = open.first else {
            if found.status != 0 {
                throw Unjudgeable("the configuration's files could not all be seen: \(found.complaint)")
            }
            return .pass("no file with passwords is open to everybody")
        }
        return exposed(first, open, subject)
    }

    /// Files with the passwords of users that others may read, in a directory that lets them in.
    private func openDatabases(_ subject: Subject) throws(Unjudgeable) -> [String] {
        let folders = try subject.laterPart("runtime", "folders")?.lines.compactMap(FileEntry.init) ?? []
        let closed = Set(folders.filter { !$0.allows("x", at: .other) }.map(\.path))
        let bare = try subject.laterPart("runtime", "bare")?.lines.map { String($0) } ?? []
        let configuration = try subject.configuration()
        let files = configuration.passwdFiles.subtracting(bare).union(configuration.sqliteFiles)
        return try subject.part("runtime", "backends").lines.compactMap(FileEntry.init)
            .filter { files.contains($0.path) && $0.allows("r", at: .other) }
            .filter { file in !closed.contains { file.path.hasPrefix($0 + "/") } }
            .map(\.path)
    }
}

extension ConfigurationBlock {
    /// The passwd-files of passdbs. The system's own has no passwords in it. Of another driver's file the agent looks
    /// whether there is a password in it.
    fileprivate var passwdFiles: Set<String> {
        let named = blocks("passdb").filter(\.isPasswdFile).compactMap(\.databaseFile)
        return Set(named.filter { $0.hasPrefix("/") }).subtracting(["/etc/passwd"])
    }

    fileprivate var sqliteFiles: Set<String> {
        let named = [settings["sqlite_path"]] + blocks("sqlite").map { $0.label }
        return Set(named.compactMap(\.self).filter { $0.hasPrefix("/") })
    }
}

extension SecretPermissions {
    private func exposed(_ first: String, _ all: [String], _ subject: Subject) -> Judgement {
        let group =
            (try? subject.part("runtime", "internal-user").firstLine)
            .flatMap { UserIdentity($0) }?.groups.first ?? "dovecot"
        return .fail(
            "every user of the host may read the passwords in \(all.joined(separator: ", "))", signature: first,
            evidence: subject.excerpt("runtime", "secrets") + subject.excerpt("runtime", "backends"),
            remedy: Advice(all.flatMap { [.run("chgrp \(group) \($0)"), .run("chmod g-w,o= \($0)")] }) + [
                .note("If strangers have accounts on this host, change the passwords that these files hold.")
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Are passwords in configuration and password files kept from other users?",
            why: "A passwd-file, an SQLite database, or a configuration with the password of a database is copied to a"
                + " new host as root and lands with mode 0644. dovesweep looks at names and modes on the host and never"
                + " brings home what is in the files.",
            byHand: "find /etc/dovecot -type f -perm -004 -exec grep -lE 'password *=|dnpass *=' {} +",
            remedies: ["chgrp dovecot FILE; chmod g-w,o= FILE (2.3 and 2.4)"],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/databases/passwd_file.html"])
    }
}
