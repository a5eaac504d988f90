import Fleet

struct PortsAlike: Check {
    let id = "ports.alike"
    let asks: Set<Condition> = .settings

    /// What the whole fleet is then compared by (`Catalogue.comparingServices`) is in the signature.
    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("no IMAP or POP3 is asked of an LMTP host") }
        if !subject.host.services.isEmpty { return .skipped("dovesweep_protocols says which services are meant") }
        if try subject.settings().ssl == "no" { return .skipped("TLS is switched off, and with it imaps and pop3s") }
        let offered = Set(try subject.promised().map(\.service))
        var judgement = Judgement.skipped("in no group of four hosts or more do all the others agree")
        judgement.signature = MailService.allCases.filter(offered.contains).map(\.rawValue).joined(separator: " ")
        return judgement
    }

    var explanation: Explanation {
        Explanation(
            title: "Does it offer the services that all other hosts of its group offer?",
            why:
                "A host that lacks a service which its neighbours have passes every check of its own, and the clients that"
                + " come to it for that service fail.",
            byHand: "doveconf service/imap-login service/pop3-login, on each host of the group",
            remedies: [
                "Offer it here too, or say what is meant: dovesweep_protocols."
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/service.html"])
    }
}
