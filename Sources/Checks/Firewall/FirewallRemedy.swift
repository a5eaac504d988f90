import Fleet

/// How to let mail clients in where a rule keeps them out, to be typed as it stands.
struct FirewallRemedy {
    let blocker: PacketFilter.Blocker?
    let ports: [Int]
    let client: String?

    /// Who made the rule, by the names that it gives its chains.
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
                    """), .note("Nothing in the host's own rules was understood to drop or reject it."),
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

    /// A rule that was found is deleted, or an exception put before it: none goes before the rules that precede it, as
    /// fail2ban's bans do.
    private func byNft(_ blocker: PacketFilter.Blocker) -> Advice {
        let chain = blocker.chain
        let save = Advice.Step.note("Change /etc/nftables.conf in the same way, or it is lost at the next boot.")
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
        if isForMail(rule) {
            return [.run("nft delete rule \(chain.family) \(chain.table) \(chain.name) handle \(handle)"), save]
        }
        let place: Remedy.Command = "nft insert rule \(chain.family) \(chain.table) \(chain.name) handle \(handle)"
        return [.run("\(place) tcp \(side) \("{ \(list) }") accept"), save]
    }

    /// Those of iptables(8).
    private static let tables: Set<Substring> = ["filter", "nat", "mangle", "raw", "security"]

    private func byIptables(_ program: Remedy.Command, _ blocker: PacketFilter.Blocker) -> Advice {
        let chain = blocker.chain
        let table: Remedy.Command = chain.table == "filter" ? "" : " -t \(argument: String(chain.table))"
        let side: Remedy.Command = blocker.entrance.isOutward ? "--sports" : "--dports"
        let name = String(chain.name)
        let numbers = ports.map(String.init).joined(separator: ",")
        let save = Advice.Step.note(
            """
            Save it where this host restores its rules from, as netfilter-persistent save does, or it is lost at the next \
            boot.
            """)
        let accept = Advice.Step.run(
            "\(program)\(table) -A \(argument: name) -p tcp -m multiport \(side) \(numbers) -j ACCEPT")
        guard blocker.isCertain, Self.tables.contains(chain.table) else { return byHand(blocker) }
        guard let rule = blocker.rule else { return [accept, save] }
        guard let options = Remedy.PlainOptions(words(of: rule.text).dropFirst(2)) else { return byHand(blocker) }
        let delete = Advice.Step.run("\(program)\(table) -D \(argument: name) \(options)")
        if isForMail(rule) { return [delete, save] }
        // The last rule of a chain goes behind the exception: added anew before the first of the two is deleted, so that
        // the host is never open.
        guard chain.rules.last == rule else { return byHand(blocker) }
        return [accept, .run("\(program)\(table) -A \(argument: name) \(options)"), delete, save]
    }

    private func byHand(_ blocker: PacketFilter.Blocker) -> Advice {
        let chain = blocker.chain
        return [
            .note(
                """
                Let tcp port \(self.list) through just before what keeps it out, and behind any bans of fail2ban: \
                \(chain.words): \(blocker.words)
                """), Self.listing(by: chain.tool),
        ]
    }

    /// What shows the rules with their numbers.
    private static func listing(by tool: FilterChain.Tool) -> Advice.Step {
        switch tool {
        case .nft: .run("nft -a list ruleset")
        case .iptables: .run("iptables -nL --line-numbers")
        case .ip6tables: .run("ip6tables -nL --line-numbers")
        }
    }

    static let listings = Advice([FilterChain.Tool.nft, .iptables, .ip6tables].map { listing(by: $0) })

    /// Whether a rule keeps out mail clients alone, so that nothing else is let in without it.
    private func isForMail(_ rule: FilterRule) -> Bool {
        guard let named = rule.ports, !named.isEmpty else { return false }
        return named.allSatisfy { range in range.count <= 4 && range.allSatisfy { [110, 143, 993, 995].contains($0) } }
    }

    private func unban(_ blocker: PacketFilter.Blocker) -> Advice {
        let client = client ?? ""
        if Self.manager(of: blocker.chain, blocker.rule) == .fail2ban {
            return [
                .run("fail2ban-client unban \(client)"),
                .note("Add it to ignoreip in /etc/fail2ban/jail.local, so that sweeps are not taken for an attack."),
            ]
        }
        return [.note("Take \(client) out of what \(blocker.chain.words) keeps out: \(blocker.words)")]
    }
}

/// Whether nft reads a text as one name: it parses its arguments anew, past the shell's quotes (nft(8), LEXICAL
/// CONVENTIONS).
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
