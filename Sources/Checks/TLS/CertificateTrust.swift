import Fleet

struct CertificateTrust: Check {
    let id = "tls.trust"

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        let certificate = try subject.certificate()
        let objections = certificate.facts.problems.filter { !isJudgedElsewhere($0) }
        guard let first = objections.first else { return .pass("trusted", from: certificate.vantage) }
        if isUnknownIssuer(first), !subject.certificates.knowsAuthorities {
            throw Unjudgeable("this machine knows no authority: install ca-certificates here, or give --ca-file")
        }
        if !certificate.facts.isSelfSigned, isUnknownIssuer(first), let issuer = missingIssuer(subject) {
            return incomplete(issuer, certificate, first, subject)
        }
        let why = certificate.facts.isSelfSigned ? "it is self-signed" : first.text
        return .fail(
            "clients do not trust the certificate (\(certificate.source)): \(why)",
            signature: "\(first.code) \(certificate.facts.issuer)", from: certificate.vantage,
            evidence: certificate.evidence, remedy: remedy(certificate.facts, first, subject))
    }

    /// X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, _SELF_SIGNED_CERT_IN_CHAIN, _UNABLE_TO_GET_ISSUER_CERT_LOCALLY and
    /// _UNABLE_TO_VERIFY_LEAF_SIGNATURE: all that is wrong is who signed it.
    private func isUnknownIssuer(_ problem: CertificateFacts.Problem) -> Bool {
        [2, 19, 20, 21].contains(problem.code)
    }

    /// The leaf's dates (X509_V_ERR_CERT_NOT_YET_VALID, _HAS_EXPIRED), name (_HOSTNAME_MISMATCH) and strength have their
    /// own checks.
    private func isJudgedElsewhere(_ problem: CertificateFacts.Problem) -> Bool {
        (problem.depth == 0 && [9, 10].contains(problem.code)) || [62, 64].contains(problem.code)
            || weaknesses.contains(problem.code)
    }

    /// Who signed the last certificate that came, and was not sent along.
    private func missingIssuer(_ subject: Subject) -> String? {
        guard let last = subject.servedChain?.chain.last, let facts = try? subject.facts(of: [last], from: "served"),
            !facts.isSelfSigned
        else { return nil }
        return facts.issuer
    }
}

extension CertificateTrust {
    private func incomplete(
        _ issuer: String, _ certificate: ServedCertificate, _ problem: CertificateFacts.Problem, _ subject: Subject
    ) -> Judgement {
        .fail(
            "clients do not trust the certificate (\(certificate.source)): its chain ends before the certificate of"
                + " \(issuer), an intermediate that is not sent, or an authority that clients do not know",
            signature: "incomplete \(issuer)", from: certificate.vantage, evidence: certificate.evidence,
            remedy: remedy(certificate.facts, problem, subject))
    }

    private func remedy(_ facts: CertificateFacts, _ problem: CertificateFacts.Problem, _ subject: Subject) -> String {
        let path = (try? subject.certificateFiles().certificatePath) ?? ""
        let file = path.isEmpty ? "the certificate's file" : path
        if facts.isSelfSigned {
            return "Install a certificate of an authority that clients know as \(file).\ndoveadm reload\n"
                + "If clients are given this one by other means, name it in dovesweep_ca_file."
        }
        if isUnknownIssuer(problem), problem.code != 19 {
            return
                "Put the intermediate certificates after the leaf in \(file) (Let's Encrypt: fullchain.pem,"
                + " not cert.pem)."
                + "\ndoveadm reload\nIf the authority is your own, name it in dovesweep_ca_file."
        }
        return "Replace \(file) by a certificate that verifies (\(problem.text)).\ndoveadm reload\n"
            + "If the authority is your own, name it in dovesweep_ca_file."
    }

    var explanation: Explanation {
        Explanation(
            title: "Is the certificate trusted, with its whole chain?",
            why: "A chain without its intermediates works in browsers that remember them, and fails in mail clients. "
                + "Debian's snakeoil certificate is trusted by nobody.",
            byHand: "openssl s_client -connect HOST:993 -verify_return_error </dev/null",
            remedies: ["Serve the full chain.", "Name a private authority in dovesweep_ca_file."],
            references: ["RFC 5280, 6", "openssl-verification-options(1)"])
    }
}
