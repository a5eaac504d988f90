package import Fleet

extension Catalogue {
    /// The listeners to visit through the host's own SSH, each by an address at which it is bound: IMAP's, and POP3's
    /// where there is no IMAP, or where nobody else looks at it.
    ///
    /// The address is never 127.0.0.1 where it can be helped: a connection whose two ends have one address is secured to
    /// Dovecot, which then takes passwords in the clear and announces what no client gets (client-common.c). The rest of
    /// 127.0.0.0/8 is Linux's own. `isAlone`: nothing is looked at from outside.
    package func localListeners(of host: Host, evidence: [Evidence], isAlone: Bool) -> [LocalListener] {
        if host.role == .lmtp { return [] }
        let subject = Subject(host, evidence, ["config", "sockets"])
        let known = (try? subject.promised())?.filter { !$0.expectsProxyHeader }
        let wanted = host.services.isEmpty ? known?.map(\.service) ?? [.imap, .imaps] : host.services
        let visited = wanted.contains(where: \.isIMAP) && !isAlone ? wanted.filter(\.isIMAP) : wanted
        // The login is tried on the first.
        return ([.imaps, .imap, .pop3s, .pop3] as [MailService]).filter(visited.contains).compactMap { service in
            let ports = known?.filter { $0.service == service }.map(\.port) ?? [service.port]
            return (ports.contains(service.port) ? service.port : ports.first).flatMap {
                subject.localListener(service, port: $0, among: evidence)
            }
        }
    }

    /// A listener as the host itself reaches it.
    package struct LocalListener: Sendable, Equatable {
        package let service: MailService
        package let port: Port
        package let address: String
        /// Whether it is known to be Dovecot that listens there.
        package let isDovecots: Bool
    }
}

extension Subject {
    fileprivate init(_ host: Host, _ evidence: [Evidence], _ probes: Set<ProbeName>) {
        let record = HostRecord(
            host: host, began: 0, evidence: evidence.filter { probes.contains($0.probe) },
            ending: .init(outcome: .swept, seconds: 0))
        self.init(record, parameters: Parameters(), certificates: NoCertificates())
    }

    /// The master is looked up only for a port that any account may bind, which is rare.
    private func areCertainlyDovecots(_ bound: [ListeningSocket], at port: Port, among evidence: [Evidence]) -> Bool {
        let master = port < 1024 ? nil : Subject(host, evidence, ["service"]).master
        return bound.allSatisfy { $0.isCertainlyDovecots(master: master) }
    }

    /// The process of the master that answers by its own socket: a number that was left behind may be another's by now.
    private var master: UInt32? {
        guard let status = try? part("service", "status"), status.status == 0,
            let process = try? part("service", "pid"), process.status == 0
        else { return nil }
        return number(process.firstLine, in: 2...4_194_304)
    }

    /// Nil where nothing is bound.
    fileprivate func localListener(
        _ service: MailService, port: Port, among evidence: [Evidence]
    ) -> Catalogue.LocalListener? {
        guard let sockets = try? sockets() else {
            return .init(service: service, port: port, address: "127.0.0.2", isDovecots: false)
        }
        let bound = sockets.filter { $0.port == port }
        guard let address = localAddress(among: bound) else { return nil }
        return .init(
            service: service, port: port, address: address,
            isDovecots: areCertainlyDovecots(bound, at: port, among: evidence))
    }

    private func localAddress(among bound: [ListeningSocket]) -> String? {
        if bound.contains(where: { ["*", "0.0.0.0"].contains($0.address) }) {
            return isLinux ? "127.0.0.2" : "127.0.0.1"
        }
        if bound.contains(where: { $0.address == "::" }) { return "::1" }
        let reachable = bound.filter { !$0.address.hasPrefix("fe80:") }
        return (reachable.first { !$0.isLoopback } ?? reachable.first)?.address
    }

    /// `sockstat` is FreeBSD's.
    private var isLinux: Bool { (try? allParts(of: "sockets"))?["sockstat"] == nil }
}
