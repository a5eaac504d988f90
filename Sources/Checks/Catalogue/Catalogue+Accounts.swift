import Fleet

extension Catalogue {
    /// Compares the probe account within each group. A host that differs from a clear majority warns.
    func comparingAccounts(_ results: [HostResult]) -> [HostResult] {
        var said: [Int: Judgement] = [:]
        var members: [String: [Int]] = [:]
        for place in results.indices where !results[place].account.isEmpty {
            for group in results[place].host.groups { members[group, default: []].append(place) }
        }
        for (group, places) in members.sorted(by: { $0.key < $1.key }) {
            let byAccount = Dictionary(grouping: places) { results[$0].host.probe?.user ?? "" }
            for (account, hosts) in byAccount { compare(hosts, account, in: group, results, &said) }
        }
        var compared = results
        for (place, judgement) in said { compared[place].say(judgement, by: UserAlike().id) }
        return compared
    }

    private func compare(
        _ hosts: [Int], _ account: String, in group: String, _ results: [HostResult], _ said: inout [Int: Judgement]
    ) {
        // Where a host has a system group, the gid proves nothing.
        let lacksGroup = hosts.contains { !results[$0].account.contains(", gid ") }
        let answers = Dictionary(
            uniqueKeysWithValues: hosts.map { host in
                let own = results[host].account
                return (host, lacksGroup ? HostResult.withoutGroup(own) : own)
            })
        let byAnswer = Dictionary(grouping: hosts) { answers[$0] ?? "" }
        guard hosts.count >= 3, let (usual, agreeing) = byAnswer.max(by: { $0.value.count < $1.value.count }),
            agreeing.count >= 2, agreeing.count == hosts.count - 1 || agreeing.count * 4 >= hosts.count * 3
        else { return }
        for host in hosts where said[host]?.verdict != .warn {
            let own = answers[host] ?? ""
            said[host] =
                own == usual
                ? .pass("\(own), as on \(agreeing.count - 1) other hosts of \(group)")
                : odd(own, usual, account, agreeing.count, group)
        }
    }

    private func odd(_ own: String, _ usual: String, _ account: String, _ others: Int, _ group: String) -> Judgement {
        .warn(
            "\(account) is \(own) here, and \(usual) on \(others) other hosts of \(group)", signature: own,
            remedy: [
                .note(
                    """
                    Set up the account as on the other hosts, and its mail with the same owner. If it must differ: \
                    --skip user.alike.
                    """)
            ])
    }
}

extension HostResult {
    /// Empty if not comparable.
    fileprivate var account: String { findings.first { $0.check == UserAlike().id }?.signature ?? "" }

    /// `uid 5000, gid 5000, home /var/vmail/joe` without its gid.
    fileprivate static func withoutGroup(_ account: String) -> String {
        guard let group = account.range(of: ", gid ") else { return account }
        let rest = account[group.upperBound...].cut(at: ",")?.1 ?? ""
        return "\(account[..<group.lowerBound])\(rest.isEmpty ? "" : ",\(rest)")"
    }
}
