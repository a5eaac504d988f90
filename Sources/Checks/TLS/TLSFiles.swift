import Fleet

struct TLSFiles: Check {
    let id = "tls.files"
    let decides: Condition? = .certificateFiles

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        let files = try subject.certificateFiles()
        if files.certificatePath.isEmpty || files.keyPath.isEmpty {
            return missing("", named: files.certificatePath.isEmpty ? "certificate" : "key", subject)
        }
        if let part = files.certificate, part.status != 0 {
            if part.isDenied { throw MissingFact("the agent has no permission to read \(files.certificatePath)") }
            return missing(files.certificatePath, named: "certificate", subject)
        }
        if files.keyEntry == nil {
            let listing = try subject.part("certificate", "key-file")
            if listing.isDenied { throw MissingFact("the agent has no permission to see \(files.keyPath)") }
            return missing(files.keyPath, named: "key-file", subject)
        }
        if let part = files.alternative, part.status != 0 {
            if part.isDenied { throw MissingFact("the agent has no permission to read \(files.alternativePath)") }
            return missing(files.alternativePath, named: "alternative", subject)
        }
        guard let chain = try? subject.chainOnDisk(files),
            (try? subject.facts(of: chain, from: files.certificatePath)) != nil
        else {
            let label = try subject.partIfCollected("certificate", "key-label")?.firstLine ?? ""
            if label.hasSuffix("CERTIFICATE") { return swapped(files, subject) }
            if let other = try subject.partIfCollected("certificate", "certificate-label")?.firstLine, !other.isEmpty {
                return noCertificate(other, files.certificatePath, subject)
            }
            return missing(files.certificatePath, named: "certificate", subject)
        }
        // 2.3 starts, and closes TLS connections: `tls.key`.
        if subject.is24, try subject.partIfCollected("certificate", "key-label")?.firstLine == "DER" {
            return keyInDER(files.keyPath, subject)
        }
        return .pass("\(files.certificatePath) and \(files.keyPath) exist")
    }
}

extension TLSFiles {
    private func swapped(_ files: CertificateFiles, _ subject: HostFacts) -> Judgement {
        let names = subject.is24 ? ("ssl_server_cert_file", "ssl_server_key_file") : ("ssl_cert", "ssl_key")
        return .fail(
            "\(files.certificatePath) holds no certificate, and \(files.keyPath) holds one: they were swapped, and Dovecot"
                + " cannot start with TLS again",
            signature: "swapped \(files.certificatePath)", evidence: subject.excerpt("certificate", "certificate-file"),
            remedy: [
                .note("Swap the two files, or \(names.0) and \(names.1)."),
                .note("Other users may have read the key: set its mode to 0600, owner root."), .restart,
            ])
    }

    private func noCertificate(_ label: String, _ path: String, _ subject: HostFacts) -> Judgement {
        let setting = subject.is24 ? "ssl_server_cert_file" : "ssl_cert"
        let (content, steps): (String, Advice) =
            switch label {
            case "DER":
                (
                    "is in DER, and Dovecot reads PEM",
                    [
                        .run("openssl x509 -inform DER -in \(argument: path) -out \(argument: path + ".pem")"),
                        .note("Set \(setting) to the new file."),
                    ]
                )
            case let label where label.hasSuffix("PRIVATE KEY"):
                (
                    "holds a private key and no certificate",
                    [
                        .note(
                            "Set \(setting) to the file of the certificate: certificate and key may have been mixed up."
                        ),
                        .note("Other users may have read the key: set its mode to 0600, owner root."),
                    ]
                )
            case let label where label.hasSuffix("REQUEST"):
                (
                    "holds a request for a certificate, and no certificate",
                    [.note("Set \(setting) to the file that the authority issued for it.")]
                )
            default:
                (
                    "holds no certificate",
                    [.note("Set \(setting) to a PEM file that begins with BEGIN CERTIFICATE.")]
                )
            }
        return .fail(
            "\(path) \(content): Dovecot cannot start with TLS again", signature: "\(setting) \(path)",
            evidence: subject.excerpt("certificate", "certificate-label"), remedy: steps + [.restart])
    }

    private func keyInDER(_ path: String, _ subject: HostFacts) -> Judgement {
        .fail(
            "\(path) is in DER, and Dovecot reads PEM: it cannot start with TLS again",
            signature: "ssl_server_key_file \(path)", evidence: subject.excerpt("certificate", "key-label"),
            remedy: TLSKey.converted(path) + [.note("Set ssl_server_key_file to the new file."), .restart])
    }

    private func missing(_ path: String, named part: String, _ subject: HostFacts) -> Judgement {
        let setting =
            switch part {
            case "certificate": subject.is24 ? "ssl_server_cert_file" : "ssl_cert"
            case "alternative": subject.is24 ? "ssl_server_alt_cert_file" : "ssl_alt_cert"
            default: subject.is24 ? "ssl_server_key_file" : "ssl_key"
            }
        if let wrong = asText(setting, path, subject) { return wrong }
        let what = path.isEmpty ? "the configuration names no \(part)" : "\(path) is missing or has no usable content"
        return .fail(
            "\(what): Dovecot cannot start with TLS again", signature: "\(setting) \(path)",
            evidence: subject.excerpt("certificate", part),
            remedy: [
                path.isEmpty
                    ? .note("Set \(setting) to the path of a file.")
                    : .note("Restore the file at \(path), or set \(setting) to its new path."), .restart,
            ])
    }

    /// Does not quote the value, which may be the key.
    private var bareKey: Judgement {
        .fail(
            "ssl_key lacks the < before its path, or holds the key itself: Dovecot reads its value as the key",
            signature: "ssl_key bare",
            remedy: [
                .note("Set \(setting: "ssl_key = </path/of/the.key"), with the path that is there now."), .restart,
            ])
    }

    /// 2.3 reads a file only after `<` and takes other values literally; 2.4 takes a bare path.
    private func asText(_ setting: String, _ path: String, _ subject: HostFacts) -> Judgement? {
        // 2.4 resolves a relative path against the configuration's directory.
        let literal = path.range(of: "/<").map { String(path[$0.lowerBound...].dropFirst()) }
        if path.isEmpty, setting == "ssl_key", (try? subject.configuration())?.settings[setting] != nil {
            return bareKey
        }
        guard let value = literal ?? (try? subject.settings())?[setting], !value.contains("-----") else { return nil }
        let (mark, path) = (value.hasPrefix("<"), String(value.drop { $0 == "<" || $0 == " " }))
        guard path.hasPrefix("/"), mark == subject.is24 else { return nil }
        let right = subject.is24 ? "\(setting) = \(path)" : "\(setting) = <\(path)"
        let what =
            subject.is24
            ? "\(setting) = \(value) has the < of 2.3 before the path, which 2.4 reads as a part of the path"
            : "\(setting) = \(value) lacks the < before the path: Dovecot reads the path itself as the certificate"
        return .fail(
            what, signature: "\(setting) \(value)",
            evidence: [Finding.Excerpt(probe: "config.settings", excerpt: "\(setting) = \(value)")],
            remedy: [.note("Set \(setting: right)."), .restart])
    }

    var explanation: Explanation {
        Explanation(
            title: "Do the certificate and the key exist where the configuration says?",
            why:
                "A running Dovecot has them in memory and shows no error. The next restart fails, and with it all of IMAP"
                + " and POP3, plain ports too.",
            byHand: "doveconf -xn >/dev/null; ls -lL CERTIFICATE KEY",
            remedies: [
                "Restore the files, or correct ssl_cert and ssl_key (2.4: ssl_server_cert_file, ssl_server_key_file)."
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/ssl.html"])
    }
}
