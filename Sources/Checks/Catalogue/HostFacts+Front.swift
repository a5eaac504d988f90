import Fleet

extension HostFacts {
    /// The balancer or proxy that clients connect to, for messages.
    var front: String? {
        guard host.hasFront, let address = host.publicAddress else { return localFront }
        return isOwn(address) && !isServedByStranger(address) ? localFront : address
    }

    /// Whether a proxy on the host has the mail ports of this address.
    private func isServedByStranger(_ address: String) -> Bool {
        let usual = Set(MailService.allCases.map(\.port))
        return ((try? sockets()) ?? []).contains {
            $0.isDovecots == false && usual.contains($0.port) && $0.address == address
        }
    }

    /// A proxy on the host itself, such as HAProxy.
    private var localFront: String? {
        guard let promised = try? promised(), !promised.isEmpty,
            promised.allSatisfy({ $0.isLoopbackOnly || $0.expectsProxyHeader }), let sockets = try? sockets()
        else { return nil }
        let usual = Set(MailService.allCases.map(\.port))
        let stranger = sockets.first { $0.isDovecots == false && !$0.isLoopback && usual.contains($0.port) }
        return stranger?.program.map { "\($0), which listens there on this host," }
    }
}
