import Fleet

struct PasswordTunnel: Check {
    let id = "password.tunnel"
    let vantage = Vantage.tunnel
    let decides: Condition? = .login
    let attempt: Attempt? = .sweep
    let asks: Set<Condition> = .logins

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoLogin { return .skipped(reason, from: .tunnel) }
        if !subject.parameters.looksThrough {
            return .skipped("nothing was tried through SSH (--no-tunnel)", from: .tunnel)
        }
        let account = subject.host.probe?.user ?? ""
        if let proven = subject.provenLogin(from: .tunnel) {
            return .pass(
                "\(account) logs in with \(proven.service.rawValue) through SSH, at \(proven.address)", from: .tunnel)
        }
        if let failure = LoginFailure(among: subject.dialogues(from: .tunnel), account: account) {
            return failure.judgement(" (through SSH, at \(failure.dialogue.address))")
        }
        if let reason = subject.whyNoTunnel { return try forbidden(reason, subject) }
        if subject.provenLogin(from: .outside) != nil {
            return .skipped("no login was tried through SSH; a login from outside worked", from: .tunnel)
        }
        throw MissingFact(try whyUntried(subject))
    }

    private func forbidden(_ reason: String, _ subject: HostFacts) throws(MissingFact) -> Judgement {
        if subject.parameters.looksOutside { return .skipped(reason, from: .tunnel) }
        throw MissingFact("no login is proven: \(reason), and nothing was tried from outside (--no-outside)")
    }

    private func whyUntried(_ subject: HostFacts) throws(MissingFact) -> String {
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
        return "the password was not sent: \(withheld.notices.last?.after("withheld: ") ?? "login is not offered")"
    }

    func isExplained(_ own: JudgedFinding, by other: JudgedFinding, among all: [JudgedFinding]) -> Bool {
        own.isPastLogin(for: other)
    }
}

extension PasswordTunnel {
    var explanation: Explanation {
        Explanation(
            title: "Does a login work through SSH, without the network between the host and its clients?",
            why:
                "It separates faults of host and network: if it works here and not from outside, the firewall, a balancer or"
                + " another machine is the cause. It connects to 127.0.0.2, since Dovecot treats a connection to"
                + " 127.0.0.1 as secure and accepts what it would refuse. If sshd forbids tunnels, another vantage"
                + " must prove the login.",
            byHand: "ssh -L 9930:127.0.0.2:993 HOST; openssl s_client -quiet -crlf -connect localhost:9930"
                + "   # a1 LOGIN …, a2 NAMESPACE, a3 LOGOUT",
            remedies: [
                "doveadm log errors: the line at the time of the login gives the reason.",
                "AllowTcpForwarding local in sshd_config allows the tunnel.",
            ],
            references: ["RFC 4254, 7.2", "RFC 9051, 6.2", "sshd_config(5), AllowTcpForwarding"])
    }
}
