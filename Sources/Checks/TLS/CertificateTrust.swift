import Fleet

struct CertificateTrust: Check {
    let id = "tls.trust"
    let decides: Condition? = .certificate
    let asks: Set<Condition> = .certificates

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        return try subject.judgingCertificates { (certificate) throws(MissingFact) in try judge(certificate, subject) }
    }

    private func judge(_ certificate: ServedCertificate, _ subject: HostFacts) throws(MissingFact) -> Judgement {
        let objections = certificate.facts.problems.filter { !isJudgedElsewhere($0) }
        guard let first = objections.first else { return .pass("trusted", from: certificate.vantage) }
        if isUnknownIssuer(first), !subject.certificates.knowsAuthorities {
            throw MissingFact("this machine trusts no authority: install ca-certificates here, or give --ca-file")
        }
        if certificate.facts.isSelfSigned { return selfSigned(certificate, first, subject) }
        guard isUnknownIssuer(first), let last = lastSent(certificate, subject) else {
            return untrusted(certificate, first, subject)
        }
        if let stranger = strangerSent(certificate, subject) {
            return unrelated(stranger, certificate, subject)
        }
        if last.isSelfSigned { return privateAuthority(last.subject, isSent: true, certificate, first, subject) }
        return last.issuerLocation == nil
            ? privateAuthority(last.issuer, isSent: false, certificate, first, subject)
            : incomplete(last, certificate, first, subject)
    }

    /// X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, _SELF_SIGNED_CERT_IN_CHAIN, _UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
    /// _UNABLE_TO_VERIFY_LEAF_SIGNATURE.
    private func isUnknownIssuer(_ problem: CertificateFacts.Problem) -> Bool {
        [2, 19, 20, 21].contains(problem.code)
    }

    /// X509_V_ERR_CERT_NOT_YET_VALID and _HAS_EXPIRED of the leaf, _HOSTNAME_MISMATCH, and strength.
    private func isJudgedElsewhere(_ problem: CertificateFacts.Problem) -> Bool {
        (problem.depth == 0 && [9, 10].contains(problem.code)) || [62, 64].contains(problem.code)
            || weaknesses.contains(problem.code)
    }

    /// Its issuer was not sent, or is itself.
    private func lastSent(_ certificate: ServedCertificate, _ subject: HostFacts) -> CertificateFacts? {
        certificate.chain.last.flatMap { try? subject.facts(of: [$0], from: "served") }
    }
}

extension CertificateTrust {
    /// A certificate that is sent in place of the leaf's issuer.
    private func strangerSent(_ certificate: ServedCertificate, _ subject: HostFacts) -> CertificateFacts? {
        let others = certificate.chain.dropFirst().prefix(8).compactMap { try? subject.facts(of: [$0], from: "served") }
        return others.contains { $0.subject == certificate.facts.issuer } ? nil : others.first
    }

    private func unrelated(
        _ stranger: CertificateFacts, _ certificate: ServedCertificate, _ subject: HostFacts
    ) -> Judgement {
        let issuer = certificate.facts.issuer
        let place = certificate.facts.issuerLocation.map { " It is at \($0)." } ?? ""
        return fail(
            "it is issued by \(issuer), and \(stranger.subject) is sent along, which is another authority",
            "unrelated \(issuer)", certificate,
            [
                .note(
                    """
                    In \(file(certificate)), replace what follows the first certificate with the certificate of \
                    \(issuer).\(place)
                    """), .reload, Self.ownAuthority,
            ])
    }

    /// Public authorities name the issuer's address in certificates (CA/Browser Forum, Baseline Requirements,
    /// 7.1.2.7.7); private ones seldom do.
    private func incomplete(
        _ last: CertificateFacts, _ certificate: ServedCertificate, _ problem: CertificateFacts.Problem,
        _ subject: HostFacts
    ) -> Judgement {
        fail(
            "its chain is not complete: the certificate of \(last.issuer), which signed it, is not sent",
            "incomplete \(last.issuer)", certificate,
            [
                .note(
                    """
                    Put the certificate of \(last.issuer) after the leaf in \(file(certificate)): for Let's Encrypt use \
                    fullchain.pem, not cert.pem. It is at \(last.issuerLocation ?? "").
                    """), .reload, Self.ownAuthority,
            ])
    }

    private func privateAuthority(
        _ name: String, isSent: Bool, _ certificate: ServedCertificate, _ problem: CertificateFacts.Problem,
        _ subject: HostFacts
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
                    If the authority is your own, and clients trust it, set its certificate with --ca-file, or \
                    dovesweep_ca_file in the inventory\(isSent ? "" : ", and serve the intermediates too").
                    """),
                .note("Else replace \(file(certificate)) with a certificate of an authority that clients trust."),
                .reload,
            ])
    }

    private func selfSigned(
        _ certificate: ServedCertificate, _ problem: CertificateFacts.Problem, _ subject: HostFacts
    ) -> Judgement {
        fail(
            "it is self-signed", "\(problem.code) \(certificate.facts.issuer)", certificate,
            [
                .note("Install a certificate of an authority that clients trust as \(file(certificate))."), .reload,
                .note("If clients trust this certificate itself, set it in dovesweep_ca_file."),
            ])
    }

    private func untrusted(
        _ certificate: ServedCertificate, _ problem: CertificateFacts.Problem, _ subject: HostFacts
    ) -> Judgement {
        if problem.code == Self.invalidPurpose, problem.depth == 0 { return notForServers(certificate, subject) }
        if let old = expiredAbove(certificate, subject) { return expired(old, certificate, subject) }
        return fail(
            problem.text, "\(problem.code) \(certificate.facts.issuer)", certificate,
            [
                .note("Replace \(file(certificate)) with a certificate that verifies: \(problem.text)."), .reload,
                Self.ownAuthority,
            ])
    }

    /// An intermediate that was sent along.
    private func expiredAbove(_ certificate: ServedCertificate, _ subject: HostFacts) -> CertificateFacts? {
        certificate.chain.dropFirst().lazy
            .compactMap { try? subject.facts(of: [$0], from: "served") }.first { $0.notAfter < subject.began }
    }

    private func expired(
        _ old: CertificateFacts, _ certificate: ServedCertificate, _ subject: HostFacts
    ) -> Judgement {
        fail(
            "the intermediate \(old.subject), which is sent along, expired on \(day(old.notAfter))",
            "expired \(old.subject)", certificate,
            [
                .note(
                    """
                    The certificate itself is valid. In \(file(certificate)), replace the intermediate by the one that the \
                    authority uses now, or have the certificate issued again.
                    """), .reload,
            ])
    }

    /// X509_V_ERR_INVALID_PURPOSE
    private static let invalidPurpose = 26

    /// RFC 5280, 4.2.1.12.
    private func notForServers(_ certificate: ServedCertificate, _ subject: HostFacts) -> Judgement {
        fail(
            "it is not for servers: its extended key usage lacks serverAuth", "purpose", certificate,
            [
                .note(
                    "Have it issued again with extendedKeyUsage = serverAuth, and replace \(file(certificate)) with it."
                ),
                .reload,
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
        .note("If the authority is your own, set it in dovesweep_ca_file.")
    }

    private func file(_ certificate: ServedCertificate) -> String {
        certificate.path.isEmpty ? "the certificate's file" : certificate.path
    }

    var explanation: Explanation {
        Explanation(
            title: "Is the certificate trusted, with its whole chain?",
            why: "A chain without its intermediates works in browsers that remember them, and fails in mail clients. "
                + "No client trusts Debian's snakeoil certificate. If a certificate gives the address of its issuer's certificate, and"
                + " that was not sent, an intermediate is missing. Else, or if the chain ends in a self-signed root, the"
                + " authority is private.",
            byHand: "openssl s_client -connect HOST:993 -verify_return_error </dev/null",
            remedies: ["Serve the full chain.", "Set a private authority in dovesweep_ca_file."],
            references: ["RFC 5280, 4.2.2.1 and 6", "openssl-verification-options(1)"])
    }
}
