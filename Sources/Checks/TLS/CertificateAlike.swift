import Fleet

struct CertificateAlike: Check {
    let id = "tls.alike"
    let asks: Set<Condition> = .certificates

    /// What the whole fleet is then compared by (`Catalogue.comparingCertificates`) is in the signature.
    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        guard let name = subject.host.publicNames.first else {
            return .skipped("no public name, so none that hosts could share (dovesweep_public_name)")
        }
        guard let served = subject.servedChain(seenFrom: .tunnel) else {
            return .skipped("no certificate was seen served")
        }
        let facts = try subject.facts(of: served.chain, from: "served by \(served.dialogue.service.rawValue)")
        var judgement = Judgement.skipped("no other host of its groups is for \(name)", from: served.dialogue.vantage)
        judgement.signature = facts.fingerprint
        return judgement
    }

    var explanation: Explanation {
        Explanation(
            title: "Is the certificate the one that the other hosts of the same name have?",
            why:
                "Clients of a shared name come to any of its hosts. The one that the renewal forgot works until its old"
                + " certificate expires, and fails for some clients, sometimes.",
            byHand: "compare the fingerprints of `openssl s_client -connect HOST:993 </dev/null | openssl x509 -noout"
                + " -fingerprint` between the hosts",
            remedies: [
                "Copy the certificate and its key from the other hosts; then: doveconf -n >/dev/null && doveadm reload."
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/ssl.html"])
    }
}
