import Fleet

struct PortsAlike: Check {
    let id = "ports.alike"
    let asks: Set<Condition> = .settings

    /// `Catalogue.comparingServices` compares the signature across the fleet.
    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("an LMTP host needs no IMAP or POP3") }
        if !subject.host.services.isEmpty { return .skipped("dovesweep_protocols lists the services") }
        if try subject.settings().ssl == "no" { return .skipped("TLS is switched off, and with it imaps and pop3s") }
        let offered = Set(try subject.promised().map(\.service))
        var judgement = Judgement.skipped("no group of four or more hosts in which all others agree")
        judgement.signature = MailService.allCases.filter(offered.contains).map(\.rawValue).joined(separator: " ")
        return judgement
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the host offer the services that all other hosts of its group offer?",
            why:
                "A host that lacks a service of its neighbours passes all its other checks, and the clients of that"
                + " service fail.",
            byHand: "doveconf service/imap-login service/pop3-login, on each host of the group",
            remedies: [
                "Offer it here too, or list the intended services in dovesweep_protocols."
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/service.html"])
    }
}
