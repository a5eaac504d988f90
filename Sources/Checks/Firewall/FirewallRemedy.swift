import Fleet

/// Commands that let mail clients through the firewall.
struct FirewallRemedy {
    let blocker: PacketFilter.Blocker?
    let ports: [Int]
    let client: String?

    /// By the names of the rule's chains.
    enum Manager { case ufw, firewalld, fail2ban, nobody }

    static func manager(of chain: FilterChain, _ rule: FilterRule?) -> Manager {
        if chain.name.begins(with: "ufw") { return .ufw }
        if chain.table == "firewalld" || chain.name.begins(with: "IN_public") { return .firewalld }
        let banned = chain.name.begins(with: "f2b-") || chain.table.begins(with: "f2b-")
        return banned || rule?.text.contains("f2b-") == true ? .fail2ban : .nobody
    }

    var steps: Advice {
        guard let blocker else {
            return [
                .note(
                    """
                    Allow tcp port \(list) in the provider's or cloud's filter in front of the host, or forward it there.
                    """), .note("No rule of the host itself was found to drop or reject it."),
                .run("nft list ruleset; iptables-save"),
            ]
        }
        return blocker.isOfSource && client != nil ? unban(blocker) : opening(blocker)
    }

    private var list: String { ports.map(String.init).joined(separator: ", ") }

    private func opening(_ blocker: PacketFilter.Blocker) -> Advice {
        switch blocker.isUFWs ? .ufw : Self.manager(of: blocker.chain, blocker.rule) {
        case .ufw: Advice(ports.map { .run("ufw allow \($0)/tcp") })
        case .firewalld:
            Advice(ports.map { .run("firewall-cmd --permanent --add-port=\($0)/tcp") })
                + [.run("firewall-cmd --reload")]
        case .fail2ban, .nobody:
            switch blocker.chain.tool {
            case .nft: byNft(blocker)
            case .iptables: byIptables("iptables", blocker)
            case .ip6tables: byIptables("ip6tables", blocker)
            }
        }
    }

    /// Puts the exception directly before the rule: fail2ban's bans stay first.
    private func byNft(_ blocker: PacketFilter.Blocker) -> Advice {
        let chain = blocker.chain
        let save = Advice.Step.note("Change /etc/nftables.conf in the same way, else it is lost at the next boot.")
        let side: Remedy.Command = blocker.entrance.isOutward ? "sport" : "dport"
        let names = [chain.family, chain.table, chain.name]
        guard names.allSatisfy(isNftName), blocker.isCertain else { return byHand(blocker) }
        guard let rule = blocker.rule else {
            return [
                .run(
                    "nft add rule \(chain.family) \(chain.table) \(chain.name) tcp \(side) \("{ \(list) }") accept"),
                save,
            ]
        }
        guard let handle = rule.handle else { return byHand(blocker) }
        if rule.isForMailAlone {
            return [
                Self.ifUnwanted, .run("nft delete rule \(chain.family) \(chain.table) \(chain.name) handle \(handle)"),
                save,
            ]
        }
        let place: Remedy.Command = "nft insert rule \(chain.family) \(chain.table) \(chain.name) handle \(handle)"
        return [.run("\(place) tcp \(side) \("{ \(list) }") accept"), save]
    }

    /// The tables of iptables(8).
    private static let tables: Set<Substring> = ["filter", "nat", "mangle", "raw", "security"]

    private func byIptables(_ program: Remedy.Command, _ blocker: PacketFilter.Blocker) -> Advice {
        let chain = blocker.chain
        let table: Remedy.Command = chain.table == "filter" ? "" : " -t \(argument: String(chain.table))"
        let side: Remedy.Command = blocker.entrance.isOutward ? "--sports" : "--dports"
        let name = String(chain.name)
        let numbers = ports.map(String.init).joined(separator: ",")
        let save = Advice.Step.note(
            """
            Save the rules where this host restores them from, as netfilter-persistent save does, else the change is lost \
            at the next boot.
            """)
        let accept = Advice.Step.run(
            "\(program)\(table) -A \(argument: name) -p tcp -m multiport \(side) \(numbers) -j ACCEPT")
        guard blocker.isCertain, Self.tables.contains(chain.table) else { return byHand(blocker) }
        guard let rule = blocker.rule else { return [accept, save] }
        guard let options = Remedy.PlainOptions(words(of: rule.text).dropFirst(2)) else { return byHand(blocker) }
        let delete = Advice.Step.run("\(program)\(table) -D \(argument: name) \(options)")
        if rule.isForMailAlone { return [Self.ifUnwanted, delete, save] }
        // Appends the last rule again before its first copy is deleted: the host is never open.
        guard chain.rules.last == rule else { return byHand(blocker) }
        return [accept, .run("\(program)\(table) -A \(argument: name) \(options)"), delete, save]
    }

    private static let ifUnwanted = Advice.Step.note(
        "If this rule is there on purpose, leave it, and list what clients may reach in dovesweep_protocols. Else delete it:"
    )

    private func byHand(_ blocker: PacketFilter.Blocker) -> Advice {
        let chain = blocker.chain
        return [
            .note(
                """
                Allow tcp port \(self.list) just before the rule that blocks it, and after any bans of fail2ban: \
                \(chain.words): \(blocker.words)
                """), Self.listing(by: chain.tool),
        ]
    }

    private static func listing(by tool: FilterChain.Tool) -> Advice.Step {
        switch tool {
        case .nft: .run("nft -a list ruleset")
        case .iptables: .run("iptables -nL --line-numbers")
        case .ip6tables: .run("ip6tables -nL --line-numbers")
        }
    }

    /// For several: what they say in common is said once, at the end.
    static func steps(_ remedies: [FirewallRemedy]) -> Advice {
        let all = remedies.map { $0.steps.steps }
        if all.count == 1 { return Advice(all[0]) }
        let common = all[0].filter { step in
            guard case .note = step else { return false }
            return all.allSatisfy { $0.contains(step) }
        }
        return Advice(all.flatMap { $0.filter { !common.contains($0) } } + common)
    }

    /// Nothing of the host blocks the port, and nothing listens there.
    static let unheard: Advice = [
        .note(
            """
            If the address is this host's own, start the program that listened there, such as HAProxy. Else look at the \
            balancer or the filter in front of the host.
            """), .run("ss -ltnp"),
    ]

    static let listings = Advice([FilterChain.Tool.nft, .iptables, .ip6tables].map { listing(by: $0) })

    private func unban(_ blocker: PacketFilter.Blocker) -> Advice {
        let client = client ?? ""
        if Self.manager(of: blocker.chain, blocker.rule) == .fail2ban {
            return [
                .run("fail2ban-client unban \(client)"),
                .note("Add it to ignoreip in /etc/fail2ban/jail.local, so that sweeps are not banned as an attack."),
            ]
        }
        return [.note("Remove \(client) from the addresses that \(blocker.chain.words) blocks: \(blocker.words)")]
    }
}

/// nft parses its arguments again after the shell (nft(8), LEXICAL CONVENTIONS).
private func isNftName(_ text: Substring) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, isLetter(first) else { return false }
    return bytes.allSatisfy {
        isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "/.-".utf8.contains($0)
    }
}

private func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: false
    }
}
