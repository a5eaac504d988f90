import Fleet

struct CertificateAlike: Check {
    let id = "tls.alike"
    let asks: Set<Condition> = .certificates

    /// `Catalogue.comparingCertificates` compares the signature across the fleet.
    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        guard let name = subject.host.publicNames.first else {
            return .skipped("no public name is set (dovesweep_public_name)")
        }
        guard let served = subject.servedChain(seenFrom: .tunnel) else {
            return .skipped("no service served a certificate")
        }
        let facts = try subject.facts(of: served.chain, from: "served by \(served.dialogue.service.rawValue)")
        var judgement = Judgement.skipped("no other host of its groups is for \(name)", from: served.dialogue.vantage)
        judgement.signature = facts.fingerprint
        return judgement
    }

    var explanation: Explanation {
        Explanation(
            title: "Do all hosts of the same name have the same certificate?",
            why:
                "Clients of a shared name connect to any of its hosts. A host that missed the renewal works until its old"
                + " certificate expires, and then some logins fail.",
            byHand: "compare the fingerprints of `openssl s_client -connect HOST:993 </dev/null | openssl x509 -noout"
                + " -fingerprint` between the hosts",
            remedies: [
                "Copy the certificate and its key from the other hosts; then: doveconf -n >/dev/null && doveadm reload."
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/ssl.html"])
    }
}
