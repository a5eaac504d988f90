import Fleet

struct PlaintextPolicy: Check {
    let id = "tls.plaintext"
    let vantage = Vantage.outside
    let asks: Set<Condition> = .certificates

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason, from: .outside) }
        if let trusted = try subject.settings()["login_trusted_networks"] {
            return .skipped("login_trusted_networks = \(trusted) is exempt: auth.trusted judges it")
        }
        // A balancer announces its own capabilities.
        let outside = subject.front != nil ? [] : subject.dialogues(from: .outside).filter(isAsAClientSees)
        // Through SSH the client is the host itself, which `remote` sections may favour.
        let inside = subject.dialogues(from: .tunnel).filter { isAsAClientSees($0) && !favoursItself(subject) }
        let seen = outside + inside.filter { tunnel in !outside.contains { $0.service == tunnel.service } }
        if let open = seen.first(where: takesPasswordsInClear) { return offered(open, subject) }
        if try subject.settings().allowsCleartext { return configured(subject) }
        guard let first = seen.first else {
            return .pass("the configuration refuses passwords without TLS")
        }
        return .pass("\(first.service.rawValue) refuses passwords without TLS", from: first.vantage)
    }

    /// Dovecot treats a connection between equal addresses as secured.
    private func isAsAClientSees(_ dialogue: Dialogue) -> Bool {
        guard !dialogue.service.isImplicitTLS, dialogue.talk?.capabilities.isEmpty == false else { return false }
        return dialogue.vantage == .outside || dialogue.address == "127.0.0.2"
    }

    private func favoursItself(_ subject: HostFacts) -> Bool {
        guard let written = try? subject.configuration() else { return false }
        return !(written.blocks("remote") + written.blocks("local")).isEmpty
    }

    private func takesPasswordsInClear(_ dialogue: Dialogue) -> Bool {
        let words = dialogue.talk?.capabilities ?? []
        if dialogue.service.isIMAP { return !words.contains("LOGINDISABLED") }
        return words.contains("USER") || words.contains { $0.hasPrefix("SASL ") && $0.contains("PLAIN") }
    }
}

extension PlaintextPolicy {
    private func offered(_ dialogue: Dialogue, _ subject: HostFacts) -> Judgement {
        .warn(
            "\(dialogue.service.rawValue) \(dialogue.port) accepts passwords without TLS",
            signature: "\(dialogue.service.rawValue) cleartext", from: dialogue.vantage, evidence: dialogue.excerpt(),
            remedy: remedy(subject))
    }

    private func configured(_ subject: HostFacts) -> Judgement {
        .warn(
            "the configuration accepts passwords without TLS", signature: "cleartext",
            evidence: subject.excerpt("config", "settings", lines: 12), remedy: remedy(subject))
    }

    private func remedy(_ subject: HostFacts) -> Advice {
        let setting = subject.is24 ? "auth_allow_cleartext = no" : "disable_plaintext_auth = yes"
        return [.note("Set \(setting), and ssl = required if every client uses TLS."), .reload]
    }

    var explanation: Explanation {
        Explanation(
            title: "Are passwords refused without TLS?",
            why: "A client that is set up without TLS works, and anyone on the network can read its password. The"
                + " capabilities of the server count: login_trusted_networks, and a connection from the host to its own"
                + " address, are exempt from the setting.",
            byHand: "nc HOST 143   # a1 CAPABILITY must say LOGINDISABLED",
            remedies: ["disable_plaintext_auth = yes (2.4: auth_allow_cleartext = no)", "ssl = required"],
            references: ["RFC 8314, 3.1", "RFC 9051, 7.2.1"])
    }
}
