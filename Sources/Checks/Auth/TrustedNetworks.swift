import Fleet

struct TrustedNetworks: Check {
    let id = "auth.trusted"
    let decides: Condition? = .secrecy

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let settings = try subject.settings()
        let login = settings.list("login_trusted_networks")
        if let everybody = login.first(where: isEverybody) { return open(everybody, login, subject) }
        let balancers = settings.list("haproxy_trusted_networks")
        if let everybody = balancers.first(where: isEverybody),
            try subject.promised().contains(where: \.expectsProxyHeader)
        {
            return forged(everybody, balancers, subject)
        }
        return .pass(login.isEmpty ? "no network is trusted" : "only \(login.joined(separator: " ")) is trusted")
    }

    /// `0.0.0.0/0` or `::/0`.
    private func isEverybody(_ network: String) -> Bool {
        network.split(separator: "/", omittingEmptySubsequences: false).dropFirst().first == "0"
    }
}

extension TrustedNetworks {
    private func open(_ network: String, _ all: [String], _ subject: HostFacts) -> Judgement {
        .fail(
            "login_trusted_networks = \(all.joined(separator: " ")): every client may log in without TLS, and claim any"
                + " address",
            signature: network, evidence: excerpt("login_trusted_networks", all),
            remedy: [
                .note(
                    """
                    Set login_trusted_networks to the addresses of your own webmail or proxy, such as 192.0.2.10/32, or \
                    leave it empty.
                    """), .reload,
            ] + (subject.is24 ? [.note("2.4 still asks for TLS where ssl = required.")] : []))
    }

    private func forged(_ network: String, _ all: [String], _ subject: HostFacts) -> Judgement {
        .warn(
            "haproxy_trusted_networks = \(all.joined(separator: " ")): every client may claim any address on the listeners"
                + " that expect a balancer",
            signature: "haproxy \(network)", evidence: excerpt("haproxy_trusted_networks", all),
            remedy: [.note("Set haproxy_trusted_networks to the balancer's addresses."), .reload])
    }

    private func excerpt(_ name: String, _ value: [String]) -> [Finding.Excerpt] {
        [Finding.Excerpt(probe: "config.settings", excerpt: "\(name) = \(value.joined(separator: " "))")]
    }

    var explanation: Explanation {
        Explanation(
            title: "Are only your own machines trusted?",
            why:
                "A machine in login_trusted_networks may send passwords without TLS and set the client's address, which"
                + " bypasses allow_nets, penalties and fail2ban. The value 0.0.0.0/0, sometimes set for a webmail, trusts"
                + " the whole Internet. Fails at a prefix of /0.",
            byHand: "doveconf login_trusted_networks haproxy_trusted_networks",
            remedies: [
                "login_trusted_networks = 192.0.2.10/32, in 2.3 and in 2.4; then: doveconf -n >/dev/null && doveadm reload"
            ],
            references: ["https://doc.dovecot.org/2.4.1/core/summaries/settings.html#login_trusted_networks"])
    }
}
