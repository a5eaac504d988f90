import Fleet

/// A chain of rules, of nftables or of iptables.
struct FilterChain: Sendable, Equatable {
    enum Tool: String, Sendable { case nft, iptables, ip6tables }

    let tool: Tool
    /// `inet`, `ip`, `ip6`.
    let family: Substring
    let table: Substring
    let name: Substring
    /// Where packets enter it; nil where other chains lead to it.
    var hook: Substring?
    /// Of several at a hook the one with the lowest comes first.
    var priority = 0
    var dropsByPolicy = false
    var rules: [FilterRule] = []

    var policyWord: String { dropsByPolicy ? (tool == .nft ? "drop" : "DROP") : "accept" }

    /// `nft inet filter input`, `iptables INPUT`.
    var words: String {
        if tool == .nft { return "nft \(family) \(table) \(name)" }
        return table == "filter" ? "\(tool.rawValue) \(name)" : "\(tool.rawValue) -t \(table) \(name)"
    }

    /// What a packet to the host itself passes, in that order.
    private static let inward: [Substring] = ["ingress", "prerouting", "input"]
    /// What the answer to it passes.
    private static let outward: [Substring] = ["output", "postrouting"]

    var order: (Int, Int) {
        ((Self.inward + Self.outward).firstIndex(of: hook ?? "") ?? Int(UInt8.max), priority)
    }

    /// Whether it is about what the host sends.
    var isOutward: Bool { hook.map(Self.outward.contains) ?? false }

    func sees(_ packet: PacketFilter.Packet) -> Bool {
        guard let hook, (packet.isAnswer ? Self.outward : Self.inward).contains(hook) else { return false }
        return family == "ip" ? !packet.isIPv6 : family == "ip6" ? packet.isIPv6 : true
    }
}

/// One rule: its conditions, as far as they are understood, and what becomes of a packet for which they hold.
struct FilterRule: Sendable, Equatable {
    enum Verdict: Sendable, Equatable {
        case accept
        /// Dropped, rejected, or sent elsewhere.
        case block
        /// To another chain, and back where that decides nothing; or not back.
        case jump(Substring, returns: Bool)
        /// Back to where it came from.
        case leave
    }

    enum Condition: Sendable, Equatable {
        case ports([ClosedRange<Int>], negated: Bool)
        case sourcePorts([ClosedRange<Int>], negated: Bool)
        /// A set of ports or of sources, by its name.
        case portSet(String, negated: Bool)
        case sources([Substring], negated: Bool)
        case sourceSet(String, negated: Bool)
        case destinations([Substring], negated: Bool)
        case destinationSet(String, negated: Bool)
        /// What it says of connections: whether it holds for a new one, and for one that is established.
        case states(new: Bool, established: Bool)
        case interface(Substring, negated: Bool)
        /// Whether it holds for a new TCP connection to the host itself.
        case holds(Bool)
        case ipv6(Bool)
        case unknown
    }

    enum Answer: Sendable { case yes, no, maybe }

    let text: String
    /// nft's number of it (`nft -a`); nil where it was not listed.
    var handle: Int? = nil
    var conditions: [Condition] = []
    var verdict: Verdict?

    /// The ports that it names; nil where it is about all, or about those of a set.
    var ports: [ClosedRange<Int>]? {
        for condition in conditions {
            switch condition {
            case .ports(let ports, false), .sourcePorts(let ports, false): return ports
            default: continue
            }
        }
        return nil
    }

    /// Whether it picks out where packets come from.
    var namesSource: Bool {
        conditions.contains { condition in
            switch condition {
            case .sources(_, let negated), .sourceSet(_, let negated), .destinations(_, let negated),
                .destinationSet(_, let negated):
                !negated
            default: false
            }
        }
    }

    /// How many ports and sources it holds a packet against.
    var size: Int {
        conditions.reduce(0) { size, condition in
            switch condition {
            case .ports(let ports, _), .sourcePorts(let ports, _): size + ports.count
            case .sources(let addresses, _), .destinations(let addresses, _): size + addresses.count
            default: size + 1
            }
        }
    }

    func holds(
        for packet: PacketFilter.Packet, elements: (String) throws(Unjudgeable) -> [Substring]?
    ) throws(Unjudgeable) -> Answer {
        var answer = Answer.yes
        for condition in conditions {
            switch try self.answer(condition, packet, elements) {
            case .no: return .no
            case .maybe: answer = .maybe
            case .yes: continue
            }
        }
        return answer
    }

    private func answer(
        _ condition: Condition, _ packet: PacketFilter.Packet,
        _ elements: (String) throws(Unjudgeable) -> [Substring]?
    ) throws(Unjudgeable) -> Answer {
        switch condition {
        case .ports(let ports, let negated): return isOf(ports, packet.isAnswer ? nil : packet.port, negated)
        case .sourcePorts(let ports, let negated): return isOf(ports, packet.isAnswer ? packet.port : nil, negated)
        case .portSet(let name, let negated):
            guard let elements = try elements(name) else { return .maybe }
            return isOf(portRanges(elements), packet.isAnswer ? nil : packet.port, negated)
        // The client is the source of what comes, and the destination of the answer; the host has many addresses.
        case .sources(let sources, let negated): return packet.isAnswer ? .maybe : isClient(sources, packet, negated)
        case .destinations(let places, let negated): return packet.isAnswer ? isClient(places, packet, negated) : .maybe
        case .sourceSet(let name, let negated):
            guard !packet.isAnswer, let elements = try elements(name) else { return .maybe }
            return isClient(elements, packet, negated)
        case .destinationSet(let name, let negated):
            guard packet.isAnswer, let elements = try elements(name) else { return .maybe }
            return isClient(elements, packet, negated)
        case .states(let new, let established): return sure(packet.isAnswer ? established : new)
        // Which interface clients come by is not known; it is not the loopback.
        case .interface("lo", let negated): return sure(negated)
        case .interface: return .maybe
        case .holds(let holds): return sure(holds)
        case .ipv6(let isWanted): return sure(isWanted == packet.isIPv6)
        case .unknown: return .maybe
        }
    }

    private func sure(_ holds: Bool) -> Answer { holds ? .yes : .no }

    /// A client's own port is one of the upper ones, and not known: nil.
    private func isOf(_ ports: [ClosedRange<Int>], _ port: Port?, _ negated: Bool) -> Answer {
        if let port { return sure(ports.contains { $0.contains(port.number) } != negated) }
        return ports.allSatisfy { $0.upperBound < 1024 } ? sure(negated) : .maybe
    }

    private func isClient(_ sources: [Substring], _ packet: PacketFilter.Packet, _ negated: Bool) -> Answer {
        guard let source = packet.source else { return .maybe }
        let isIn = sources.contains { network in
            guard let slash = network.firstIndex(of: "/"),
                let bits = number(network[network.index(after: slash)...], in: 0...128),
                let address = IPBits(source), let base = IPBits(network[..<slash])
            else { return network == source }
            return address.shares(bits, with: base)
        }
        return sure(isIn != negated)
    }
}

/// `143`, `1000-2000`, `imaps`: names as /etc/services has them, for the ports that matter here.
func portRanges(_ words: [Substring]) -> [ClosedRange<Int>] {
    let names = ["imap": 143, "imap2": 143, "imaps": 993, "pop3": 110, "pop3s": 995]
    return words.compactMap { word in
        let ends = word.split { $0 == "-" || $0 == ":" }
            .map { number($0, in: 0...65_535) ?? names[String($0)] ?? -1 }
        guard let first = ends.first, let last = ends.last, first >= 0, last >= first else { return nil }
        return first...last
    }
}

/// An IPv4 address as bits, to compare with a network's; IPv6 networks are compared whole, as text.
private struct IPBits {
    let value: UInt32

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            .compactMap { number($0, in: 0...255 as ClosedRange<UInt32>) }
        guard parts.count == 4 else { return nil }
        value = parts.reduce(0) { $0 << 8 | $1 }
    }

    func shares(_ bits: Int, with other: IPBits) -> Bool {
        bits <= 0 || (bits <= 32 && value >> (32 - bits) == other.value >> (32 - bits))
    }
}
