internal import Glibc

/// Whether this machine has a way to hosts on the internet that have nothing but an IPv6 address.
///
/// Connecting a UDP socket sends nothing, but fails without a route; the address is one of a root name server's.
package func hasRouteByIPv6() -> Bool {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = in_port_t(53).bigEndian
    guard inet_pton(AF_INET6, "2001:503:ba3e::2:30", &address.sin6_addr) == 1 else { return false }
    let number = socket(AF_INET6, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { return false }
    defer { close(number) }
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(number, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
        }
    }
}
