import Fleet

struct AuthSockets: Check {
    let id = "auth.sockets"
    let decides: Condition? = .authProcess
    let asks: Set<Condition> = .settings.union([.service])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        guard try subject.isRunning() else { throw MissingFact("Dovecot does not run") }
        let sockets = try subject.authListeners()
        let missing = sockets.filter { $0.entry?.mode.hasPrefix("s") != true }
        guard let first = missing.first else {
            if subject.isAuthSilent, subject.authComplaint == nil { return silent(subject) }
            return .pass("all \(sockets.count) sockets of the auth process exist")
        }
        return gone(missing.map(\.path), first.path, subject)
    }
}

/// A configured socket of the auth process, and its file.
struct AuthListener: Sendable, Equatable {
    let path: String
    let promised: ConfigurationBlock
    /// nil if the file does not exist.
    let entry: FileEntry?
}

extension HostFacts {
    /// Throws if the configuration has more than 128 sockets.
    func authListeners() throws(MissingFact) -> [AuthListener] {
        try facts.authListeners { () throws(MissingFact) in try findAuthListeners() }
    }

    private func findAuthListeners() throws(MissingFact) -> [AuthListener] {
        let base = try part("runtime", "directory").firstLine
        let login = try output("runtime", "login")
        let own = try output("runtime", "base")
        let elsewhere = try partIfCollected("runtime", "listeners")?.lines
        let promised = try sections().blocks("service", "auth").flatMap { $0.blocks("unix_listener") }
            .filter { $0.settings["mode"].flatMap { number($0, in: fileModes, radix: 8) } != 0 }
        guard promised.count <= 128 else { throw MissingFact("the configuration defines more than 128 sockets") }
        return promised.compactMap { block in
            let name = block.label
            if name.hasPrefix("/") {
                // An older agent does not list it: do not report it missing.
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

    /// The suffix filter avoids parsing a long listing.
    private func entry(_ name: String, in listing: [Substring]) -> FileEntry? {
        listing.lazy.filter { $0.ends(with: name) }.compactMap(FileEntry.init).first { $0.path == name }
    }

    /// Whether the configuration on disk is newer than the loaded one.
    var isUnloaded: Bool {
        ((try? output("service", "unloaded")) ?? []).contains { $0.hasPrefix("/") }
    }
}

extension AuthSockets {
    private func silent(_ subject: HostFacts) -> Judgement {
        var judgement = Judgement.fail(
            "the auth process does not answer lookups and login processes",
            signature: "silent", evidence: subject.excerpt("runtime", "base", lines: 3),
            remedy: [
                .note("In STAT, T is stopped, D waits for a disk or a network file system, R is busy."),
                .run("ps -o pid,stat,wchan:20,etime,args -C auth"), .showErrors, .restart,
            ])
        judgement.leavesReasonToLog = true
        return judgement
    }

    private func gone(_ paths: [String], _ first: String, _ subject: HostFacts) -> Judgement {
        let list = paths.joined(separator: ", ")
        let evidence = subject.excerpt("runtime", "listeners") + subject.excerpt("runtime", "base", lines: 3)
        if subject.isUnloaded {
            return .warn(
                "the configuration that defines \(list) is not loaded yet", signature: first, evidence: evidence,
                remedy: [.reload])
        }
        var judgement = Judgement.fail(
            "\(list), a socket of the auth process, does not exist", signature: first, evidence: evidence,
            remedy: [
                .note("A restart creates the sockets again."), .restart,
                .note(
                    "Find what removed it, such as a clean-up of /run or a new installation of Postfix: it must not run again."
                ),
            ])
        if !first.hasSuffix("/login/login") { judgement.breaks = .authClients }
        return judgement
    }

    var explanation: Explanation {
        Explanation(
            title: "Do the sockets of the auth process exist, and does it answer?",
            why:
                "Login processes, doveadm and Postfix ask the auth process through them. Dovecot creates them only at"
                + " its start. If one is removed, programs that use it fail, and Dovecot does not notice.",
            byHand:
                "doveconf service/auth | grep unix_listener; ls -l /run/dovecot/auth-* /var/spool/postfix/private/auth",
            remedies: ["\(PlatformAction.restart.usual) (2.3 and 2.4)"],
            references: ["Log of Postfix: `SASL: Connect to private/auth failed: No such file or directory`"])
    }
}
