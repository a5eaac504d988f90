import Fleet

/// A chain of nftables or iptables.
struct FilterChain: Sendable, Equatable {
    enum Tool: String, Sendable { case nft, iptables, ip6tables }

    let tool: Tool
    let family: Substring
    let table: Substring
    let name: Substring
    /// nil if only jumps lead to it.
    var hook: Substring?
    /// Lowest first.
    var priority = 0
    var dropsByPolicy = false
    var rules: [FilterRule] = []

    var policyWord: String { dropsByPolicy ? (tool == .nft ? "drop" : "DROP") : "accept" }

    var words: String {
        if tool == .nft { return "nft \(family) \(table) \(name)" }
        return table == "filter" ? "\(tool.rawValue) \(name)" : "\(tool.rawValue) -t \(table) \(name)"
    }

    /// In the order that a packet passes them.
    private static let inward: [Substring] = ["ingress", "prerouting", "input"]
    private static let outward: [Substring] = ["output", "postrouting"]

    var order: (Int, Int) {
        ((Self.inward + Self.outward).firstIndex(of: hook ?? "") ?? Int(UInt8.max), priority)
    }

    var isOutward: Bool { hook.map(Self.outward.contains) ?? false }

    func sees(_ packet: PacketFilter.Packet) -> Bool {
        guard let hook, (packet.isAnswer ? Self.outward : Self.inward).contains(hook) else { return false }
        return family == "ip" ? !packet.isIPv6 : family == "ip6" ? packet.isIPv6 : true
    }
}

/// A firewall rule, as far as it is understood.
struct FilterRule: Sendable, Equatable {
    enum Verdict: Sendable, Equatable {
        case accept
        /// Dropped, rejected or redirected.
        case block
        /// Whether the target may return here: `jump`, not `goto`.
        case jump(Substring, returns: Bool)
        case leave
    }

    enum Condition: Sendable, Equatable {
        case ports([ClosedRange<Int>], negated: Bool)
        case sourcePorts([ClosedRange<Int>], negated: Bool)
        case portSet(String, negated: Bool)
        case sources([Substring], negated: Bool)
        case sourceSet(String, negated: Bool)
        case destinations([Substring], negated: Bool)
        case destinationSet(String, negated: Bool)
        case states(new: Bool, established: Bool)
        case interface(Substring, negated: Bool)
        /// Whether it matches new TCP connections to the host.
        case holds(Bool)
        case ipv6(Bool)
        case unknown
    }

    enum Answer: Sendable { case yes, no, maybe }

    let text: String
    /// The rule's handle from `nft -a`.
    var handle: Int? = nil
    var conditions: [Condition] = []
    var verdict: Verdict?

    /// nil for a rule about all ports or a named set.
    var ports: [ClosedRange<Int>]? {
        for condition in conditions {
            switch condition {
            case .ports(let ports, false), .sourcePorts(let ports, false): return ports
            default: continue
            }
        }
        return nil
    }

    /// Deleting such a rule opens nothing but ports of IMAP and POP3.
    var isForMailAlone: Bool {
        guard let ports, !ports.isEmpty else { return false }
        return ports.allSatisfy { range in range.count <= 4 && range.allSatisfy { [110, 143, 993, 995].contains($0) } }
    }

    /// Whether it matches by peer address.
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

    /// How many comparisons it may cost.
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
        for packet: PacketFilter.Packet, elements: (String) throws(MissingFact) -> [Substring]?
    ) throws(MissingFact) -> Answer {
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
        _ elements: (String) throws(MissingFact) -> [Substring]?
    ) throws(MissingFact) -> Answer {
        switch condition {
        case .ports(let ports, let negated): return isOf(ports, packet.isAnswer ? nil : packet.port, negated)
        case .sourcePorts(let ports, let negated): return isOf(ports, packet.isAnswer ? packet.port : nil, negated)
        case .portSet(let name, let negated):
            guard let elements = try elements(name) else { return .maybe }
            return isOf(portRanges(elements), packet.isAnswer ? nil : packet.port, negated)
        // The client is the source of a request and the destination of an answer. The host's own addresses are unknown.
        case .sources(let sources, let negated): return packet.isAnswer ? .maybe : isClient(sources, packet, negated)
        case .destinations(let places, let negated): return packet.isAnswer ? isClient(places, packet, negated) : .maybe
        case .sourceSet(let name, let negated):
            guard !packet.isAnswer, let elements = try elements(name) else { return .maybe }
            return isClient(elements, packet, negated)
        case .destinationSet(let name, let negated):
            guard packet.isAnswer, let elements = try elements(name) else { return .maybe }
            return isClient(elements, packet, negated)
        case .states(let new, let established): return sure(packet.isAnswer ? established : new)
        // The client's interface is unknown, but never loopback.
        case .interface("lo", let negated): return sure(negated)
        case .interface: return .maybe
        case .holds(let holds): return sure(holds)
        case .ipv6(let isWanted): return sure(isWanted == packet.isIPv6)
        case .unknown: return .maybe
        }
    }

    private func sure(_ holds: Bool) -> Answer { holds ? .yes : .no }

    /// nil: the client's own port, unknown but not below 1024.
    private func isOf(_ ports: [ClosedRange<Int>], _ port: Port?, _ negated: Bool) -> Answer {
        if let port { return sure(ports.contains { $0.contains(port.number) } != negated) }
        return ports.allSatisfy { $0.upperBound < 1024 } ? sure(negated) : .maybe
    }

    private func isClient(_ sources: [Substring], _ packet: PacketFilter.Packet, _ negated: Bool) -> Answer {
        guard let source = packet.source else { return .maybe }
        let address = IPAddress(source)
        let isIn = sources.contains { network in
            guard let address, let range = AddressRange(network) else { return network == source }
            return range.contains(address)
        }
        return sure(isIn != negated)
    }
}

/// Names of /etc/services, for mail ports only.
func portRanges(_ words: [Substring]) -> [ClosedRange<Int>] {
    let names = ["imap": 143, "imap2": 143, "imaps": 993, "pop3": 110, "pop3s": 995]
    return words.compactMap { word in
        guard word.utf8.count <= 16 else { return nil }
        let ends = word.split { $0 == "-" || $0 == ":" }
            .map { number($0, in: 0...65_535) ?? names[String($0)] ?? -1 }
        guard let first = ends.first, let last = ends.last, first >= 0, last >= first else { return nil }
        return first...last
    }
}
