import Fleet

/// Parses `nft list ruleset`.
struct NftRuleset {
    private(set) var chains: [FilterChain] = []
    /// By `family table name`.
    private(set) var sets: [String: [Substring]] = [:]

    init(_ lines: [Substring]) {
        var table: (family: Substring, name: Substring) = ("", "")
        var chain: FilterChain?
        var set: String?
        for whole in lines {
            let (line, handle) = Self.withoutHandle(whole.trimmed)
            let tokens = words(of: line)
            guard let first = tokens.first, !line.begins(with: "#") else { continue }
            if first == "table", tokens.count >= 3 {
                table = (tokens[1], tokens[2])
            } else if first == "chain", tokens.count >= 2 {
                chain = FilterChain(tool: .nft, family: table.family, table: table.name, name: tokens[1])
            } else if first == "set" || first == "map", tokens.count >= 2, chain == nil {
                set = "\(table.family) \(table.name) \(tokens[1])"
            } else if line == "}" {
                if let chain { chains.append(chain) }
                (chain, set) = (nil, nil)
            } else if let set {
                add(line, to: set)
            } else if chain != nil {
                read(line, tokens, handle, into: &chain)
            }
        }
    }

    /// `elements = { 192.0.2.1, 192.0.2.2 timeout 10m,` and following lines.
    private mutating func add(_ line: Substring, to set: String) {
        let isFirst = line.begins(with: "elements =")
        guard isFirst || sets[set] != nil else { return }
        let text = isFirst ? line.after("{") ?? "" : line
        sets[set, default: []] += text.split { $0 == "," || $0 == "}" }.compactMap { words(of: $0).first }
            .filter { $0.utf8.count <= Self.longestElement }
    }

    /// An IPv6 range has 79.
    private static let longestElement = 80

    /// Splits off `# handle 5` (`nft -a`).
    private static func withoutHandle(_ line: Substring) -> (Substring, Int?) {
        let tail = line.utf8.suffix(24)
        guard let mark = Substring(tail).range(of: " # handle ") else { return (line, nil) }
        let handle = number(line[mark.upperBound...].trimmed, in: 0...Int(UInt32.max))
        return handle == nil ? (line, nil) : (line[..<mark.lowerBound].trimmed, handle)
    }

    private func read(_ line: Substring, _ tokens: [Substring], _ handle: Int?, into chain: inout FilterChain?) {
        guard tokens.first == "type" else {
            if let rules = FilterRule.mapped(nft: line) {
                chain?.rules += rules
                return
            }
            var rule = FilterRule(nft: line)
            rule.handle = handle
            chain?.rules.append(rule)
            return
        }
        chain?.hook = line.between("hook ", " ")
        chain?.priority = priority(line.between("priority ", ";") ?? "")
        chain?.dropsByPolicy = line.contains("policy drop")
    }

    /// 32 bits (NFTA_HOOK_PRIORITY).
    private static let priorities = -2_147_483_648...2_147_483_647

    /// `filter`, `filter - 1`, `-300` (nft(8)).
    private func priority(_ text: Substring) -> Int {
        let names = ["raw": -300, "mangle": -150, "dstnat": -100, "filter": 0, "security": 50, "srcnat": 100]
        let parts = words(of: text)
        let base = parts.first.flatMap { names[String($0)] ?? number($0, in: Self.priorities, isSigned: true) } ?? 0
        guard parts.count == 3, let more = number(parts[2], in: 0...Self.priorities.upperBound) else { return base }
        return parts[1] == "-" ? base - more : base + more
    }
}

extension FilterRule {
    /// A rule for each element of `tcp dport vmap { 143 : accept, 993 : jump mail }`. They have no handle: to delete it
    /// would delete the whole map.
    fileprivate static func mapped(nft line: Substring) -> [FilterRule]? {
        guard line.utf8.count <= longestMap, let map = line.range(of: " dport vmap {") else { return nil }
        let rest = line[map.upperBound...]
        guard let end = rest.range(of: "}")?.lowerBound else { return nil }
        return rest[..<end].split(separator: ",").compactMap { element in
            element.cut(at: ":").map { key, verdict in
                FilterRule(nft: "\(line[..<map.lowerBound]) dport \(key.trimmed) \(verdict.trimmed)"[...])
            }
        }
    }

    /// In bytes: what stands before the map is read again for each element. The agent sends 300 of a line.
    private static let longestMap = 600

    /// Parses `tcp dport { 143, 993 } ip saddr @banned drop`.
    init(nft line: Substring) {
        text = String(line)
        var tokens = NftTokens(line)
        while let word = tokens.next() {
            switch word {
            case "accept": verdict = .accept
            case "drop", "reject": verdict = .block
            case "dnat", "redirect", "tproxy":
                verdict = .block
                while tokens.next() != nil {}
            case "return": verdict = .leave
            case "jump", "goto": verdict = .jump(tokens.next() ?? "", returns: word == "jump")
            case "tcp", "th": transport(&tokens)
            case "udp", "icmp", "icmpv6", "sctp", "esp", "ah": conditions.append(.holds(false))
            case "ip", "ip6": address(isIPv6: word == "ip6", &tokens)
            case "meta": meta(&tokens)
            case "ct": connection(&tokens)
            case "fib": kind(&tokens)
            case "iifname", "iif", "oifname", "oif":
                let (values, negated) = tokens.values()
                conditions.append(
                    values.count == 1 ? .interface(values[0], negated: negated) : .unknown)
            // No conditions; `with` says how to reject.
            case "counter", "log", "with", "comment", "limit", "notrack": tokens.skip(after: word)
            default: conditions.append(.unknown)
            }
            if word == "limit" { conditions.append(.unknown) }
        }
    }

    private mutating func transport(_ tokens: inout NftTokens) {
        let side = tokens.next()
        let (values, negated) = tokens.values()
        guard side == "dport" || side == "sport", !values.contains(where: { $0.contains(":") }) else {
            return conditions.append(.unknown)
        }
        if let set = values.first, set.begins(with: "@") {
            conditions.append(side == "dport" ? .portSet(String(set.dropFirst()), negated: negated) : .unknown)
        } else {
            let ports = portRanges(values)
            conditions.append(side == "dport" ? .ports(ports, negated: negated) : .sourcePorts(ports, negated: negated))
        }
    }

    private mutating func address(isIPv6: Bool, _ tokens: inout NftTokens) {
        conditions.append(.ipv6(isIPv6))
        let field = tokens.next()
        let (values, negated) = tokens.values()
        switch field {
        case "saddr", "daddr":
            let isSource = field == "saddr"
            if let set = values.first, set.begins(with: "@") {
                let name = String(set.dropFirst())
                conditions.append(
                    isSource ? .sourceSet(name, negated: negated) : .destinationSet(name, negated: negated))
            } else {
                conditions.append(
                    isSource ? .sources(values, negated: negated) : .destinations(values, negated: negated))
            }
        case "protocol", "nexthdr": conditions.append(.holds(values.contains("tcp") != negated))
        default: conditions.append(.unknown)
        }
    }

    private mutating func meta(_ tokens: inout NftTokens) {
        let key = tokens.next()
        let (values, negated) = tokens.values()
        switch key {
        case "l4proto": conditions.append(.holds((values.contains("tcp") || values.contains("6")) != negated))
        case "nfproto": conditions.append(.ipv6(values.contains("ipv6") != negated))
        case "iifname", "iif":
            conditions.append(values.count == 1 ? .interface(values[0], negated: negated) : .unknown)
        default: conditions.append(.unknown)
        }
    }

    private mutating func kind(_ tokens: inout NftTokens) {
        guard tokens.next() == "daddr", tokens.next() == "type" else { return conditions.append(.unknown) }
        let (values, negated) = tokens.values()
        conditions.append(.holds(values.contains("local") != negated))
    }

    private mutating func connection(_ tokens: inout NftTokens) {
        let key = tokens.next()
        let (values, negated) = tokens.values()
        guard key == "state" || key == "status" else { return conditions.append(.unknown) }
        guard values.contains(where: { $0.contains(":") }) else {
            let isOfState = key == "state"
            return conditions.append(
                .states(
                    new: (isOfState && values.contains("new")) != negated,
                    established: (isOfState && values.contains("established")) != negated))
        }
        // Of a verdict map, keep the accepted states.
        verdict = .accept
        conditions.append(
            .states(new: values.contains("new:accept"), established: values.contains("established:accept")))
    }
}

private struct NftTokens {
    private var rest: ArraySlice<Substring>

    init(_ line: Substring) {
        rest = words(of: line)[...]
    }

    mutating func next() -> Substring? { rest.popFirst().map { unquoted($0) } }

    /// One word or a `{ }` list.
    mutating func values() -> (values: [Substring], negated: Bool) {
        let negated = rest.first == "!="
        if negated || rest.first == "==" || rest.first == "vmap" { rest.removeFirst() }
        guard rest.first == "{" else { return (next().map { separated($0) } ?? [], negated) }
        rest.removeFirst()
        let inner = rest.prefix { $0 != "}" }
        rest = rest.dropFirst(inner.count + 1)
        let text = inner.joined(separator: " ").replacing(" : ", with: ":")
        return (text.split(separator: ",").map { unquoted($0.trimmed) }.map { Substring(String($0)) }, negated)
    }

    /// `established,related`.
    private func separated(_ word: Substring) -> [Substring] { word.split(separator: ",") }

    mutating func skip(after word: Substring) {
        let ends: Set<Substring> = [
            "accept", "drop", "reject", "return", "jump", "goto", "counter", "comment", "queue",
        ]
        if word == "with" || word == "comment" { return rest.removeAll() }
        while let one = rest.first, !ends.contains(one) { rest.removeFirst() }
    }

    private func unquoted(_ word: Substring) -> Substring {
        word.count >= 2 && word.first == "\"" && word.last == "\"" ? word.dropFirst().dropLast() : word
    }
}
