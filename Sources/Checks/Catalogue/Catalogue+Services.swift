import Fleet

extension Catalogue {
    /// Compares services within groups of four hosts or more. The only host that lacks what all others offer warns.
    func comparingServices(_ results: [HostResult]) -> [HostResult] {
        var members: [String: [Int]] = [:]
        for place in results.indices where !results[place].services.isEmpty {
            for group in results[place].host.groups { members[group, default: []].append(place) }
        }
        var compared = results
        for (group, places) in members.sorted(by: { $0.key < $1.key }) where places.count >= 4 {
            let byServices = Dictionary(grouping: places) { results[$0].services }
            for place in places where compared[place].serviceComparison != .warn {
                let others = byServices.keys.filter { $0 != results[place].services }
                let isAlone = byServices[results[place].services]?.count == 1
                guard isAlone, others.count == 1, let usual = others.first else {
                    if others.isEmpty { compared[place].say(.pass("as on the others of \(group)"), by: alike) }
                    continue
                }
                let missing = usual.subtracting(results[place].services)
                guard !missing.isEmpty else { continue }
                compared[place].say(odd(missing, places.count - 1, group), by: alike)
            }
        }
        return compared
    }

    private func odd(_ missing: Set<String>, _ others: Int, _ group: String) -> Judgement {
        let names = missing.sorted().joined(separator: " and ")
        return .warn(
            "all \(others) other hosts of \(group) offer \(names), and this one does not", signature: "",
            remedy: [
                .note(
                    """
                    Offer it here too, or list the intended services in the inventory: dovesweep_protocols.
                    """)
            ])
    }
}

private let alike = PortsAlike().id

extension HostResult {
    fileprivate var services: Set<String> {
        let words = findings.first { $0.check == alike }?.signature.split(separator: " ").map(String.init)
        return Set(words ?? [])
    }

    fileprivate var serviceComparison: Verdict? { findings.first { $0.check == alike }?.verdict }
}
