import Fleet

struct PortsCapabilities: Check {
    let id = "ports.capabilities"
    let vantage = Vantage.outside
    let decides: Condition? = .greeting
    let attempt: Attempt? = .sweep
    let needs: Set<Condition> = [.greeting]
    let asks: Set<Condition> = .settings.union([.listeners, .addresses, .reachability])

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("an LMTP host needs no IMAP or POP3", from: .outside) }
        let announced = subject.dialogues.filter { $0.talk?.capabilities.isEmpty == false }
        for dialogue in announced {
            if let lack = lack(dialogue, subject) { return failure(dialogue, lack) }
        }
        if let first = announced.first {
            return .pass("announced: \(shown(announced))", from: first.vantage)
        }
        if !subject.parameters.looksOutside {
            return .skipped("no connection was asked for (--no-outside)", from: .outside)
        }
        throw MissingFact("no service announced its capabilities")
    }

    private func lack(_ dialogue: Dialogue, _ subject: HostFacts) -> String? {
        guard let talk = dialogue.talk, talk.greeting?.hasPrefix("* PREAUTH") != true else { return nil }
        let isSecured = dialogue.service.isImplicitTLS || talk.stage == .secured || !talk.securedCapabilities.isEmpty
        let words = (talk.securedCapabilities.isEmpty ? talk.capabilities : talk.securedCapabilities).map {
            $0.uppercased()
        }
        if dialogue.service.isIMAP, !words.contains("IMAP4REV1"), !words.contains("IMAP4REV2") { return "IMAP4rev1" }
        let starts = dialogue.service.isIMAP ? "STARTTLS" : "STLS"
        if !isSecured, !talk.capabilities.contains(starts), (try? subject.settings())?.ssl ?? "no" != "no" {
            return starts
        }
        guard isSecured, !words.isEmpty else { return nil }
        return hasLogin(words, dialogue.service) ? nil : "a way to log in"
    }

    private func hasLogin(_ words: [String], _ service: MailService) -> Bool {
        if service.isIMAP { return !words.contains("LOGINDISABLED") || words.contains { $0.hasPrefix("AUTH=") } }
        return words.contains("USER") || words.contains { $0.hasPrefix("SASL ") }
    }

    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool {
        other.breaks != .listeners || own.isOfSameListener(as: other)
    }
}

extension PortsCapabilities {
    private func shown(_ dialogues: [Dialogue]) -> String {
        MailService.allCases.filter { service in dialogues.contains { $0.service == service } }.map(\.rawValue)
            .joined(separator: ", ")
    }

    private func failure(_ dialogue: Dialogue, _ lack: String) -> Judgement {
        let name = "\(dialogue.service.rawValue) \(dialogue.port)"
        return .fail(
            "\(name) does not announce \(lack), which clients need", signature: "\(name) \(lack)",
            from: dialogue.vantage, evidence: dialogue.excerpt(),
            remedy: lack.hasSuffix("TLS") || lack == "STLS"
                ? [.note("Remove ssl = no from that inet_listener and from the section of the protocol."), .restart]
                : [
                    .run("doveconf auth_mechanisms imap_capability login_plugins"),
                    .note("Restore what was removed."), .reload,
                ]
        )
    }

    var explanation: Explanation {
        Explanation(
            title: "Does each service announce what clients need: IMAP4rev1, TLS, a way to log in?",
            why: "Clients use what the server announces. Without STARTTLS on 143 they give up or send passwords in"
                + " clear text. With LOGINDISABLED under TLS they cannot log in.",
            byHand: "openssl s_client -quiet -crlf -connect HOST:993   # a1 CAPABILITY",
            remedies: ["Set imap_capability and auth_mechanisms to the defaults of the package.", "ssl = yes"],
            references: ["RFC 9051, 6.1.1", "RFC 2449"])
    }
}
