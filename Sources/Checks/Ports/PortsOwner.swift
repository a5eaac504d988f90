import Fleet

struct PortsOwner: Check {
    let id = "ports.owner"
    let decides: Condition? = .freePorts

    func judge(_ subject: HostFacts) throws(MissingFact) -> Judgement {
        if subject.host.role == .lmtp { return .skipped("an LMTP host needs no IMAP or POP3") }
        if let other = subject.otherConfiguration {
            throw MissingFact("Dovecot runs \(other.used), whose listeners are not known: doveconf read \(other.read)")
        }
        let promised = try subject.promised()
        let sockets = try subject.sockets()
        for listener in promised where subject.host.services.isEmpty || subject.host.services.contains(listener.service)
        {
            let bound = sockets.filter { $0.port == listener.port && $0.excludes(listener) }
            guard !bound.contains(where: { $0.isDovecots != false }), let stranger = bound.first?.program else {
                continue
            }
            return held(listener, by: stranger, subject)
        }
        let owned = promised.filter { listener in
            sockets.contains { $0.port == listener.port && $0.isDovecots == true }
        }
        // `ports.listening` judges whether anything is bound.
        if owned.isEmpty { return .pass("no other program uses a port of Dovecot") }
        return .pass("held by Dovecot: \(owned.map { String($0.port) }.joined(separator: ", "))")
    }
}

extension ListeningSocket {
    /// Whether no other program can bind an address of the listener: HAProxy may have the same port at another one.
    fileprivate func excludes(_ listener: Listener) -> Bool {
        listener.addresses.isEmpty
            || listener.addresses.contains {
                ["*", "::", "0.0.0.0"].contains($0) || IPAddress($0) == nil || serves($0)
            }
    }
}

extension PortsOwner {
    private func held(_ listener: Listener, by stranger: String, _ subject: HostFacts) -> Judgement {
        let lines = (try? subject.allParts(of: "sockets").values.flatMap(\.lines)) ?? []
        let shown = lines.filter { $0.contains(":\(listener.port) ") }.prefix(4).joined(separator: "\n")
        return .fail(
            "port \(listener.port) (\(listener.service.rawValue)) is held by \(stranger), not by Dovecot, which cannot"
                + " start without it",
            signature: "\(listener.port) \(stranger)", evidence: [.init(probe: "sockets", excerpt: shown)],
            remedy: [
                .note("This names the process."), .run("ss -tlnp \("sport = :\(listener.port)")"),
                .note("Stop \(stranger) and disable it at boot, or move it to another port."),
                .restart,
            ])
    }

    var explanation: Explanation {
        Explanation(
            title: "Is each of Dovecot's ports held by Dovecot, and by no other program?",
            why:
                "After a migration the old server, a proxy or a test may still hold the port: Dovecot then does not start"
                + " (`listen(*, 143) failed: Address already in use`), and another program answers clients.",
            byHand: "ss -tlnp 'sport = :143'",
            remedies: ["Stop the other program, or move it."],
            references: ["https://doc.dovecot.org/2.4.1/core/config/service.html"])
    }
}
