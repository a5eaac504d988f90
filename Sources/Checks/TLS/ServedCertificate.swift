import Fleet

/// The certificate that clients get, and its source.
struct ServedCertificate: Sendable {
    let facts: CertificateFacts
    let vantage: Vantage
    let evidence: [Finding.Excerpt]
    /// `served by imaps 993`, or a path.
    let source: String
    let chain: [[UInt8]]
    /// The file that Dovecot has it from; empty if not known.
    let path: String
}

extension HostFacts {
    /// The names that a certificate must cover: the public ones, else the inventory's first.
    var certificateNames: [String] { host.publicNames.isEmpty ? [host.name] : host.publicNames }

    /// The served chain, from outside if possible, as clients see it.
    var servedChain: (chain: [[UInt8]], dialogue: Dialogue)? { servedChain(seenFrom: .outside) }

    /// The chain seen from a vantage, else from any other.
    func servedChain(seenFrom vantage: Vantage) -> (chain: [[UInt8]], dialogue: Dialogue)? {
        let dialogues = dialogues.filter { $0.tls?.chain.isEmpty == false }
        let dialogue = dialogues.first { $0.vantage == vantage } ?? dialogues.first
        return dialogue.flatMap { dialogue in dialogue.tls.map { ($0.chain, dialogue) } }
    }

    /// Judges each certificate that clients get, as `protocol pop3` may have its own; the first of the worst counts.
    func judgingCertificates(
        _ judge: (ServedCertificate) throws(MissingFact) -> Judgement
    ) throws(MissingFact) -> Judgement {
        let usual = try certificate()
        let first = try judge(usual)
        var seen: Set = [usual.chain.first]
        let others = dialogues.filter { $0.vantage == usual.vantage }.compactMap { dialogue in
            dialogue.tls.flatMap { seen.insert($0.chain.first).inserted && !$0.chain.isEmpty ? dialogue : nil }
        }
        let judged = [first] + others.prefix(8).compactMap { try? judge(certificate(servedBy: $0)) }
        let worst = Verdict.worst(of: judged.map(\.verdict))
        return judged.first { $0.verdict == worst } ?? first
    }

    private func certificate(servedBy dialogue: Dialogue) throws(MissingFact) -> ServedCertificate {
        try certificate(
            dialogue.tls?.chain ?? [], from: dialogue.vantage,
            source: "served by \(dialogue.service.rawValue) \(dialogue.port)", path: servedPath(dialogue))
    }

    /// The served certificate; if none was seen, the one on disk, which the next start serves.
    func certificate() throws(MissingFact) -> ServedCertificate {
        if let served = servedChain { return try certificate(servedBy: served.dialogue) }
        let files = try certificateFiles()
        if files.certificatePath.isEmpty {
            throw MissingFact("no certificate was served, and the configuration names none")
        }
        if let own = pathByName {
            throw MissingFact(
                "no certificate was seen, and local_name gives clients that of \(own), which was not read")
        }
        return try certificate(
            try chainOnDisk(files), from: .inside, source: files.certificatePath, path: files.certificatePath)
    }

    /// Throws if the configured file cannot be read or holds none.
    func chainOnDisk(_ files: CertificateFiles) throws(MissingFact) -> [[UInt8]] {
        guard let part = files.certificate else { throw MissingFact("the certificate's file was not read") }
        if part.status != 0 { throw MissingFact("the certificate's file cannot be read: \(part.firstLine)") }
        return try facts.chainOnDisk { () throws(MissingFact) in
            let chain = certificates.chain(inPEM: Array(part.text.utf8))
            guard !chain.isEmpty else { throw MissingFact("\(files.certificatePath) holds no certificate") }
            return chain
        }
    }

    /// nil if none is configured.
    func alternativeOnDisk(_ files: CertificateFiles) throws(MissingFact) -> [[UInt8]]? {
        guard let part = files.alternative else { return nil }
        if part.status != 0 { throw MissingFact("the alternative certificate cannot be read: \(part.firstLine)") }
        let chain = certificates.chain(inPEM: Array(part.text.utf8))
        guard !chain.isEmpty else { throw MissingFact("\(files.alternativePath) holds no certificate") }
        return chain
    }

    /// Usual, alternative, or that of the block for this name, address or protocol. Empty if not known.
    private func servedPath(_ dialogue: Dialogue) -> String {
        guard let files = try? certificateFiles() else { return "" }
        guard let leaf = dialogue.tls?.chain.first, (try? chainOnDisk(files))?.first != leaf else {
            return files.certificatePath
        }
        if let alternative = try? alternativeOnDisk(files), alternative.first == leaf { return files.alternativePath }
        return pathByName ?? path(ofBlock: "local", [dialogue.address])
            ?? path(ofBlock: "protocol", [dialogue.service.isIMAP ? "imap" : "pop3"]) ?? files.certificatePath
    }

    private var pathByName: String? { path(ofBlock: "local_name", certificateNames) }

    private func path(ofBlock name: String, _ labels: [String]) -> String? {
        let own = (try? configuration())?.blocks(name).filter { block in
            words(of: block.label).contains { labels.contains(String($0)) }
        }
        return own?.lazy.compactMap { block in
            block.settings["ssl_cert"]?.after("<").map { String($0) } ?? block.settings["ssl_server_cert_file"]
                ?? block.blocks("ssl_server").first?.settings["cert_file"]
        }.first
    }

    /// The program other than Dovecot that holds the dialogue's port.
    func stranger(serving dialogue: Dialogue) -> String? {
        let bound = ((try? sockets()) ?? []).filter { $0.port == dialogue.port }
        let here = bound.filter { $0.address == dialogue.address }
        let holders = here.isEmpty ? bound.filter { !$0.isLoopback } : here
        return holders.contains { $0.isDovecots != false } ? nil : holders.first?.program
    }

    /// Verifies the chain with the authorities for this host.
    func facts(of chain: [[UInt8]], from source: String) throws(MissingFact) -> CertificateFacts {
        let memo = facts.certificates[chain]
        return try memo { () throws(MissingFact) in
            let facts = certificates.facts(
                of: chain, names: host.certificateNames, at: began, caFiles: parameters.authorities(for: host))
            guard let facts else { throw MissingFact("the certificate (\(source)) cannot be parsed") }
            return facts
        }
    }

    private func certificate(
        _ chain: [[UInt8]], from vantage: Vantage, source: String, path: String
    ) throws(MissingFact) -> ServedCertificate {
        let facts = try facts(of: chain, from: source)
        let names = facts.names.prefix(8).joined(separator: " ")
        let shown = "subject \(facts.subject)\nissuer \(facts.issuer)\nnames \(names)\nnot after \(day(facts.notAfter))"
        return ServedCertificate(
            facts: facts, vantage: vantage, evidence: [Finding.Excerpt(probe: "certificate", excerpt: shown)],
            source: source, chain: chain, path: path)
    }

    /// Why TLS is not checked; nil if it is.
    var whyNoTLS: String? {
        if host.role == .lmtp { return "an LMTP host needs no IMAP or POP3" }
        guard let settings = try? settings(), settings.ssl == "no" else { return nil }
        return "TLS is switched off (`ssl = no`)"
    }
}

/// RFC 3339, from Unix seconds: `2026-12-24T08:00:00Z`.
func moment(_ time: Int64) -> String {
    let second = ((time % 86_400) + 86_400) % 86_400
    let digits = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day(time))T\(digits.joined(separator: ":"))Z"
}

/// `2026-11-23`, from Unix seconds.
func day(_ time: Int64) -> String {
    // Days since 0000-03-01: a leap day ends its year (Howard Hinnant, civil_from_days).
    let days = (time >= 0 ? time : time - 86_399) / 86_400 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let ofEra = days - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * ofYear + 2) / 153
    let dayOfMonth = ofYear - (153 * month + 2) / 5 + 1
    let civilMonth = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0)
    return "\(year)-\(civilMonth < 10 ? "0" : "")\(civilMonth)-\(dayOfMonth < 10 ? "0" : "")\(dayOfMonth)"
}
