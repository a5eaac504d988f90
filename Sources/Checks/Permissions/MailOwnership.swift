import Fleet

/// Whose the mail is, held against whose it is by the userdb.
enum MailOwnership: Sendable, Equatable {
    /// The mail user's own.
    case own
    /// Root's, as after a copy or a restore.
    case roots
    /// The number of no account of this host, where the mail user is one: it was numbered anew.
    case unnamed(owner: UInt32)
    /// Another account's. Whether the userdb's uid is an account of this host; nil where that is not known.
    case others(owner: String, isUserKnown: Bool?)
    /// The evidence does not show the owner.
    case unknown
}

extension Subject {
    /// The name of the account that has the userdb's uid; empty where this host has none, nil where that is not known.
    var mailUserName: String? {
        guard let part = try? laterPart("account", "ids"), part.status == 0 else { return nil }
        let line = part.lines.first { $0.begins(with: "uid ") || $0 == "uid" }
        return line.map { String($0.dropFirst(4)) }
    }

    /// Whose a file or directory of the mail is.
    func ownership(of path: String, _ trail: MailTrail) -> MailOwnership {
        guard let entry = trail.entries[path], let user = try? mailIDs() else { return .unknown }
        let name = mailUserName
        if entry.owner == String(user.uid) || entry.owner == name { return .own }
        if entry.owner == "root" || entry.owner == "0" { return .roots }
        if let owner = number(Substring(entry.owner), in: userIDs) {
            return name?.isEmpty == false ? .unnamed(owner: owner) : .unknown
        }
        guard let name else { return .unknown }
        return .others(owner: entry.owner, isUserKnown: !name.isEmpty)
    }
}

extension MailOwner {
    /// Gives the mail user what has a certain owner, of a directory and all that is below it.
    ///
    /// Others may have their mail there too: of theirs nothing is changed (chown(1), `--from`).
    func takeAll(of owner: UInt32, below path: String) -> Advice.Step {
        guard let gid else { return .run("chown -R --from=\(owner) \(uid) \(path)") }
        return .run("chown -R --from=\(owner) \(uid):\(gid) \(path)")
    }
}

extension Subject {
    /// What mends mail whose owner is not the mail user, where its rights are not to blame; nil where they are.
    ///
    /// `place` is the first directory or file on the way to the mail that the mail user may not use.
    func ownershipRemedy(at place: String, mail: String, _ user: MailOwner?, _ trail: MailTrail) -> Advice? {
        guard let user else { return nil }
        // What is wrong above the mail may be right below it.
        let isAbove = mail.hasPrefix(place == "/" ? place : place + "/")
        let ownership = ownership(of: isAbove ? mail : place, trail)
        switch ownership {
        case .own, .unknown: return nil
        case .others(let owner, let isUserKnown): return correction(owner, isUserKnown, user)
        case .roots where !isAbove: return nil
        case .roots: return taking(of: 0, from: place, user, trail)
        case .unnamed(let owner):
            let start = isAbove ? highest(mail, of: owner, trail) : place
            return taking(of: owner, from: start, user, trail)
        }
    }

    private func taking(of owner: UInt32, from place: String, _ user: MailOwner, _ trail: MailTrail) -> Advice {
        trail.steps(
            [
                .note("If each account has a uid of its own here, give each its own directory only."),
                user.takeAll(of: owner, below: place),
            ], on: place)
    }

    /// The highest directory on the way to the mail that has the same owner.
    private func highest(_ mail: String, of owner: UInt32, _ trail: MailTrail) -> String {
        ancestors(of: mail).first { trail.entries[$0]?.owner == String(owner) } ?? mail
    }

    private func correction(_ owner: String, _ isUserKnown: Bool?, _ user: MailOwner) -> Advice {
        let account = host.probe?.user ?? ""
        if isUserKnown == false {
            return [
                .note(
                    """
                    The mail belongs to \(owner), and the userdb gives \(account) uid \(user.uid), which is no account of \
                    this host. Correct uid and gid in the userdb to these:
                    """), .run("id \(owner)"),
            ]
        }
        return [
            .note(
                """
                The mail belongs to \(owner), and the userdb gives \(account) uid \(user.uid). Correct the userdb, or, if \
                the mail is that of uid \(user.uid), its owner: which of them is wrong is for a person to say.
                """), .run("id \(owner)"), .run("id \(user.uid)"),
        ]
    }
}
