import Fleet

struct CertificateReloaded: Check {
    let id = "tls.reloaded"
    let decides: Condition? = .servedCertificate
    let asks: Set<Condition> = .certificates

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        let files = try subject.certificateFiles()
        if (try? subject.isRunning()) == false { return .skipped("Dovecot does not run, so nothing is loaded") }
        // Through SSH no balancer is in between.
        guard let served = subject.servedChain(seenFrom: .tunnel) else {
            if !files.isUnloaded, !subject.parameters.looksOutside {
                return .skipped(
                    "no certificate was asked for (--no-outside), and the one on disk is not newer than the last load")
            }
            if !files.isUnloaded {
                throw MissingFact("no service served a certificate to compare with the one on disk")
            }
            return .warn(
                "\(files.certificatePath) or its key changed after Dovecot last loaded them",
                signature: files.certificatePath,
                evidence: subject.excerpt("certificate", "unloaded"), remedy: [.reload])
        }
        let onDisk = try subject.facts(of: try subject.chainOnDisk(files), from: files.certificatePath)
        let inUse = try subject.facts(of: served.chain, from: "served by \(served.dialogue.service.rawValue)")
        if onDisk.fingerprint == inUse.fingerprint {
            return .pass("the certificate that is served is the one on disk", from: served.dialogue.vantage)
        }
        if let alternative = try subject.alternativeOnDisk(files), alternative.first == served.chain.first {
            return .pass(
                "the alternative certificate is served, as \(files.alternativePath) has it",
                from: served.dialogue.vantage)
        }
        if let program = subject.stranger(serving: served.dialogue) {
            return .skipped(
                "\(program) serves it, which has its own certificate", from: served.dialogue.vantage)
        }
        if let other = whyAnother(served.dialogue.vantage, subject) {
            return .skipped(other, from: served.dialogue.vantage)
        }
        return stale(served.dialogue, inUse: inUse, onDisk: onDisk, files.certificatePath, subject)
    }

    /// Sections by name or address, and balancers, have certificates of their own.
    private func whyAnother(_ vantage: Vantage, _ subject: HostFacts) -> String? {
        if vantage == .outside, let front = subject.front {
            return "clients connect to \(front), which may have its own certificate"
        }
        guard let written = try? subject.configuration() else { return nil }
        let sections = ["local_name", "local"].flatMap { written.blocks($0) }
        return sections.isEmpty ? nil : "the configuration has certificates by name or address"
    }
}

extension CertificateReloaded {
    private func stale(
        _ dialogue: Dialogue, inUse: CertificateFacts, onDisk: CertificateFacts, _ path: String, _ subject: HostFacts
    ) -> Judgement {
        let summary =
            "\(dialogue.service.rawValue) serves another certificate (\(Self.mark(inUse, onDisk))) than "
            + "\(path) holds (\(Self.mark(onDisk, inUse))): the file was replaced and not loaded"
        // Not the inventory's own name: clients may use another.
        let isOfAnotherName = subject.host.publicNames.contains { inUse.covers[$0] == false }
        let isUseless = inUse.notAfter < subject.began || isOfAnotherName
        // A reload would load a pair that does not match, and close every connection.
        let isMatched = (try? TLSKey().judge(subject))?.verdict != .fail
        let remedy: Advice =
            isMatched ? [.reload] : [.note("Do not reload before the key matches: see tls.key.")]
        if isUseless {
            return .fail(
                summary, signature: inUse.fingerprint, from: dialogue.vantage, evidence: evidence(inUse, onDisk),
                remedy: remedy)
        }
        return .warn(
            summary, signature: inUse.fingerprint, from: dialogue.vantage, evidence: evidence(inUse, onDisk),
            remedy: remedy)
    }

    /// What tells it from the other one.
    private static func mark(_ facts: CertificateFacts, _ other: CertificateFacts) -> String {
        day(facts.notAfter) == day(other.notAfter)
            ? "SHA-256 \(facts.fingerprint.prefix(16))…" : "until \(day(facts.notAfter))"
    }

    private func evidence(_ inUse: CertificateFacts, _ onDisk: CertificateFacts) -> [Finding.Excerpt] {
        [
            Finding.Excerpt(
                probe: "certificate",
                excerpt: "served \(inUse.fingerprint.prefix(16))… until \(day(inUse.notAfter))\n"
                    + "on disk \(onDisk.fingerprint.prefix(16))… until \(day(onDisk.notAfter))")
        ]
    }

    var explanation: Explanation {
        Explanation(
            title: "Is the certificate that is served the one on disk?",
            why:
                "Dovecot reads its certificate when it starts or reloads. A renewal without a reload fails days or weeks"
                + " later: certbot says valid, and clients say expired.",
            byHand:
                "compare `openssl s_client -connect HOST:993 </dev/null | openssl x509 -noout -fingerprint`"
                + " with the file's",
            remedies: ["doveconf -n >/dev/null && doveadm reload   # and the same in the renewal's deploy hook"],
            references: ["https://doc.dovecot.org/2.4.1/core/config/ssl.html"])
    }
}
