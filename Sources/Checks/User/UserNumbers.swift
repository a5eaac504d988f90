import Fleet

struct UserNumbers: Check {
    let id = "user.ids"
    let asks: Set<Condition> = .mailboxes

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        if let reason = try subject.loginProvesMailLocation() { return .skipped(reason) }
        let fields = try subject.userFields()
        _ = try subject.inbox()
        guard let known = try subject.partIfCollected("account", "ids") else { return .skipped(HostFacts.olderAgent) }
        if known.status != 0 { throw MissingFact("uid and gid could not be looked up: \(known.complaint)") }
        let names = Dictionary(
            known.lines.compactMap { $0.cut(at: " ") }.map { (String($0), String($1)) }, uniquingKeysWith: { $1 })
        let nameless = ["uid", "gid"].filter { names[$0]?.isEmpty == true }
        if nameless.isEmpty { return .pass("uid \(names["uid"] ?? "") and gid \(names["gid"] ?? "") are known here") }
        guard let owner = try subject.mailIDs() else { throw MissingFact("the userdb gives the account no uid") }
        return unnamed(nameless, fields, owner, subject)
    }
}

extension UserNumbers {
    private func unnamed(
        _ kinds: [String], _ fields: [String: String], _ owner: MailOwner, _ subject: HostFacts
    ) -> Judgement {
        let numbers = kinds.map { "\($0) \(fields[$0] ?? "")" }
        return .warn(
            "the userdb gives \(subject.host.probe?.user ?? "") \(numbers.joined(separator: " and ")), which does not exist"
                + " on this host",
            signature: numbers.joined(separator: " "), evidence: subject.excerpt("account", "ids"),
            remedy: remedy(kinds, owner, subject))
    }

    private func realOwner(_ subject: HostFacts) -> String? {
        guard let path = try? subject.mailPath(), let trail = try? subject.untestedPathPermissions(),
            case .others(let name, false) = subject.ownership(of: trail.deepestExisting(of: path), trail)
        else { return nil }
        return name
    }

    private func remedy(_ kinds: [String], _ owner: MailOwner, _ subject: HostFacts) -> Advice {
        if let real = realOwner(subject) {
            return [
                .note("The mail belongs to \(real): correct uid and gid in the userdb to these."), .run("id \(real)"),
            ]
        }
        let gid = owner.gid ?? owner.uid
        let group: Advice = kinds.contains("gid") ? [.act(.addGroup(gid: gid, name: "vmail"))] : []
        let user: Advice =
            kinds.contains("uid")
            ? [.act(.addMailUser(uid: owner.uid, gid: gid, name: "vmail"))] : []
        return [.note("Use the same names as on the old host: vmail is usual.")] + group + user
            + [.note("If the mail belongs to another user here, correct uid and gid in the userdb.")]
    }

    var explanation: Explanation {
        Explanation(
            title: "Do the mail user's uid and gid exist on the host?",
            why:
                "Dovecot works with numbers alone, but what uses names fails: uid=vmail in a configuration, backups, quotas,"
                + " the next chown. After a migration it shows that an account was not created. Its number may later be"
                + " given to another account.",
            byHand: "getent passwd UID; getent group GID",
            remedies: ["\(PlatformAction.addMailUser(uid: 5000, gid: 5000, name: "vmail").usual) (2.3 and 2.4)"],
            references: ["https://doc.dovecot.org/2.4.1/core/config/system_users.html"])
    }
}
