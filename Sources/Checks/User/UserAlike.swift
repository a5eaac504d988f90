import Fleet

struct UserAlike: Check {
    let id = "user.alike"
    let asks: Set<Condition> = .mailboxes

    /// One host shows nothing to compare with: `judgeFleet` does, by what is said here.
    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = try subject.whyNoMailbox() { return .skipped(reason) }
        guard case .found(let fields) = try subject.userdb() else { return .skipped("there is nothing to compare") }
        // Of a system group the number is another on each host, as packages are installed in another order.
        let isSystems = fields["gid"].flatMap { number($0, in: 0...4_294_967_295) }.map { $0 < 1000 } == true
        let said = ["uid", isSystems ? "" : "gid", "home"].compactMap { name in fields[name].map { "\(name) \($0)" } }
        var judgement = Judgement.skipped("no other hosts of its groups have the account")
        judgement.signature = said.joined(separator: ", ")
        return judgement
    }
}

extension UserAlike {
    var explanation: Explanation {
        Explanation(
            title: "Is the probe account the same on all hosts of a group?",
            why: "One host whose userdb gives another uid, gid or home than all the others was set up differently: mail"
                + " that is copied or mounted there belongs to somebody else. The number of a system group does not matter. Warns where all but one of at least"
                + " three hosts of a group agree, or three in four.",
            byHand: "doveadm user USER, on each host",
            remedies: ["Give the account the same uid, gid and home everywhere, before mail is copied (2.3 and 2.4)."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/auth/userdb.html"])
    }
}
