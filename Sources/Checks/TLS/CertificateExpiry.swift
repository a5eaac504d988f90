import Fleet

struct CertificateExpiry: Check {
    let id = "tls.expiry"
    let decides: Condition? = .certificate
    let asks: Set<Condition> = .certificates

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        let judgement = try subject.judgingCertificates { certificate in judge(certificate, subject) }
        if judgement.verdict == .pass, let other = try unserved(subject) { return other }
        return judgement
    }

    private func judge(_ certificate: ServedCertificate, _ subject: HostFacts) -> Judgement {
        let facts = certificate.facts
        let left = facts.notAfter - subject.began
        if left < 0 {
            return problem(
                "expired \(-left / secondsPerDay) days ago", "expired \(facts.notAfter)", certificate)
        }
        if facts.notBefore > subject.began {
            var early = problem(
                "is not valid before \(day(facts.notBefore))", "early \(facts.notBefore)", certificate)
            early.remedy = [
                .act(.showClock),
                .note(
                    """
                    If the host's clock is wrong, correct it. Else serve the certificate that was in use before until \
                    then.
                    """), .reload,
            ]
            return early
        }
        if isSoon(left, facts, subject.parameters) {
            return .warn(
                "the certificate (\(certificate.source)) expires in \(left / secondsPerDay) days",
                signature: "expires \(facts.notAfter)", from: certificate.vantage, evidence: certificate.evidence,
                remedy: renewal(of: certificate.path))
        }
        return .pass("valid until \(day(facts.notAfter))", from: certificate.vantage)
    }

    /// The client's key types decide which of two certificates it gets.
    private func unserved(_ subject: HostFacts) throws(MissingFact) -> Judgement? {
        guard let leaf = subject.servedChain?.chain.first, let files = try? subject.certificateFiles(),
            let alternative = try? subject.alternativeOnDisk(files),
            let usual = try? subject.chainOnDisk(files)
        else { return nil }
        let isUsual = usual.first == leaf
        guard isUsual || alternative.first == leaf else { return nil }
        let path = isUsual ? files.alternativePath : files.certificatePath
        let facts = try subject.facts(of: isUsual ? alternative : usual, from: path)
        guard facts.notAfter < subject.began else { return nil }
        return .warn(
            "\(path) expired \((subject.began - facts.notAfter) / secondsPerDay) days ago: clients that do not support"
                + " the key type of the other certificate get it",
            signature: "\(path) expired \(facts.notAfter)",
            evidence: subject.excerpt("certificate", "alternative-path"),
            remedy: renewal(of: path))
    }

    /// 21 days or a third of the lifetime: short-lived certificates are renewed late.
    private func isSoon(_ left: Int64, _ facts: CertificateFacts, _ parameters: Parameters) -> Bool {
        // In days: the option in seconds may overflow.
        if let days = parameters.expiryWarningDays { return left / secondsPerDay < days }
        return left < min(21 * secondsPerDay, (facts.notAfter - facts.notBefore) / 3)
    }
}

private let secondsPerDay: Int64 = 86_400

extension CertificateExpiry {
    private func problem(
        _ words: String, _ signature: String, _ certificate: ServedCertificate
    ) -> Judgement {
        .fail(
            "the certificate (\(certificate.source)) \(words)", signature: signature, from: certificate.vantage,
            evidence: certificate.evidence, remedy: renewal(of: certificate.path))
    }

    private func renewal(of path: String) -> Advice {
        [
            .note(
                """
                Renew \(path.isEmpty ? "the certificate" : path), for example with certbot renew, and find out why the \
                renewal did not run. If another file was meant, see which settings name it:
                """), .run("grep -rnE '^[^#]*(ssl_cert|cert_file) *=' /etc/dovecot"), .reload,
        ]
    }

    var explanation: Explanation {
        Explanation(
            title: "Is the certificate that clients get valid today?",
            why: "Clients refuse an expired certificate, and the server does not log that it is expired.",
            byHand: "openssl s_client -connect HOST:993 </dev/null | openssl x509 -noout -dates",
            thresholds: "Fails outside its dates; warns below 21 days or a third of its lifetime, whichever is less"
                + " (--expiry-warning DAYS).",
            remedies: [
                "Renew, and let a renewal hook reload: --deploy-hook 'doveconf -n >/dev/null && doveadm reload'."
            ],
            references: ["RFC 5280, 4.1.2.5"])
    }
}
