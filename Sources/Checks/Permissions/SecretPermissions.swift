import Fleet

struct SecretPermissions: Check {
    let id = "permissions.secrets"
    let decides: Condition? = .secrecy

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard let found = try subject.partIfCollected("runtime", "secrets") else {
            return .skipped(HostFacts.olderAgent)
        }
        var open = found.lines.filter { $0.hasPrefix("/") }.map(String.init)
        open += try openDatabases(subject)
        open = Set(open).sorted()
        guard let first = open.first else {
            if found.status != 0 {
                throw MissingFact("not all files of the configuration could be checked: \(found.complaint)")
            }
            return .pass("no file with passwords is readable by every user")
        }
        return exposed(first, open, subject)
    }

    private func openDatabases(_ subject: HostFacts) throws(MissingFact) -> [String] {
        let folders = try subject.partIfCollected("runtime", "folders")?.lines.compactMap(FileEntry.init) ?? []
        let closed = Set(folders.filter { !$0.allows("x", at: .other) }.map(\.path))
        let bare = try subject.partIfCollected("runtime", "bare")?.lines.map { String($0) } ?? []
        let configuration = try subject.configuration()
        let files = configuration.passwdFiles.subtracting(bare).union(configuration.sqliteFiles)
        return try subject.part("runtime", "backends").lines.compactMap(FileEntry.init)
            .filter { files.contains($0.path) && !$0.isDirectory && $0.allows("r", at: .other) }
            .filter { file in !closed.contains { file.path.hasPrefix($0 + "/") } }
            .map(\.path)
    }
}

extension ConfigurationBlock {
    /// /etc/passwd holds no passwords. The agent searches other drivers' files.
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
    private func exposed(_ first: String, _ all: [String], _ subject: HostFacts) -> Judgement {
        let group =
            (try? subject.part("runtime", "internal-user").firstLine)
            .flatMap { UserIdentity($0) }?.groups.first ?? "dovecot"
        return .fail(
            "every user of the host can read the passwords or hashes in \(all.joined(separator: ", "))",
            signature: first,
            evidence: subject.excerpt("runtime", "secrets") + subject.excerpt("runtime", "backends"),
            remedy: Advice(all.flatMap { [.run("chgrp \(group) \($0)"), .run("chmod g-w,o= \($0)")] }) + [
                .note("If you do not trust every account on this host, change the passwords in these files.")
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Are passwords in configuration and password files protected from other users?",
            why:
                "When root copies a passwd-file, an SQLite database, or a configuration with a database password to a new"
                + " host, it often gets mode 0644. dovesweep looks at names and modes on the host and never copies the"
                + " content of the files.",
            byHand: "find /etc/dovecot -type f -perm -004 -exec grep -lE 'password *=|dnpass *=' {} +",
            remedies: ["chgrp dovecot FILE; chmod g-w,o= FILE (2.3 and 2.4)"],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/databases/passwd_file.html"])
    }
}
