package import Fleet

/// A host that differs from all others of its group, which agree.
package struct OddOne {
    package let host: String
    package let oddities: [(oddity: Oddity, groups: [String])]

    package struct Oddity: Hashable {
        package let trait: Trait
        package let own: String
        package let others: String
    }

    /// An item's verdict, or a fact; both may have one name.
    package enum Trait: Hashable {
        case item(String)
        case fact(String)

        package var name: String {
            switch self {
            case .item(let name): name
            case .fact(let name): factName(name)
            }
        }

        /// For machines.
        package var key: String {
            switch self {
            case .item(let name), .fact(let name): name
            }
        }

        fileprivate var order: String {
            switch self {
            case .item(let name): "0\(name)"
            case .fact(let name): "1\(name)"
            }
        }
    }

    /// In a smaller group it is unclear which host differs.
    private static let smallestGroup = 4

    /// In inventory order.
    package static func all(in run: Run) -> [OddOne] {
        let swept = run.hosts.filter { $0.outcome == .swept }.map {
            (name: $0.host.name, groups: $0.host.groups, traits: traits(of: $0))
        }
        let groups = Set(swept.flatMap(\.groups)).sorted()
        var found: [String: [Oddity: [String]]] = [:]
        for group in groups {
            let members = swept.filter { $0.groups.contains(group) }
            guard members.count >= smallestGroup else { continue }
            for (place, oddity) in oddities(of: members.map(\.traits)) {
                found[members[place].name, default: [:]][oddity, default: []].append(group)
            }
        }
        return swept.compactMap { host in
            found[host.name].map { found in
                let oddities = found.map { (oddity: $0, groups: $1) }
                return OddOne(
                    host: host.name, oddities: oddities.sorted { $0.oddity.trait.order < $1.oddity.trait.order })
            }
        }
    }

    /// Without blocked items, and facts that differ by nature.
    private static func traits(of result: HostResult) -> [Trait: String] {
        let cells = result.columns.map { (name: $0.rawValue, shown: result.shown($0)) }
        let judged = cells.filter { $0.shown != .verdict(.blocked) }.map { (Trait.item($0.name), $0.shown.cellText) }
        let facts = result.facts.filter { !ofEachHost.contains($0.key) }.map { (Trait.fact($0), $1) }
        return Dictionary(judged + facts, uniquingKeysWith: { first, _ in first })
    }

    private static let ofEachHost: Set<String> = ["certificate", "certificate-ends", "inbox-messages"]

    private static func oddities(of members: [[Trait: String]]) -> [(place: Int, Oddity)] {
        let traits = Set(members.flatMap(\.keys)).sorted { $0.order < $1.order }
        return traits.compactMap { trait in
            let values = members.map { $0[trait] }
            let counts = Dictionary(grouping: values.indices, by: { values[$0] })
            guard counts.count == 2, let odd = counts.first(where: { $0.value.count == 1 }), let own = odd.key,
                let others = counts.first(where: { $0.value.count == members.count - 1 })?.key
            else { return nil }
            return (odd.value[0], Oddity(trait: trait, own: own, others: others))
        }
    }

    /// `alone in old: ports imap 143 (others imap 143, imaps 993)`.
    package var sentence: String {
        oddities.gathered { $0.groups }.map { groups, oddities in
            let traits = oddities.map { "\($0.oddity.trait.name) \($0.oddity.own) (others \($0.oddity.others))" }
            return "unlike all others in \(groups.joined(separator: ", ")): \(traits.joined(separator: "; "))"
        }.joined(separator: "; ")
    }
}
