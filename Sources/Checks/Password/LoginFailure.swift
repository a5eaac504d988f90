import Fleet

/// A failed login of a mail session, and its remedy.
struct LoginFailure {
    let dialogue: Dialogue
    let talk: MailSession
    let account: String

    /// nil if none was tried, or the first did not fail.
    init?(among dialogues: [Dialogue], account: String) {
        let tried = dialogues.first { $0.talk?.loginTried == true && $0.talk?.ending != .cancelled }
        guard let tried, let talk = tried.talk, !talk.loginProven else { return nil }
        dialogue = tried
        self.talk = talk
        self.account = account
    }

    func judgement(_ addition: String = "", alsoTry: Advice = []) -> Judgement {
        let code = talk.reply?.code ?? talk.ending.rawValue
        var judgement = Judgement.fail(
            "\(dialogue.service.rawValue): the login of \(account) \(words)\(addition)",
            signature: "\(account) \(code)",
            from: dialogue.vantage, evidence: dialogue.excerpt(), remedy: remedy + alsoTry,
            reason: code == "AUTHENTICATIONFAILED" || code == "UNAVAILABLE" ? .notLoggedIn : nil)
        judgement.leavesReasonToLog = true
        return judgement
    }

    private var words: String {
        let reply = talk.reply.map {
            [$0.status, $0.code.map { "[\($0)]" }, $0.text].compactMap { $0 }.joined(separator: " ")
        }
        let isIn = talk.stage == .authenticated
        switch talk.ending {
        case .closed:
            return isIn
                ? "succeeds, and is then disconnected" : "fails: after the password the server closes without an error"
        case .timedOut: return "fails: after the password the server does not answer"
        default: return (isIn ? "succeeds, and then gets: " : "fails: ") + (reply ?? talk.ending.rawValue)
        }
    }

    /// By RFC 5530's response codes.
    private var remedy: Advice {
        switch talk.reply?.code {
        case "AUTHENTICATIONFAILED" where talk.stage != .authenticated:
            [
                .note("If this command accepts the password, check allow_nets and the auth cache."),
                .run("doveadm auth test -x no-penalty \(account)"),
            ]
        case "PRIVACYREQUIRED": [.note("Connect with TLS: the server is right to refuse passwords without it.")]
        case "EXPIRED": [.run("passwd \(account)")]
        case "CONTACTADMIN": [.note("Allow \(account) to log in, or use another probe account.")]
        case "LIMIT":
            [
                .note("Find out where the connections come from, or raise mail_max_userip_connections."),
                .run("doveadm who \(account)"),
            ]
        default:
            [
                .note("The log line at this time gives the reason."), .showErrors,
                .run("doveadm mailbox path -u \(argument: account) INBOX"),
            ]
        }
    }
}

extension JudgedFinding {
    /// Whether the login got as far as the other failure's condition.
    func isPastLogin(for other: JudgedFinding) -> Bool {
        reason != .notLoggedIn || other.breaks.map(Condition.ofMailboxes.contains) != true
    }
}

extension HostFacts {
    /// Why no login can be tried.
    var whyNoLogin: String? {
        if host.role == .lmtp { return "an LMTP host needs no IMAP or POP3" }
        guard let probe = host.probe else { return HostFacts.noAccount }
        if probe.password == nil { return "no password for \(probe.user)" }
        if let required = try? required(), !required.isEmpty, !required.contains(where: \.isIMAP) {
            return "only POP3 is offered, whose login would lock the mailbox"
        }
        return nil
    }

    func dialogues(from vantage: Vantage) -> [Dialogue] { dialogues.filter { $0.vantage == vantage } }

    func provenLogin(from vantage: Vantage) -> Dialogue? {
        dialogues.first { $0.vantage == vantage && $0.talk?.loginProven == true }
    }

    /// Why the host refused the tunnel to its own listeners.
    var whyNoTunnel: String? {
        dialogues(from: .tunnel).lazy.compactMap { dialogue in
            if case .notTried(let reason) = dialogue.reach { reason } else { nil }
        }.first
    }
}
