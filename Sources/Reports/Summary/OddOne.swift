import Fleet

/// The one host of a group that differs from all others of it, which agree.
struct OddOne {
    let host: String
    let sentence: String

    /// In a smaller group it is not clear who is the odd one.
    private static let smallestGroup = 4

    /// In the order of the inventory; hosts that were not swept are no odd ones, the report names them elsewhere.
    static func all(in run: Run) -> [OddOne] {
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
        return swept.compactMap { host in found[host.name].map { OddOne(host: host.name, sentence: sentence($0)) } }
    }

    /// What one host has, and all the others have otherwise.
    private struct Oddity: Hashable {
        let trait: String
        let own: String
        let others: String
    }

    /// What hosts of a group should have in common: verdicts, but those that another explains, and facts.
    private static func traits(of result: HostResult) -> [String: String] {
        let cells = result.columns.map { (name: $0.rawValue, shown: result.shown($0)) }
        let judged = cells.filter { $0.shown != .verdict(.blocked) }.map { ($0.name, $0.shown.shout) }
        return result.facts.merging(judged) { $1 }
    }

    private static func oddities(of members: [[String: String]]) -> [(place: Int, Oddity)] {
        let names = Set(members.flatMap(\.keys)).sorted()
        return names.compactMap { name in
            let values = members.map { $0[name] }
            let counts = Dictionary(grouping: values.indices, by: { values[$0] })
            guard counts.count == 2, let odd = counts.first(where: { $0.value.count == 1 }), let own = odd.key,
                let others = counts.first(where: { $0.value.count == members.count - 1 })?.key
            else { return nil }
            return (odd.value[0], Oddity(trait: name, own: own, others: others))
        }
    }

    private static func sentence(_ oddities: [Oddity: [String]]) -> String {
        let told = Dictionary(grouping: oddities.sorted { $0.key.trait < $1.key.trait }, by: \.value)
        return told.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { groups, oddities in
            let traits = oddities.map { "\($0.key.trait) \($0.key.own) (others \($0.key.others))" }
            return "alone in \(groups.joined(separator: ", ")): \(traits.joined(separator: ", "))"
        }.joined(separator: "; ")
    }
}
