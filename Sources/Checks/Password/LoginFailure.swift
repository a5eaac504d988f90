import Fleet

/// A login that was tried as a mail client does, and failed: in words, and what to do about it.
struct LoginFailure {
    let dialogue: Dialogue
    let talk: Talk
    let account: String

    /// The first login of a vantage that was tried and came to nothing; nil where there is none.
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
            "\(dialogue.service.rawValue): \(account) \(words)\(addition)", signature: "\(account) \(code)",
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
            return isIn ? "logs in, and is then cut off" : "gives the password, and the server closes without a word"
        case .timedOut: return "gives the password, and the server falls silent"
        default: return (isIn ? "logs in, and is then told: " : "is told: ") + (reply ?? talk.ending.rawValue)
        }
    }

    /// By RFC 5530's response codes; what is no matter of the password leads to the log.
    private var remedy: Advice {
        switch talk.reply?.code {
        case "AUTHENTICATIONFAILED" where talk.stage != .authenticated:
            [
                .note("If the password is accepted here, look for allow_nets and the auth cache."),
                .run("doveadm auth test -x no-penalty \(account)"),
            ]
        case "PRIVACYREQUIRED": [.note("Connect by TLS: the server rightly refuses passwords without it.")]
        case "EXPIRED": [.run("passwd \(account)")]
        case "CONTACTADMIN": [.note("Allow \(account) to log in, or use another probe account.")]
        case "LIMIT":
            [
                .note("See where the connections come from; else raise mail_max_userip_connections."),
                .run("doveadm who \(account)"),
            ]
        default:
            [
                .note("The line of the log at this time says why."), .showErrors,
                .run("doveadm mailbox path -u \(argument: account) INBOX"),
            ]
        }
    }
}

extension Judged {
    /// Whether a login came as far as what the other failure is about.
    func isPastLogin(for other: Judged) -> Bool {
        reason != .notLoggedIn || other.breaks.map(Condition.ofMailboxes.contains) != true
    }
}

extension Subject {
    /// Why no login can be asked for at all; nil where it can.
    var whyNoLogin: String? {
        if host.role == .lmtp { return "no IMAP or POP3 is asked of an LMTP host" }
        guard let probe = host.probe else { return Subject.noAccount }
        if probe.password == nil { return "no password for \(probe.user)" }
        if let required = try? required(), !required.isEmpty, !required.contains(where: \.isIMAP) {
            return "only POP3 is offered, whose login would lock the mailbox"
        }
        return nil
    }

    func dialogues(from vantage: Vantage) -> [Dialogue] { dialogues.filter { $0.vantage == vantage } }

    /// The dialogue of a vantage in which a login was proven.
    func provenLogin(from vantage: Vantage) -> Dialogue? {
        dialogues.first { $0.vantage == vantage && $0.talk?.loginProven == true }
    }

    /// Why the host lets nobody through to its own listeners; nil where it does, or where nobody asked.
    var whyNoTunnel: String? {
        dialogues(from: .tunnel).lazy.compactMap { dialogue in
            if case .notTried(let reason) = dialogue.reach { reason } else { nil }
        }.first
    }
}
