import Fleet

/// The owner of the mail, compared with the userdb's uid.
enum MailOwnership: Sendable, Equatable {
    case own
    /// Typical after a copy or restore.
    case roots
    /// A uid without an account, though the mail user has one: it was renumbered.
    case unnamed(owner: UInt32)
    /// `isUserKnown`: the userdb's uid is an account here; nil if not known.
    case others(owner: String, isUserKnown: Bool?)
    case unknown
}

extension HostFacts {
    /// Empty if no account has the userdb's uid; nil if not known.
    var mailUserName: String? {
        guard let part = try? partIfCollected("account", "ids"), part.status == 0 else { return nil }
        let line = part.lines.first { $0.begins(with: "uid ") || $0 == "uid" }
        return line.map { String($0.dropFirst(4)) }
    }

    func ownership(of path: String, _ trail: PathPermissions) -> MailOwnership {
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
    /// Changes only what `owner` has: others may have mail there too (chown(1), `--from`).
    func takeAll(of owner: UInt32, below path: String, in trail: PathPermissions) -> Advice.Step {
        guard let gid else { return .run("chown -R --from=\(owner) \(uid) \(path)") }
        if trail.linked.contains(path) { return .run("chown -RH --from=\(owner) \(uid):\(gid) \(path)") }
        return .run("chown -R --from=\(owner) \(uid):\(gid) \(path)")
    }
}

extension HostFacts {
    /// The remedy for mail with a wrong owner; nil if the owner is not at fault.
    ///
    /// `place` is the first path component that the mail user may not use.
    func ownershipRemedy(at place: String, mail: String, _ user: MailOwner?, _ trail: PathPermissions) -> Advice? {
        guard let user else { return nil }
        // A closed directory above says nothing about the mail's own owner.
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

    private func taking(of owner: UInt32, from place: String, _ user: MailOwner, _ trail: PathPermissions) -> Advice {
        trail.steps(
            [
                .note("If each account here has its own uid, give each only its own directory."),
                user.takeAll(of: owner, below: place, in: trail),
            ], on: place)
    }

    private func highest(_ mail: String, of owner: UInt32, _ trail: PathPermissions) -> String {
        ancestors(of: mail).first { trail.entries[$0]?.owner == String(owner) } ?? mail
    }

    private func correction(_ owner: String, _ isUserKnown: Bool?, _ user: MailOwner) -> Advice {
        let account = host.probe?.user ?? ""
        if isUserKnown == false {
            return [
                .note(
                    """
                    The mail belongs to \(owner), and the userdb gives \(account) uid \(user.uid), which does not exist on \
                    this host. Correct uid and gid in the userdb to these:
                    """), .run("id \(owner)"),
            ]
        }
        return [
            .note(
                """
                The mail belongs to \(owner), and the userdb gives \(account) uid \(user.uid). Correct the userdb, or, if \
                the mail is that of uid \(user.uid), its owner: decide which of them is wrong.
                """), .run("id \(owner)"), .run("id \(user.uid)"),
        ]
    }
}
