/// Parses `iptables-save` or `ip6tables-save`.
struct Iptables {
    private(set) var chains: [FilterChain] = []

    init(_ lines: [Substring], tool: FilterChain.Tool) {
        var table: Substring = ""
        // Chain indices by table and name: there may be thousands.
        var places: [[Substring]: Int] = [:]
        for line in lines.lazy.map(\.trimmed) {
            if line.begins(with: "*") {
                table = line.dropFirst()
            } else if line.begins(with: ":") {
                let columns = words(of: line.dropFirst())
                guard columns.count >= 2 else { continue }
                let hooks: [Substring: Substring] = [
                    "INPUT": "input", "PREROUTING": "prerouting", "OUTPUT": "output", "POSTROUTING": "postrouting",
                ]
                places[[table, columns[0]]] = chains.count
                chains.append(
                    FilterChain(
                        tool: tool, family: tool == .iptables ? "ip" : "ip6", table: table, name: columns[0],
                        hook: table == "nat" && columns[0] != "PREROUTING" ? nil : hooks[columns[0]],
                        priority: ["raw": -300, "mangle": -150, "nat": -100][table] ?? 0,
                        dropsByPolicy: columns[1] == "DROP"))
            } else if line.begins(with: "-A "), let rule = FilterRule(iptables: line) {
                guard let name = words(of: line).dropFirst().first, let place = places[[table, name]] else { continue }
                chains[place].rules.append(rule)
            }
        }
    }

    /// Parses `ipset save`: `add f2b-dovecot 192.0.2.7 timeout 600`.
    static func sets(_ lines: [Substring]) -> [String: [Substring]] {
        lines.reduce(into: [:]) { sets, line in
            let columns = words(of: line)
            if columns.first == "create", columns.count > 1 { sets[String(columns[1]), default: []] += [] }
            if columns.first == "add", columns.count > 2 { sets[String(columns[1]), default: []].append(columns[2]) }
        }
    }
}

extension FilterRule {
    /// Parses `-A INPUT ! -i lo -p tcp -m multiport --dports 143,993 -j DROP`.
    init?(iptables line: Substring) {
        text = String(line)
        var rest = words(of: line).dropFirst(2)
        var negated = false
        while let option = rest.popFirst() {
            if option == "!" {
                negated = true
                continue
            }
            defer { negated = false }
            guard let value = rest.first, option.begins(with: "-") else { continue }
            switch option {
            case "-j": verdict = Self.verdict(value, returns: true)
            case "-g": verdict = .jump(value, returns: false)
            case "-p": conditions.append(.holds((value == "tcp" || value == "6") != negated))
            case "--dport", "--dports":
                conditions.append(.ports(portRanges(value.split(separator: ",")), negated: negated))
            case "--sport", "--sports":
                conditions.append(.sourcePorts(portRanges(value.split(separator: ",")), negated: negated))
            case "-d": conditions.append(.destinations([Self.single(value)], negated: negated))
            case "-s": conditions.append(.sources([Self.single(value)], negated: negated))
            case "-i", "-o": conditions.append(.interface(value, negated: negated))
            case "--state", "--ctstate":
                let states = value.split(separator: ",")
                conditions.append(
                    .states(
                        new: states.contains("NEW") != negated, established: states.contains("ESTABLISHED") != negated))
            case "--dst-type": conditions.append(.holds((value == "LOCAL") != negated))
            case "--match-set": conditions.append(.sourceSet(String(value), negated: negated))
            // No conditions.
            case "-m", "--comment", "--reject-with", "--log-prefix", "--log-level", "--to-destination", "--to-ports":
                break
            default: conditions.append(.unknown)
            }
            rest = rest.drop { !$0.begins(with: "-") && $0 != "!" }
        }
    }

    private static func verdict(_ target: Substring, returns: Bool) -> Verdict? {
        switch target {
        case "ACCEPT": .accept
        // The last three redirect the packet.
        case "DROP", "REJECT", "DNAT", "REDIRECT", "TPROXY": .block
        case "RETURN": .leave
        case "LOG", "NFLOG", "MARK", "CONNMARK", "TRACE", "NOTRACK", "CT": nil
        default: .jump(target, returns: returns)
        }
    }

    private static func single(_ network: Substring) -> Substring {
        for end in ["/32", "/128"] where network.hasSuffix(end) { return network.dropLast(end.count) }
        return network
    }
}
