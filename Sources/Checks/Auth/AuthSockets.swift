import Fleet

struct AuthSockets: Check {
    let id = "auth.sockets"
    let decides: Condition? = .authProcess
    let asks: Set<Condition> = .settings.union([.service])

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        guard try subject.isRunning() else { throw Unjudgeable("Dovecot does not run") }
        let sockets = try subject.authListeners()
        let missing = sockets.filter { $0.entry?.mode.hasPrefix("s") != true }
        guard let first = missing.first else {
            return .pass("the authentication process has its \(sockets.count) sockets")
        }
        return gone(missing.map(\.path), first.path, subject)
    }
}

/// A socket of the auth process: what the configuration promises, and what is there.
struct AuthListener: Sendable, Equatable {
    let path: String
    let promised: ConfigurationBlock
    /// nil where nothing is there.
    let entry: FileEntry?
}

extension Subject {
    /// The sockets of service auth that the agent looked for.
    func authListeners() throws(Unjudgeable) -> [AuthListener] {
        try facts.authListeners { () throws(Unjudgeable) in try findAuthListeners() }
    }

    private func findAuthListeners() throws(Unjudgeable) -> [AuthListener] {
        let base = try part("runtime", "directory").firstLine
        let login = try output("runtime", "login")
        let own = try output("runtime", "base")
        let elsewhere = try laterPart("runtime", "listeners")?.lines
        let promised = try sections().blocks("service", "auth").flatMap { $0.blocks("unix_listener") }
            .filter { $0.settings["mode"].flatMap { number($0, in: fileModes, radix: 8) } != 0 }
        guard promised.count <= 128 else { throw Unjudgeable("the configuration promises more than 128 sockets") }
        return promised.compactMap { block in
            let name = block.label
            if name.hasPrefix("/") {
                // An agent that did not look must not make it missing.
                return elsewhere.map { found in
                    AuthListener(path: name, promised: block, entry: entry(name, in: found))
                }
            }
            if name == "login/login" {
                return AuthListener(
                    path: "\(base)/\(name)", promised: block, entry: entry("login", in: login))
            }
            if name.contains("/") { return nil }
            return AuthListener(path: "\(base)/\(name)", promised: block, entry: entry(name, in: own))
        }
    }

    /// A file of a listing, of which only the lines that may be its own are read: a directory has many sockets.
    private func entry(_ name: String, in listing: [Substring]) -> FileEntry? {
        listing.lazy.filter { $0.ends(with: name) }.compactMap(FileEntry.init).first { $0.path == name }
    }

    /// Whether the configuration on disk is newer than what runs, so that what it promises may not be there yet.
    var isUnloaded: Bool {
        ((try? output("service", "unloaded")) ?? []).contains { $0.hasPrefix("/") }
    }
}

extension AuthSockets {
    private func gone(_ paths: [String], _ first: String, _ subject: Subject) -> Judgement {
        let list = paths.joined(separator: ", ")
        let evidence = subject.excerpt("runtime", "listeners") + subject.excerpt("runtime", "base", lines: 3)
        if subject.isUnloaded {
            return .warn(
                "\(list) is promised by a configuration that is not loaded yet", signature: first, evidence: evidence,
                remedy: [.reload])
        }
        var judgement = Judgement.fail(
            "\(list), by which the authentication process is asked, is not there", signature: first, evidence: evidence,
            remedy: [
                .note("A restart makes the sockets anew."), .restart,
                .note(
                    "Find what removed it, such as a clean-up of /run or a new set-up of Postfix: it must not run again."
                ),
            ])
        if !first.hasSuffix("/login/login") { judgement.breaks = .authClients }
        return judgement
    }

    var explanation: Explanation {
        Explanation(
            title: "Are the authentication process's sockets there?",
            why:
                "Login processes, doveadm and Postfix ask the auth process through them. Dovecot makes them at its start"
                + " only: one that was removed is missed by whoever needed it, and Dovecot itself does not notice.",
            byHand:
                "doveconf service/auth | grep unix_listener; ls -l /run/dovecot/auth-* /var/spool/postfix/private/auth",
            remedies: ["\(Act.restart.usual) (2.3 and 2.4)"],
            references: ["Log of Postfix: `SASL: Connect to private/auth failed: No such file or directory`"])
    }
}
