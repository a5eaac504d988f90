internal import Glibc

/// Whether this machine reaches a root name server by IPv6.
package func hasRouteByIPv6() -> Bool {
    SocketAddress(numeric: "2001:503:ba3e::2:30", family: AF_INET6).map(hasRoute) ?? false
}

/// Whether this machine has a route and a source address.
///
/// Connecting a UDP socket sends nothing, but fails without a route.
package func hasRoute(to address: SocketAddress) -> Bool {
    let number = socket(address.family, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { return false }
    defer { close(number) }
    return address.withSockAddr { connect(number, $0, $1) == 0 }
}
