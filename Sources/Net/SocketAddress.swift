internal import Glibc

/// An IPv4 or IPv6 address with a port, or the path of a Unix socket.
package struct SocketAddress: Sendable, Equatable {
    /// A `sockaddr`, with the length of its family.
    let bytes: [UInt8]

    init(_ address: UnsafePointer<sockaddr>, length: socklen_t) {
        bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(length)))
    }

    /// With port 0.
    init?(numeric text: String, family: Int32) {
        var hints = addrinfo()
        hints.ai_family = family
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICHOST
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(text, nil, &hints, &list) == 0, let entry = list?.pointee, let address = entry.ai_addr else {
            return nil
        }
        defer { freeaddrinfo(list) }
        self.init(address, length: entry.ai_addrlen)
    }

    /// A Unix socket; nil if the path is longer than 107 bytes.
    package init?(path: String) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array(path.utf8)
        guard path.count < MemoryLayout.size(ofValue: address.sun_path), !path.contains(0) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        bytes = withUnsafeBytes(of: &address) { Array($0) }
    }

    var family: Int32 {
        bytes.withUnsafeBytes { Int32($0.loadUnaligned(as: sa_family_t.self)) }
    }

    var isInternet: Bool { family == AF_INET || family == AF_INET6 }

    package var isIPv6: Bool { family == AF_INET6 }

    /// Without the port, as `getnameinfo` prints it: `192.0.2.7`, `2001:db8::7`, `fe80::1%eth0`.
    package var host: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { text in
            let status = withSockAddr { address, length in
                getnameinfo(
                    address, length, text.baseAddress, socklen_t(text.count), nil, 0, NI_NUMERICHOST | NI_NUMERICSERV)
            }
            guard status == 0, let base = text.baseAddress else { return "" }
            return String(cString: base)
        }
    }

    /// 0 for a Unix socket.
    package var port: Int {
        // At the same offset in sockaddr_in and sockaddr_in6, in network order.
        isInternet && bytes.count >= 4 ? Int(bytes[2]) << 8 | Int(bytes[3]) : 0
    }

    func withSockAddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(bytes.count)) }
        }
    }
}

extension SocketAddress: CustomStringConvertible {
    /// `192.0.2.7:22`, `[2001:db8::7]:22`.
    package var description: String {
        family == AF_INET6 ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
