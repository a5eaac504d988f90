internal import Glibc

/// Whether this machine has a way to hosts on the internet that have nothing but an IPv6 address.
///
/// The address is one of a root name server's.
package func hasRouteByIPv6() -> Bool {
    SocketAddress(numeric: "2001:503:ba3e::2:30", family: AF_INET6).map(hasRoute) ?? false
}

/// Whether this machine has a way to an address at all, and an address of its own to come from.
///
/// Connecting a UDP socket sends nothing, but fails without a route.
package func hasRoute(to address: SocketAddress) -> Bool {
    let number = socket(address.family, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { return false }
    defer { close(number) }
    return address.withSockAddr { connect(number, $0, $1) == 0 }
}
