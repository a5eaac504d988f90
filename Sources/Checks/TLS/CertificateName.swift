import Fleet

struct CertificateName: Check {
    let id = "tls.name"
    let decides: Condition? = .certificate
    let asks: Set<Condition> = .certificates

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        return try subject.judgingCertificates { certificate in judge(certificate, subject) }
    }

    private func judge(_ certificate: ServedCertificate, _ subject: HostFacts) -> Judgement {
        let uncovered = subject.certificateNames.filter { certificate.facts.covers[$0] != true }
        guard let name = uncovered.first else {
            return .pass("covers \(subject.certificateNames.joined(separator: ", "))", from: certificate.vantage)
        }
        let names = certificate.facts.names.isEmpty ? "no name at all" : certificate.facts.names.joined(separator: ", ")
        let summary =
            "the certificate (\(certificate.source)) is not for \(uncovered.joined(separator: ", ")), but for \(names)"
        if subject.host.publicNames.isEmpty {
            return .warn(
                summary, signature: name, from: certificate.vantage, evidence: certificate.evidence,
                remedy: [
                    .note(
                        """
                        Set dovesweep_public_name to the name that clients connect to: the inventory's name was compared.
                        """)
                ])
        }
        return .fail(
            summary, signature: name, from: certificate.vantage, evidence: certificate.evidence,
            remedy: remedy(name, certificate.path))
    }
}

extension CertificateName {
    private func remedy(_ name: String, _ path: String) -> Advice {
        [
            .note(
                """
                Issue a certificate that has the name \(name), and replace \
                \(path.isEmpty ? "the certificate" : path) with it.
                """), .reload, .note("If clients do not use \(name), correct dovesweep_public_name."),
        ]
    }

    var explanation: Explanation {
        Explanation(
            title: "Is the certificate for the name that clients use?",
            why: "Clients compare the name that they connect to only with the subjectAltName.",
            byHand: "openssl s_client -connect HOST:993 </dev/null | openssl x509 -noout -ext subjectAltName",
            remedies: ["Issue the certificate with every public name.", "Set dovesweep_public_name."],
            references: ["RFC 9525, 6", "RFC 7817"])
    }
}
