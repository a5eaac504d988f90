import Fleet

struct PasswordTunnel: Check {
    let id = "password.tunnel"
    let vantage = Vantage.tunnel
    let decides: Condition? = .login
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .logins

    func judge(_ subject: Subject) throws(Unjudgeable) -> Judgement {
        if let reason = subject.whyNoLogin { return .skipped(reason, from: .tunnel) }
        if !subject.parameters.looksThrough {
            return .skipped("nothing was tried through SSH (--no-tunnel)", from: .tunnel)
        }
        let account = subject.host.probe?.user ?? ""
        if let proven = subject.provenLogin(from: .tunnel) {
            return .pass(
                "\(account) logs in by \(proven.service.rawValue) through SSH, at \(proven.address)", from: .tunnel)
        }
        if let failure = LoginFailure(among: subject.dialogues(from: .tunnel), account: account) {
            return failure.judgement(" (through SSH, at \(failure.dialogue.address))")
        }
        if let reason = subject.whyNoTunnel { return try forbidden(reason, subject) }
        if subject.provenLogin(from: .outside) != nil {
            return .skipped("no login was tried through SSH; one is proven from outside", from: .tunnel)
        }
        throw Unjudgeable(try whyUntried(subject))
    }

    /// Somebody has to prove the login: where nobody else was asked to, it stays open.
    private func forbidden(_ reason: String, _ subject: Subject) throws(Unjudgeable) -> Judgement {
        if subject.parameters.looksOutside { return .skipped(reason, from: .tunnel) }
        throw Unjudgeable("no login is proven: \(reason), and nothing was tried from outside (--no-outside)")
    }

    private func whyUntried(_ subject: Subject) throws(Unjudgeable) -> String {
        switch try subject.password() {
        case .refused, .rejected: return "not tried after the password was refused inside"
        case .unasked(let why): return "not tried: \(why)"
        case .accepted, .broken: break
        }
        let dialogues = subject.dialogues(from: .tunnel)
        if let broken = dialogues.first(where: { $0.tls?.failure != nil }) {
            return "no login was tried through SSH: the TLS handshake with \(broken.service.rawValue) fails"
        }
        let withheld = dialogues.lazy.compactMap(\.talk).first { $0.ending == .withheld }
        guard let withheld else { return "no IMAP service could be reached through SSH to log in to" }
        return "the password was kept back: \(withheld.notices.last?.after("withheld: ") ?? "login is not offered")"
    }

    func isExplained(_ own: Judged, by other: Judged, among all: [Judged]) -> Bool { own.isPastLogin(for: other) }
}

extension PasswordTunnel {
    var explanation: Explanation {
        Explanation(
            title: "Does a login work through SSH, whatever stands between the host and its clients?",
            why: "It tells the host from the network: what works here and not from outside is the firewall's, a"
                + " balancer's or another machine's matter. It goes to 127.0.0.2, since Dovecot takes a connection"
                + " to 127.0.0.1 for secure and lets in whom it would refuse. Where sshd forbids tunnels another"
                + " vantage has to prove the login.",
            byHand: "ssh -L 9930:127.0.0.2:993 HOST; openssl s_client -quiet -crlf -connect localhost:9930"
                + "   # a1 LOGIN …, a2 NAMESPACE, a3 LOGOUT",
            remedies: [
                "doveadm log errors: the line at the time of the login says why.",
                "AllowTcpForwarding local in sshd_config lets the sweep through.",
            ],
            references: ["RFC 4254, 7.2", "RFC 9051, 6.2", "sshd_config(5), AllowTcpForwarding"])
    }
}
