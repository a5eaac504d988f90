import Fleet

struct TLSKey: Check {
    let id = "tls.key"
    let decides: Condition? = .key
    let asks: Set<Condition> = .settings.union([.certificateFiles])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        let files = try subject.certificateFiles()
        guard let key = files.key else { throw MissingFact("the configuration names no key") }
        if key.isMissing { throw MissingFact("the host has no openssl to read the key with") }
        if key.status != 0, try subject.hasKeyPassword, try isServed(files, subject) {
            return .pass("the key has a password, and Dovecot serves the certificate with it")
        }
        if key.status != 0, let label = try subject.partIfCollected("certificate", "key-label"), label.status == 0,
            files.keyEntry != nil, !label.firstLine.hasSuffix("PRIVATE KEY")
        {
            return noKey(files.keyPath, label.firstLine, subject)
        }
        guard key.status == 0, let ours = subject.certificates.publicKey(inPEM: Array(key.text.utf8)) else {
            // Permission, passphrase or format: `tls.handshake` decides.
            throw MissingFact("the public key of \(files.keyPath) cannot be read: \(key.firstLine)")
        }
        let facts = try subject.facts(of: try subject.chainOnDisk(files), from: files.certificatePath)
        if ours == facts.publicKey {
            return try alternative(files, subject) ?? .pass("the key matches the certificate")
        }
        if let place = try place(of: ours, files, subject) { return disordered(place, files) }
        let worksStill = subject.dialogues.contains { $0.tls?.version != nil }
        return .fail(
            "\(files.keyPath) is not the key of \(files.certificatePath): "
                + (worksStill
                    ? "Dovecot uses the old pair until its next reload or restart, which closes every TLS connection"
                    : "every TLS connection is closed"),
            signature: "\(files.certificatePath) \(files.keyPath)",
            evidence: [Self.pair(facts, ours)],
            remedy: [
                .note(
                    """
                    Install the certificate and the key that were issued together as \(files.certificatePath) and \
                    \(files.keyPath). Both commands must then print the same:
                    """),
                .run("openssl x509 -in \(files.certificatePath) -noout -pubkey"),
                .run("openssl pkey -in \(files.keyPath) -pubout"),
                worksStill
                    ? .note(
                        "Let Dovecot load them only when they do: with another pair it closes every TLS connection.")
                    : .restart,
            ])
    }
}

extension HostFacts {
    fileprivate var hasKeyPassword: Bool {
        get throws(MissingFact) {
            let written = try configuration()
            // 2.4's section.
            return written.settings["ssl_key_password"] != nil
                || written.blocks("ssl_server").contains { $0.settings["key_password"] != nil }
        }
    }
}

extension TLSKey {
    private static func pair(_ certificate: CertificateFacts, _ key: String) -> Finding.Excerpt {
        Finding.Excerpt(
            probe: "certificate",
            excerpt: "certificate's public key \(certificate.publicKey)\nkey's public key \(key)")
    }

    /// Clients that support its key type get the alternative certificate.
    private func alternative(_ files: CertificateFiles, _ subject: HostFacts) throws(MissingFact) -> Judgement? {
        guard let chain = try? subject.alternativeOnDisk(files), let key = files.alternativeKey, key.status == 0,
            let ours = subject.certificates.publicKey(inPEM: Array(key.text.utf8))
        else { return nil }
        let facts = try subject.facts(of: chain, from: files.alternativePath)
        guard ours != facts.publicKey else { return nil }
        let setting = subject.is24 ? "ssl_server_alt_key_file" : "ssl_alt_key"
        return .fail(
            "the key of \(setting) is not that of \(files.alternativePath): clients that choose this certificate cannot"
                + " connect",
            signature: "\(files.alternativePath) alternative",
            evidence: [Self.pair(facts, ours)],
            remedy: [
                .note(
                    """
                    Set \(setting) to the key that \(setting: files.alternativePath) was issued for, or remove it and \
                    \(subject.is24 ? "ssl_server_alt_cert_file" : "ssl_alt_cert").
                    """), .restart,
            ])
    }

    /// Proves that Dovecot could load the key.
    private func isServed(_ files: CertificateFiles, _ subject: HostFacts) throws(MissingFact) -> Bool {
        guard let served = subject.servedChain?.chain.first else { return false }
        return try subject.chainOnDisk(files).first == served
    }

    /// Counted from 1, in the file.
    private func place(of key: String, _ files: CertificateFiles, _ subject: HostFacts) throws(MissingFact) -> Int? {
        let chain = try subject.chainOnDisk(files)
        for place in chain.indices.dropFirst().prefix(8) {
            let facts = try? subject.facts(of: Array(chain[place...]), from: files.certificatePath)
            if facts?.publicKey == key { return place + 1 }
        }
        return nil
    }

    private func noKey(_ path: String, _ label: String, _ subject: HostFacts) -> Judgement {
        if label == "DER" { return inDER(path, subject) }
        let isCertificate = label.hasSuffix("CERTIFICATE")
        let setting = subject.is24 ? "ssl_server_key_file" : "ssl_key"
        return .fail(
            "\(path) holds \(isCertificate ? "a certificate and no" : "no") private key: every TLS connection is closed",
            signature: "\(path) no key", evidence: subject.excerpt("certificate", "key-file"),
            remedy: [
                isCertificate
                    ? .note("Set \(setting) to the file of the key: certificate and key may have been mixed up.")
                    : .note("Restore the private key of the certificate at \(setting: path), as PEM."),
                .restart,
            ])
    }

    private func inDER(_ path: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(path) is in DER, and Dovecot reads PEM: every TLS connection is closed", signature: "\(path) DER",
            evidence: subject.excerpt("certificate", "key-label"),
            remedy: Self.converted(path) + [
                .note("Set \(subject.is24 ? "ssl_server_key_file" : "ssl_key") to the new file."), .restart,
            ])
    }

    /// openssl(1) makes files of private keys that only their owner can read.
    static func converted(_ path: String) -> Advice {
        [.run("openssl pkey -inform DER -in \(argument: path) -out \(argument: path + ".pem")")]
    }

    private func disordered(_ place: Int, _ files: CertificateFiles) -> Judgement {
        .fail(
            "\(files.keyPath) is the key of certificate \(place) in \(files.certificatePath), not of the first:"
                + " every TLS connection is closed",
            signature: "\(files.certificatePath) order",
            evidence: [
                Finding.Excerpt(probe: "certificate", excerpt: "certificate \(place) has the public key of the key")
            ],
            remedy: [
                .note(
                    """
                    Put certificate \(place) first in \(setting: files.certificatePath), then those of the \
                    authorities.
                    """), .restart,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Does the key match the certificate?",
            why: "With a pair that does not match, Dovecot starts, greets on 143, and closes every TLS connection.",
            byHand: "openssl pkey -in KEY -pubout; openssl x509 -in CERTIFICATE -noout -pubkey   # must be equal",
            remedies: ["Install the pair that was issued together, the leaf first in the certificate's file."],
            references: [
                "Log: `Key is for a different cert than ssl_cert` (2.3), `Key file is for a different"
                    + " certificate file` (2.4)."
            ])
    }
}
