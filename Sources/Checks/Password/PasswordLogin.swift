import Fleet

struct PasswordLogin: Check {
    let id = "password.login"
    let vantage = Vantage.outside
    let decides: Condition? = .login
    let attempt: Attempt? = .sweep
    let needs: Set<Condition> = [.login]
    let asks: Set<Condition> = .logins

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoLogin { return .skipped(reason, from: .outside) }
        let account = subject.host.probe?.user ?? ""
        if let proven = subject.provenLogin(from: .outside) {
            return .pass("\(account) logs in with \(proven.service.rawValue)", from: .outside)
        }
        if let failure = LoginFailure(among: subject.dialogues(from: .outside), account: account) {
            return judged(failure, subject)
        }
        if !subject.parameters.looksOutside {
            return .skipped("no login was tried from outside (--no-outside)", from: .outside)
        }
        let reason = whyUntried(subject)
        if subject.provenLogin(from: .tunnel) != nil {
            return .skipped("\(reason); the login is proven through SSH", from: .outside)
        }
        throw MissingFact(reason)
    }

    private func judged(_ failure: LoginFailure, _ subject: HostFacts) -> Judgement {
        guard subject.provenLogin(from: .tunnel) != nil else { return failure.judgement() }
        return failure.judgement(
            ", and through SSH the same login works",
            alsoTry: [
                .note(
                    """
                    Check what differs for clients: allow_nets, a remote section, another machine or a balancer at \
                    \(failure.dialogue.address)
                    """)
            ])
    }

    private func whyUntried(_ subject: HostFacts) -> String {
        if subject.dialogues(from: .tunnel).contains(where: { $0.talk?.reply?.code == "AUTHENTICATIONFAILED" }) {
            return "not tried after the password was refused through SSH"
        }
        if let withheld = subject.dialogues(from: .outside).first(where: { $0.talk?.ending == .withheld }) {
            let isSecured = withheld.tls.map { $0.failure == nil } == true
            let offered = (withheld.talk?.capabilities ?? []).filter { $0.hasPrefix("AUTH=") }.map { $0.dropFirst(5) }
            let list = offered.isEmpty ? "none" : offered.joined(separator: ", ")
            let usual =
                isSecured
                ? "the server offers no mechanism that dovesweep supports (\(list))"
                : "the connection had no TLS"
            let why = withheld.talk?.notices.last?.after("withheld: ").map(String.init) ?? usual
            return "the password was not sent: \(why)"
        }
        if case .unasked(let why)? = try? subject.password() { return "not tried: \(why)" }
        return "no login was tried from outside"
    }

    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool {
        own.isPastLogin(for: other)
    }
}

extension PasswordLogin {
    var explanation: Explanation {
        Explanation(
            title: "Does a complete login work, as a mail client does it?",
            why:
                "It is the only end-to-end proof: network, TLS, password, userdb and the start of the mailbox."
                + " `OK Logged in` alone proves nothing: only the tagged OK to the next command does.",
            byHand: "openssl s_client -quiet -crlf -connect HOST:993   # a1 LOGIN …, a2 NAMESPACE, a3 LOGOUT",
            remedies: ["doveadm log errors: the line at the time of the login gives the reason."],
            references: ["RFC 9051, 6.2", "RFC 5530"])
    }
}
