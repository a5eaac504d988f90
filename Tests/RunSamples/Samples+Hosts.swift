package import Fleet

extension Samples {
    /// Two hosts may share this story to the word.
    package static func expired(_ name: String) -> HostResult {
        let cause = Finding(
            check: "tls.expiry", item: .tls, verdict: .fail, vantage: .outside,
            summary: "the certificate that imaps serves expired 12 days ago, on 2026-11-11",
            signature: "993 2026-11-11",
            evidence: [.init(probe: "tls.served", excerpt: "notAfter 2026-11-11T08:00:00Z")],
            remedy: Remedy(trustedScript: "certbot renew --cert-name mail.example.net\ndoveadm reload"))
        return result(host(name), cause: cause, others: blocked(.password, by: "tls.expiry"))
    }

    package static let stopped = result(
        host("mx08.example.net"),
        cause: Finding(
            check: "service.running", item: .service, verdict: .fail,
            summary: "dovecot.service failed with status 89: the configuration has a setting that Dovecot 2.4 "
                + "does not know, ssl_protocols, in line 12 of /etc/dovecot/conf.d/10-ssl.conf",
            signature: "failed 89", remedy: Remedy(trustedScript: "systemctl restart dovecot.service")),
        others: blocked(.ports, .firewall, .tls, .auth, .user, .password, by: "service.running") + [
            Finding(
                check: "permissions.key", item: .permissions, verdict: .fail,
                summary: "everyone can read /etc/dovecot/private/mail.key (mode 0644)", signature: "mail.key",
                evidence: [.init(probe: "files", excerpt: "-rw-r--r-- root root /etc/dovecot/private/mail.key")],
                remedy: Remedy(trustedScript: "chmod 0600 /etc/dovecot/private/mail.key")),
            Finding(
                check: "logs.recent", item: .logs, verdict: .warn,
                summary: "14 errors since 15:02: Fatal: master: service(imap): child 812 killed with signal 11"),
        ])

    package static let drained = result(
        host("mx10.example.net") { $0.state = .drained },
        cause: Finding(
            check: "config.parses", item: .config, verdict: .fail,
            summary: "doveconf: line 3 of /etc/dovecot/local.conf: Unknown setting: mail_locatoin",
            signature: "mail_locatoin",
            remedy: Remedy(trustedScript: "sed -i 3s/mail_locatoin/mail_location/ /etc/dovecot/local.conf")),
        others: blocked(.mailLocation, by: "config.parses"))

    package static let expiring = HostResult(
        host: host("mx11.example.net"), outcome: .swept, seconds: 0.4,
        findings: findings([
            Finding(
                check: "tls.expiry", item: .tls, verdict: .warn, summary: "the certificate expires in 12 days",
                signature: "2026-12-05", remedy: Remedy(trustedScript: "certbot renew --cert-name mx11.example.net"))
        ]), loginProven: true)

    package static let unprivileged = HostResult(
        host: host("mx12.example.net") { $0.probe = nil }, outcome: .swept, seconds: 0.4,
        findings: findings([
            Finding(
                check: "permissions.sockets", item: .permissions, verdict: .unknown,
                summary: "the sockets in /run/dovecot cannot be listed without root",
                remedy: Remedy(trustedScript: "sweep with --become")),
            Finding(
                check: "logs.recent", item: .logs, verdict: .unknown,
                summary: "the journal cannot be read without root", remedy: Remedy(trustedScript: "sweep with --become")
            ),
            Finding(check: "user.exists", item: .user, verdict: .skipped, summary: "no probe account was given"),
            Finding(
                check: "password.accepted", item: .password, verdict: .skipped, summary: "no probe account was given"),
        ]))

    package static let longNamed = result(
        host("imap-frontend-042.postoffice.eu-central-1.example.net"),
        cause: Finding(
            check: "firewall.reachable", item: .firewall, verdict: .fail, vantage: .outside,
            summary: "port 993 listens inside, and a connection from outside gets no answer", signature: "993 drop",
            remedy: Remedy(trustedScript: "nft insert rule inet filter input tcp dport 993 accept")),
        others: blocked(.tls, .password, by: "firewall.reachable"))

    package static let lmtp = HostResult(
        host: host("lmtp01.example.net") {
            $0.role = .lmtp
            $0.probe = nil
        }, outcome: .swept, seconds: 0.3,
        findings: findings(
            [Item.ports, .firewall, .tls, .user, .password].map { item in
                Finding(
                    check: "\(item.rawValue).sound", item: item, verdict: .skipped,
                    summary: "an lmtp host serves no IMAP")
            }))

    /// A host for each way of not being swept; one of them is seen to fail from outside all the same.
    package static let unswept =
        Outcome.allCases.filter { $0 != .swept && $0 != .refused }.map { outcome in
            HostResult(
                host: host("\(outcome.rawValue).lost.example.net"), outcome: outcome,
                reason:
                    "This is why it was lost, \(outcome.rawValue), and what to do about it: "
                    + "a sentence that does not fit on a line."
            )
        } + [
            result(
                host("refused.lost.example.net"),
                cause: Finding(
                    check: "ports.reachable", item: .ports, verdict: .fail, vantage: .outside,
                    summary: "port 993 refuses connections from outside", signature: "993 refused",
                    remedy: Remedy(trustedScript: "systemctl status dovecot.service")),
                outcome: .refused, reason: "Nothing listens on port 22.")
        ]
}
