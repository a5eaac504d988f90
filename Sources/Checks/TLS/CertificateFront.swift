import Fleet

struct CertificateFront: Check {
    let id = "tls.front"
    let vantage = Vantage.outside
    let asks: Set<Condition> = []

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if let reason = subject.whyNoTLS { return .skipped(reason, from: .outside) }
        if !subject.parameters.looksOutside {
            return .skipped("nothing was tried from outside (--no-outside)", from: .outside)
        }
        let pairs = MailService.allCases.compactMap { subject.served(by: $0) }
        guard !pairs.isEmpty else { return try uncompared(subject) }
        guard let other = pairs.first(where: { $0.outside.tls?.chain.first != $0.tunnel.tls?.chain.first }) else {
            return .pass("clients get the certificate that the host itself serves", from: .outside)
        }
        if let reason = whyAnother(subject) { return .skipped(reason, from: .outside) }
        return try another(other.outside, other.tunnel, subject)
    }

    private func uncompared(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        let seen = subject.dialogues(from: .outside).lazy.compactMap { $0.tls?.chain.first }.first
        if let seen, (try? subject.chainOnDisk(subject.certificateFiles()))?.first == seen {
            return .pass("clients get the certificate that the host itself has", from: .outside)
        }
        if let reason = subject.whyNoTunnel {
            return .skipped("there is nothing to compare: \(reason)", from: .outside)
        }
        return .skipped("no service was reached both through SSH and from outside", from: .outside)
    }

    private func whyAnother(_ subject: HostFacts) -> String? {
        if let front = subject.front {
            return "clients connect to \(front), which has its own certificate"
        }
        guard let written = try? subject.configuration(), !written.blocks("local").isEmpty else { return nil }
        return "the configuration has certificates by address"
    }
}

extension CertificateFront {
    private func another(
        _ outside: Dialogue, _ tunnel: Dialogue, _ subject: HostFacts
    ) throws(MissingFact) -> Judgement {
        let theirs = try subject.facts(of: outside.tls?.chain ?? [], from: "served at \(outside.address)")
        let own = try subject.facts(of: tunnel.tls?.chain ?? [], from: "served by the host itself")
        return .warn(
            "\(outside.service.rawValue) at \(outside.address) serves another certificate than the host itself: clients"
                + " reach another machine, or a proxy in front that terminates TLS",
            signature: theirs.fingerprint, from: .outside,
            evidence: [
                Finding.Excerpt(
                    probe: "certificate",
                    excerpt: "outside \(theirs.subject) until \(day(theirs.notAfter))\n"
                        + "itself \(own.subject) until \(day(own.notAfter))")
            ],
            remedy: [
                .note("If \(outside.address) belongs to a balancer or a proxy, set it in dovesweep_public_address."),
                .note("Else correct the DNS record or the port forwarding that sends clients there."),
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Do clients get the certificate that this host itself serves?",
            why: "After a migration a name may still point to the old machine: then all results from outside are about"
                + " another host. The certificate shows the difference.",
            byHand: "compare the fingerprints of `openssl s_client -connect HOST:993 </dev/null | openssl x509 -noout"
                + " -fingerprint`, on the host (127.0.0.2:993) and from outside",
            remedies: [
                "Correct DNS or the forwarding.", "Set the address of a balancer or proxy in dovesweep_public_address.",
            ],
            references: ["RFC 9525"])
    }
}

extension HostFacts {
    fileprivate func served(by service: MailService) -> (outside: Dialogue, tunnel: Dialogue)? {
        let seen = dialogues.filter { $0.service == service && $0.tls?.chain.isEmpty == false }
        guard let outside = seen.first(where: { $0.vantage == .outside }),
            let tunnel = seen.first(where: { $0.vantage == .tunnel })
        else { return nil }
        return (outside, tunnel)
    }
}
