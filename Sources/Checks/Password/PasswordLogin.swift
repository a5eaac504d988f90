import Fleet

struct PasswordLogin: Check {
    let id = "password.login"
    let vantage = Vantage.outside

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("no IMAP or POP3 is asked of an LMTP host", from: .outside) }
        guard let probe = subject.host.probe else { return .skipped(Subject.noAccount, from: .outside) }
        guard probe.password != nil else { return .skipped("no password for \(probe.user)", from: .outside) }
        if let proven = subject.dialogues.first(where: { $0.talk?.loginProven == true }) {
            return .pass("\(probe.user) logs in by \(proven.service.rawValue)", from: proven.vantage)
        }
        let tried = subject.dialogues.filter { $0.talk?.loginTried == true && $0.talk?.ending != .cancelled }
        if let dialogue = tried.first, let talk = dialogue.talk { return failure(dialogue, talk, probe.user, subject) }
        if !subject.parameters.looksOutside { return .skipped("no login was asked for (--no-outside)", from: .outside) }
        if let required = try? subject.required(), !required.isEmpty, !required.contains(where: \.isIMAP) {
            return .skipped("only POP3 is offered, whose login would lock the mailbox", from: .outside)
        }
        if let withheld = subject.dialogues.lazy.compactMap(\.talk).first(where: { $0.ending == .withheld }) {
            let why = withheld.notices.last?.after("withheld: ") ?? "the connection was not under TLS"
            throw Unjudgeable("the password was kept back: \(why)")
        }
        if case .unasked(let why)? = try? subject.password() { throw Unjudgeable("no login was tried: \(why)") }
        throw Unjudgeable("no login was tried from outside")
    }
}

extension PasswordLogin {
    private func failure(_ dialogue: Dialogue, _ talk: Talk, _ account: String, _ subject: Subject) -> Judgement {
        let code = talk.reply?.code ?? talk.ending.rawValue
        return .fail(
            "\(dialogue.service.rawValue): \(account) \(words(talk))", signature: "\(account) \(code)",
            from: dialogue.vantage,
            evidence: dialogue.excerpt(), remedy: remedy(talk, account))
    }

    private func words(_ talk: Talk) -> String {
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
    private func remedy(_ talk: Talk, _ account: String) -> String {
        switch talk.reply?.code {
        case "AUTHENTICATIONFAILED" where talk.stage != .authenticated:
            "doveadm auth test -x no-penalty \(account)   # if it is accepted there, look for allow_nets"
                + " and the auth cache"
        case "PRIVACYREQUIRED": "Connect by TLS: the server rightly refuses passwords without it."
        case "EXPIRED": "passwd \(account)"
        case "CONTACTADMIN": "Allow \(account) to log in, or use another probe account."
        case "LIMIT": "doveadm who \(account)   # who holds the connections; else raise mail_max_userip_connections"
        default: "doveadm log errors   # the line at this time says why\ndoveadm mailbox path -u \(account) INBOX"
        }
    }

    var explanation: Explanation {
        Explanation(
            title: "Does a whole login work as a mail client does it?",
            why:
                "The only end-to-end proof: network, TLS, password, userdb and the start of the mailbox."
                + " `OK Logged in` proves "
                + "nothing by itself: only the tagged OK to the next command does.",
            byHand: "openssl s_client -quiet -crlf -connect HOST:993   # a1 LOGIN …, a2 NAMESPACE, a3 LOGOUT",
            remedies: ["doveadm log errors: the line at the time of the login says why."],
            references: ["RFC 9051, 6.2", "RFC 5530"])
    }
}
