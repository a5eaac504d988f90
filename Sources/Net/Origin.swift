internal import Glibc

/// The local address and the family of outgoing connections.
package struct Origin: Sendable {
    package enum Family: Sendable { case IPv4, IPv6 }

    private let family: Family?
    private let address: String?

    /// `address` is numeric; nil means any.
    package init(_ family: Family? = nil, address: String? = nil) {
        self.family = family
        self.address = address
    }

    /// The peer's addresses of this family, at least one.
    package func reachable(among addresses: [SocketAddress]) throws(NetError) -> [SocketAddress] {
        let found = addresses.filter { family == nil || $0.family == (family == .IPv4 ? AF_INET : AF_INET6) }
        guard !found.isEmpty else {
            throw .nameNotFound("it has no \(family == .IPv4 ? "IPv4" : "IPv6") address, and only these are allowed")
        }
        return found
    }

    func bind(_ socket: Int32, to peer: SocketAddress) throws(NetError) {
        guard let address, peer.isInternet else { return }
        guard let own = SocketAddress(numeric: address, family: peer.family) else {
            throw .unreachable("the local address \(address) is not of the address family of the host")
        }
        let (status, code) = own.withSockAddr { (Glibc.bind(socket, $0, $1), errno) }
        if status != 0 { throw .unreachable("cannot connect from \(address): \(systemText(code))") }
    }
}
