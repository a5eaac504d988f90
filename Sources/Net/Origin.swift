internal import Glibc

/// Where a connection comes from: an address of this machine, and by that or by wish a family of addresses.
package struct Origin: Sendable {
    package enum Family: Sendable { case IPv4, IPv6 }

    private let family: Family?
    private let address: String?

    /// Anything goes where nothing is said; `address` is numeric.
    package init(_ family: Family? = nil, address: String? = nil) {
        self.family = family
        self.address = address
    }

    /// The addresses of a peer that can be reached from here, at least one.
    package func reachable(among addresses: [SocketAddress]) throws(NetError) -> [SocketAddress] {
        let found = addresses.filter { family == nil || $0.family == (family == .IPv4 ? AF_INET : AF_INET6) }
        guard !found.isEmpty else {
            throw .nameNotFound("it has no \(family == .IPv4 ? "IPv4" : "IPv6") address, and no other is allowed")
        }
        return found
    }

    /// Gives a new socket its address, if it is to have one.
    func bind(_ socket: Int32, to peer: SocketAddress) throws(NetError) {
        guard let address, peer.isInternet else { return }
        guard let own = SocketAddress(numeric: address, family: peer.family) else {
            throw .unreachable("\(address), to connect from, is no address of the peer's family")
        }
        let (status, code) = own.withSockAddr { (Glibc.bind(socket, $0, $1), errno) }
        if status != 0 { throw .unreachable("cannot connect from \(address): \(systemText(code))") }
    }
}
