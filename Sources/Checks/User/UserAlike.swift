import Fleet

struct UserAlike: Check {
    let id = "user.alike"
    let asks: Set<Condition> = .mailboxes

    /// `Catalogue.comparingAccounts` compares the signature across the fleet.
    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        guard case .found(let fields) = try subject.userdb() else { return .skipped("there is nothing to compare") }
        // System gids depend on the order of package installation.
        let isSystems = fields["gid"].flatMap { number($0, in: 0...4_294_967_295) }.map { $0 < 1000 } == true
        let said = ["uid", isSystems ? "" : "gid", "home"].compactMap { name in
            fields[name].map { $0.isEmpty ? "no \(name)" : "\(name) \($0)" }
        }
        var judgement = Judgement.skipped("no other hosts of its groups have the account")
        judgement.signature = said.joined(separator: ", ")
        return judgement
    }
}

extension UserAlike {
    var explanation: Explanation {
        Explanation(
            title: "Is the probe account the same on all hosts of a group?",
            why:
                "If the userdb of one host gives another uid, gid or home than all others, mail that is copied or mounted"
                + " there has the wrong owner. The number of a system group does not matter. Warns where all but one of"
                + " at least three hosts of a group agree, or three in four.",
            byHand: "doveadm user USER, on each host",
            remedies: ["Give the account the same uid, gid and home everywhere, before mail is copied (2.3 and 2.4)."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/userdb.html"])
    }
}
