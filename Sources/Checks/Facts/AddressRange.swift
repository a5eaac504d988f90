import Fleet

/// The IP addresses that a rule of a packet filter names: one address, a network `192.0.2.0/24`, or `low-high`.
struct AddressRange {
    private let low: IPAddress
    private let high: IPAddress

    /// nil for anything else, such as a host name.
    init?(_ text: some StringProtocol) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        if ends.count == 2, let low = IPAddress(ends[0]), let high = IPAddress(ends[1]) {
            (self.low, self.high) = (low, high)
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(parts[0]) else { return nil }
        let width = address.isIPv6 ? 128 : 32
        guard let bits = parts.count == 1 ? width : number(parts[1], in: 0...width) else { return nil }
        let mask = width == bits ? 0 : (UInt128(1) << UInt128(width - bits)) &- 1
        low = IPAddress(isIPv6: address.isIPv6, value: address.value & ~mask)
        high = IPAddress(isIPv6: address.isIPv6, value: address.value | mask)
    }

    func contains(_ address: IPAddress) -> Bool {
        address.isIPv6 == low.isIPv6 && (low.value...max(low.value, high.value)).contains(address.value)
    }
}

/// An IPv4 or IPv6 address as a number.
struct IPAddress: Equatable {
    let isIPv6: Bool
    let value: UInt128

    init(isIPv6: Bool, value: UInt128) {
        (self.isIPv6, self.value) = (isIPv6, value)
    }

    /// Reads RFC 4291's text forms, without a zone.
    init?(_ text: some StringProtocol) {
        let isIPv6 = text.utf8.contains(UInt8(ascii: ":"))
        guard let bytes = isIPv6 ? Self.ipv6(text) : Self.ipv4(text) else { return nil }
        self.init(isIPv6: isIPv6, value: bytes.reduce(0) { $0 << 8 | UInt128($1) })
    }

    private static func ipv4(_ text: some StringProtocol) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.prefix(5).compactMap { number($0, in: 0...255 as ClosedRange<UInt8>) }
        return bytes.count == 4 && parts.count == 4 ? bytes : nil
    }

    /// `::` stands once, for as many zero groups as are missing.
    private static func ipv6(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.count <= 45 else { return nil }
        let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
        guard let head = groups(halves[0]) else { return nil }
        if halves.count == 1 { return head.count == 16 ? head : nil }
        guard halves.count == 2, let tail = groups(halves[1]), head.count + tail.count <= 14 else { return nil }
        return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// Groups of up to four hex digits; the last may be an IPv4 address.
    private static func groups(_ text: some StringProtocol) -> [UInt8]? {
        if text.isEmpty { return [] }
        var bytes: [UInt8] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            if let group = number(part, in: 0...0xFFFF as ClosedRange<UInt16>, radix: 16) {
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            } else if let ipv4 = ipv4(part) {
                bytes += ipv4
            } else {
                return nil
            }
        }
        return bytes
    }
}
