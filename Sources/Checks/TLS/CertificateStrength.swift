import Fleet

struct CertificateStrength: Check {
    let id = "tls.strength"
    let decides: Condition? = .key
    let asks: Set<Condition> = .certificates

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        return try subject.judgingCertificates { certificate in judge(certificate) }
    }

    private func judge(_ certificate: ServedCertificate) -> Judgement {
        let facts = certificate.facts
        let key = "\(facts.keyType) \(facts.keyBits)"
        if isShort(facts) {
            return problem("its key is too short (\(key) bits)", key, certificate)
        }
        // No client verifies a self-signature; `tls.trust` judges that.
        if !facts.isSelfSigned, isWeak(facts.signature) {
            return problem("it is signed by \(facts.signature)", facts.signature, certificate)
        }
        if let authority = facts.problems.first(where: { $0.depth > 0 && weaknesses.contains($0.code) }) {
            return problem("an authority in its chain is weak (\(authority.text))", "authority", certificate)
        }
        return .pass("\(key) bits, \(facts.signature)", from: certificate.vantage)
    }

    private func isShort(_ facts: CertificateFacts) -> Bool {
        switch facts.keyType {
        case "RSA", "RSA-PSS": facts.keyBits < 2048
        case "EC": facts.keyBits < 224
        case "DSA": true
        default: false
        }
    }

    private func isWeak(_ signature: String) -> Bool {
        ["sha1", "md5", "md4", "md2"].contains { signature.lowercased().contains($0) }
    }
}

/// X509_V_ERR_EE_KEY_TOO_SMALL, _CA_KEY_TOO_SMALL and _CA_MD_TOO_WEAK: below 112 bits of security.
let weaknesses: Set<Int> = [66, 67, 68]

extension CertificateStrength {
    private func problem(
        _ words: String, _ signature: String, _ certificate: ServedCertificate
    ) -> Judgement {
        let path = certificate.path
        return .fail(
            "clients refuse the certificate (\(certificate.source)): \(words)", signature: signature,
            from: certificate.vantage, evidence: certificate.evidence,
            remedy: [
                .note(
                    """
                    Issue a new certificate for a new key, RSA of 2048 bits or more or EC P-256, signed with SHA-256, as \
                    \(path.isEmpty ? "the certificate" : path).
                    """), .restart,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Are the certificate's key and signature strong enough for today's clients?",
            why:
                "Current systems refuse a certificate below 112 bits of security, whatever its authority. At its level 2,"
                + " the default of Debian, OpenSSL on the server refuses it too: Dovecot cannot load it"
                + " (`ee key too small`), and closes every TLS connection.",
            byHand: "openssl x509 -in CERTIFICATE -noout -text | grep -e 'Public-Key' -e 'Signature Algorithm'",
            thresholds:
                "Fails below 2048 bits of RSA or 224 of EC, with any DSA key, and when signed with SHA-1 or MD5.",
            remedies: ["Issue a new certificate: RSA 2048 or EC P-256, SHA-256."],
            references: ["NIST SP 800-131A", "SSL_CTX_set_security_level(3)", "RFC 9155"])
    }
}
