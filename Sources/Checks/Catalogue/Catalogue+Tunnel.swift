package import Fleet

extension Catalogue {
    /// The listeners to test through the host's SSH: IMAP, and POP3 if there is no IMAP or no outside test (`isAlone`).
    ///
    /// 127.0.0.1 is avoided. Between equal addresses Dovecot allows cleartext passwords and announces other
    /// capabilities (client-common.c). Only Linux has the rest of 127.0.0.0/8.
    package func localListeners(of host: Host, evidence: [Evidence], isAlone: Bool) -> [LocalListener] {
        if host.role == .lmtp { return [] }
        let subject = HostFacts(host, evidence, ["config", "sockets"])
        let known = (try? subject.promised())?.filter { !$0.expectsProxyHeader }
        let wanted = host.services.isEmpty ? known?.map(\.service) ?? [.imap, .imaps] : host.services
        let visited = wanted.contains(where: \.isIMAP) && !isAlone ? wanted.filter(\.isIMAP) : wanted
        // The first one gets the login.
        return ([.imaps, .imap, .pop3s, .pop3] as [MailService]).filter(visited.contains).compactMap { service in
            let ports = known?.filter { $0.service == service }.map(\.port) ?? [service.port]
            return (ports.contains(service.port) ? service.port : ports.first).flatMap {
                subject.localListener(service, port: $0, among: evidence)
            }
        }
    }

    /// A listener as reached from the host itself.
    package struct LocalListener: Sendable, Equatable {
        package let service: MailService
        package let port: Port
        package let address: String
        /// Whether it is certain that Dovecot listens there.
        package let isDovecots: Bool
    }
}

extension HostFacts {
    fileprivate init(_ host: Host, _ evidence: [Evidence], _ probes: Set<ProbeName>) {
        let record = HostRecord(
            host: host, began: 0, evidence: evidence.filter { probes.contains($0.probe) },
            ending: .init(outcome: .swept, seconds: 0))
        self.init(record, parameters: Parameters(), certificates: NoCertificates())
    }

    /// Any account may bind a port from 1024 up: these need the master's pid.
    private func areCertainlyDovecots(_ bound: [ListeningSocket], at port: Port, among evidence: [Evidence]) -> Bool {
        let master = port < 1024 ? nil : HostFacts(host, evidence, ["service"]).master
        return bound.allSatisfy { $0.isCertainlyDovecots(master: master) }
    }

    /// Only if the master's socket answers: a stale pid may be another process.
    private var master: UInt32? {
        guard let status = try? part("service", "status"), status.status == 0,
            let process = try? part("service", "pid"), process.status == 0
        else { return nil }
        return number(process.firstLine, in: 2...4_194_304)
    }

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

    /// FreeBSD has `sockstat`.
    private var isLinux: Bool { (try? allParts(of: "sockets"))?["sockstat"] == nil }
}
