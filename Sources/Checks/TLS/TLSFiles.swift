import Fleet

struct TLSFiles: Check {
    let id = "tls.files"
    let decides: Condition? = .certificateFiles

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason) }
        let files = try subject.certificateFiles()
        if files.certificatePath.isEmpty || files.keyPath.isEmpty {
            return missing("", named: files.certificatePath.isEmpty ? "certificate" : "key", subject)
        }
        if let part = files.certificate, part.status != 0 {
            if part.isDenied { throw Unjudgeable("the agent may not read \(files.certificatePath)") }
            return missing(files.certificatePath, named: "certificate", subject)
        }
        if files.keyEntry == nil {
            let listing = try subject.part("certificate", "key-file")
            if listing.isDenied { throw Unjudgeable("the agent may not look at \(files.keyPath)") }
            return missing(files.keyPath, named: "key-file", subject)
        }
        if let part = files.alternative, part.status != 0 {
            if part.isDenied { throw Unjudgeable("the agent may not read \(files.alternativePath)") }
            return missing(files.alternativePath, named: "alternative", subject)
        }
        guard let chain = try? subject.chainOnDisk(files),
            (try? subject.facts(of: chain, from: files.certificatePath)) != nil
        else {
            let label = try subject.laterPart("certificate", "key-label")?.firstLine ?? ""
            if label.hasSuffix("CERTIFICATE") { return swapped(files, subject) }
            return missing(files.certificatePath, named: "certificate", subject)
        }
        return .pass("\(files.certificatePath) and \(files.keyPath) are there")
    }
}

extension TLSFiles {
    private func swapped(_ files: CertificateFiles, _ subject: Subject) -> Judgement {
        let names = subject.is24 ? ("ssl_server_cert_file", "ssl_server_key_file") : ("ssl_cert", "ssl_key")
        return .fail(
            "\(files.certificatePath) holds no certificate, and \(files.keyPath) holds one: they were swapped, and Dovecot"
                + " cannot start with TLS again",
            signature: "swapped \(files.certificatePath)", evidence: subject.excerpt("certificate", "certificate-file"),
            remedy: [
                .note("Swap the two files, or \(names.0) and \(names.1)."),
                .note("The key may have been readable: see its mode, 0600 for root."), .restart,
            ])
    }

    private func missing(_ path: String, named part: String, _ subject: Subject) -> Judgement {
        let setting =
            switch part {
            case "certificate": subject.is24 ? "ssl_server_cert_file" : "ssl_cert"
            case "alternative": subject.is24 ? "ssl_server_alt_cert_file" : "ssl_alt_cert"
            default: subject.is24 ? "ssl_server_key_file" : "ssl_key"
            }
        if let wrong = asText(setting, path, subject) { return wrong }
        let what = path.isEmpty ? "the configuration names no \(part)" : "\(path) is missing or holds nothing of use"
        return .fail(
            "\(what): Dovecot cannot start with TLS again", signature: "\(setting) \(path)",
            evidence: subject.excerpt("certificate", part),
            remedy: [
                path.isEmpty
                    ? .note("Set \(setting) to the path of a file.")
                    : .note("Put the file back at \(path), or set \(setting) to where it is now."), .restart,
            ])
    }

    /// What stands there stays on the host: it may be the key.
    private var bareKey: Judgement {
        .fail(
            "ssl_key lacks the < before its path, or holds the key itself: Dovecot takes it for the key",
            signature: "ssl_key bare",
            remedy: [
                .note("Set \(setting: "ssl_key = </path/of/the.key"), with the path that stands there now."), .restart,
            ])
    }

    /// 2.3 reads a file only behind a `<`, and takes anything else for the certificate itself; 2.4 takes a bare path.
    private func asText(_ setting: String, _ path: String, _ subject: Subject) -> Judgement? {
        // A path of 2.4 that does not begin with / goes on from the folder of its file.
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
            ? "\(setting) = \(value) has the < of 2.3 before the path, which 2.4 takes for a part of it"
            : "\(setting) = \(value) lacks the < before the path: Dovecot takes the path itself for the certificate"
        return .fail(
            what, signature: "\(setting) \(value)",
            evidence: [Finding.Excerpt(probe: "config.settings", excerpt: "\(setting) = \(value)")],
            remedy: [.note("Set \(setting: right)."), .restart])
    }

    var explanation: Explanation {
        Explanation(
            title: "Are the certificate and its key where the configuration says?",
            why:
                "A running Dovecot serves from memory and shows nothing of it: the next restart fails, and"
                + " with it all of "
                + "IMAP and POP3, plain ports too.",
            byHand: "doveconf -xn >/dev/null; ls -lL CERTIFICATE KEY",
            remedies: [
                "Put the files back, or correct ssl_cert and ssl_key (2.4: ssl_server_cert_file, ssl_server_key_file)."
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/config/ssl.html"])
    }
}
