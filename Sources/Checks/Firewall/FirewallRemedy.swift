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

    var text: String {
        let list = ports.map(String.init).joined(separator: ", ")
        guard let blocker else {
            return
                "Allow tcp port \(list) in the provider's or cloud's filter in front of the host, or forward it there.\n"
                + "nft list ruleset; iptables-save   # nothing in them was understood to drop or reject it"
        }
        return blocker.isOfSource && client != nil ? unban(blocker) : opening(blocker, list)
    }

    private func opening(_ blocker: PacketFilter.Blocker, _ list: String) -> String {
        let entrance = blocker.entrance
        switch blocker.isUFWs ? .ufw : Self.manager(of: blocker.chain, blocker.rule) {
        case .ufw: return ports.map { "ufw allow \($0)/tcp" }.joined(separator: "\n")
        case .firewalld:
            return "firewall-cmd --permanent \(ports.map { "--add-port=\($0)/tcp" }.joined(separator: " "))"
                + " && firewall-cmd --reload"
        case .fail2ban, .nobody: break
        }
        if entrance.tool == .nft {
            let place = [entrance.family, entrance.table, entrance.name].map { quoted(String($0)) }
            return "nft insert rule \(place.joined(separator: " ")) tcp dport { \(list) } accept\n"
                + "Put the same into /etc/nftables.conf, or it is lost at the next boot."
        }
        let table = entrance.table == "filter" ? "" : "-t \(quoted(String(entrance.table))) "
        let numbers = ports.map(String.init).joined(separator: ",")
        return
            "\(entrance.tool.rawValue) \(table)-I \(quoted(String(entrance.name))) -p tcp -m multiport --dports \(numbers) -j ACCEPT\n"
            + "Save it where this host restores its rules from (netfilter-persistent save), or it is lost at the next boot."
    }

    private func unban(_ blocker: PacketFilter.Blocker) -> String {
        let client = client ?? ""
        if Self.manager(of: blocker.chain, blocker.rule) == .fail2ban {
            return "fail2ban-client unban \(quoted(client))\n"
                + "Add it to ignoreip in /etc/fail2ban/jail.local, so that sweeps are not taken for an attack."
        }
        return "Take \(client) out of what \(blocker.chain.words) keeps out: \(blocker.words)"
    }
}
