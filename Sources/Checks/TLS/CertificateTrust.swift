import Fleet

struct CertificateTrust: Check {
    let id = "tls.trust"
    let decides: Condition? = .certificate
    let asks: Set<Condition> = .certificates

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        let certificate = try subject.certificate()
        let objections = certificate.facts.problems.filter { !isJudgedElsewhere($0) }
        guard let first = objections.first else { return .pass("trusted", from: certificate.vantage) }
        if isUnknownIssuer(first), !subject.certificates.knowsAuthorities {
            throw Unjudgeable("this machine knows no authority: install ca-certificates here, or give --ca-file")
        }
        if certificate.facts.isSelfSigned { return selfSigned(certificate, first, subject) }
        guard isUnknownIssuer(first), let last = lastSent(subject) else {
            return untrusted(certificate, first, subject)
        }
        if last.isSelfSigned { return privateAuthority(last.subject, isSent: true, certificate, first, subject) }
        return last.issuerLocation == nil
            ? privateAuthority(last.issuer, isSent: false, certificate, first, subject)
            : incomplete(last, certificate, first, subject)
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

    /// The last certificate that came: what signed it was not sent along, or is itself.
    private func lastSent(_ subject: Subject) -> CertificateFacts? {
        let onDisk = try? subject.chainOnDisk(subject.certificateFiles())
        return (subject.servedChain?.chain ?? onDisk)?.last.flatMap { try? subject.facts(of: [$0], from: "served") }
    }
}

extension CertificateTrust {
    /// An authority that the public knows says in what it signs where its own certificate is to be had (CA/Browser
    /// Forum, Baseline Requirements, 7.1.2.7.7); one's own seldom does.
    private func incomplete(
        _ last: CertificateFacts, _ certificate: ServedCertificate, _ problem: CertificateFacts.Problem,
        _ subject: Subject
    ) -> Judgement {
        fail(
            "its chain is not complete: the certificate of \(last.issuer), which signed it, is not sent",
            "incomplete \(last.issuer)", certificate,
            [
                .note(
                    """
                    Put the certificate of \(last.issuer) after the leaf in \(file(subject)): of Let's Encrypt take \
                    fullchain.pem, not cert.pem. It is at \(last.issuerLocation ?? "").
                    """), .reload, Self.ownAuthority,
            ])
    }

    private func privateAuthority(
        _ name: String, isSent: Bool, _ certificate: ServedCertificate, _ problem: CertificateFacts.Problem,
        _ subject: Subject
    ) -> Judgement {
        let words =
            isSent
            ? "its issuer \(name) is not trusted: a private authority that clients do not know"
            : "its issuer \(name) is not trusted: a private authority, or an intermediate certificate is missing from the"
                + " chain"
        return fail(
            words, "authority \(name)", certificate,
            [
                .note(
                    """
                    If the authority is your own, and clients have been given it, name its certificate by --ca-file, or \
                    dovesweep_ca_file in the inventory\(isSent ? "" : ", and send along what is between").
                    """),
                .note("Else replace \(file(subject)) by a certificate of an authority that clients know."), .reload,
            ])
    }

    private func selfSigned(
        _ certificate: ServedCertificate, _ problem: CertificateFacts.Problem, _ subject: Subject
    ) -> Judgement {
        fail(
            "it is self-signed", "\(problem.code) \(certificate.facts.issuer)", certificate,
            [
                .note("Install a certificate of an authority that clients know as \(file(subject))."), .reload,
                .note("If clients are given this one by other means, name it in dovesweep_ca_file."),
            ])
    }

    private func untrusted(
        _ certificate: ServedCertificate, _ problem: CertificateFacts.Problem, _ subject: Subject
    ) -> Judgement {
        fail(
            problem.text, "\(problem.code) \(certificate.facts.issuer)", certificate,
            [
                .note("Replace \(file(subject)) by a certificate that verifies, since \(problem.text)."), .reload,
                Self.ownAuthority,
            ])
    }

    private func fail(
        _ why: String, _ signature: String, _ certificate: ServedCertificate, _ remedy: Advice
    ) -> Judgement {
        .fail(
            "clients do not trust the certificate (\(certificate.source)): \(why)", signature: signature,
            from: certificate.vantage, evidence: certificate.evidence, remedy: remedy)
    }

    private static var ownAuthority: Advice.Step {
        .note("If the authority is your own, name it in dovesweep_ca_file.")
    }

    private func file(_ subject: Subject) -> String {
        let path = subject.servedPath
        return path.isEmpty ? "the certificate's file" : path
    }

    var explanation: Explanation {
        Explanation(
            title: "Is the certificate trusted, with its whole chain?",
            why: "A chain without its intermediates works in browsers that remember them, and fails in mail clients. "
                + "Debian's snakeoil certificate is trusted by nobody. A certificate that says where its issuer's is to be"
                + " had, which was not sent, lacks an intermediate; one that does not, or whose chain ends in a"
                + " self-signed root, is of an authority of one's own.",
            byHand: "openssl s_client -connect HOST:993 -verify_return_error </dev/null",
            remedies: ["Serve the full chain.", "Name a private authority in dovesweep_ca_file."],
            references: ["RFC 5280, 4.2.2.1 and 6", "openssl-verification-options(1)"])
    }
}
