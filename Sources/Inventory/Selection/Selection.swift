package import Diagnostics
internal import Fleet
internal import SSHConfig
package import TextFiles

extension HostInventory {
    /// Selects hosts in inventory order, without duplicates.
    ///
    /// As in Ansible, unions come first, then intersections (`&`), then exclusions (`!`). No pattern means `all`.
    /// - Throws: if no host is left, with the patterns that match nothing.
    package func select(
        patterns: [String], limit: [String] = [], files: some FileSystem = DiskFiles(),
        warnings: InventoryWarnings
    ) throws(InputError) -> [InventoryHost] {
        var selector = Selector(self)
        var chosen = try selector.hosts(of: Pattern.list(patterns, files: files))
        if !limit.isEmpty { chosen.formIntersection(try selector.hosts(of: Pattern.list(limit, files: files))) }
        guard !chosen.isEmpty else {
            guard selector.unmatched.isEmpty else { throw InputError(selector.unmatched) }
            let asked = patterns + limit.map { "--limit \($0)" }
            throw InputError(
                .init(
                    "no host is selected", text: asked.joined(separator: " "),
                    remedy: "The patterns are known, but together they select no host: see dovesweep inventory list."))
        }
        for pattern in selector.unmatched { warnings.add(pattern) }
        return chosen.sorted().map { hosts[$0] }
    }
}

private struct Selector {
    let inventory: HostInventory
    let numbers: [String: Int]
    let groupNumbers: [String: Int]
    /// Ansible only warns of these.
    private(set) var unmatched: [InputError.Problem] = []

    init(_ inventory: HostInventory) {
        self.inventory = inventory
        numbers = Dictionary(uniqueKeysWithValues: zip(inventory.hosts.map(\.name), inventory.hosts.indices))
        let groups = inventory.graph.groups
        groupNumbers = Dictionary(uniqueKeysWithValues: zip(groups.map(\.name), groups.indices))
    }

    mutating func hosts(of patterns: [Pattern]) throws(InputError) -> Set<Int> {
        var chosen: Set<Int> = []
        let unions = patterns.filter { $0.role == .union }
        if unions.isEmpty { chosen = Set(inventory.hosts.indices) }
        for pattern in unions { chosen.formUnion(try matches(pattern)) }
        for pattern in patterns where pattern.role == .intersection {
            chosen.formIntersection(try matches(pattern))
        }
        for pattern in patterns where pattern.role == .exclusion { chosen.subtract(try matches(pattern)) }
        return chosen
    }

    private mutating func matches(_ pattern: Pattern) throws(InputError) -> [Int] {
        if pattern.role == .union, pattern.slice == nil, let host = numbers[pattern.text] { return [host] }
        let groups = try groups(of: pattern)
        var found = pattern.slice == nil ? inventory.graph.hosts(of: groups) : groups.flatMap(hosts(of:))
        if groups.isEmpty || !pattern.isName || pattern.text.contains(".") { found += try hosts(of: pattern) }
        if groups.isEmpty, found.isEmpty { unmatched.append(problem(with: pattern)) }
        return try slice(found, by: pattern)
    }

    /// Looks names up, because a file may hold thousands.
    private func groups(of pattern: Pattern) throws(InputError) -> [Int] {
        guard !pattern.isName else { return groupNumbers[pattern.text].map { [$0] } ?? [] }
        let matches = try pattern.matcher()
        return inventory.graph.groups.indices.filter { matches(inventory.graph.groups[$0].name) }
    }

    private func hosts(of pattern: Pattern) throws(InputError) -> [Int] {
        guard !pattern.isName else { return numbers[pattern.text].map { [$0] } ?? [] }
        let matches = try pattern.matcher()
        return inventory.namingOrder.filter { matches(inventory.hosts[$0].name) }
    }

    /// As in Ansible, a slice counts a host once per matching group.
    private func hosts(of group: Int) -> [Int] {
        inventory.graph.hosts(of: [group])
    }

    private func slice(_ hosts: [Int], by pattern: Pattern) throws(InputError) -> [Int] {
        let sliced: ArraySlice<Int> =
            switch pattern.slice {
            case nil: hosts[...]
            case .one(let place):
                hosts[...].dropFirst(place < 0 ? max(0, hosts.count + place) : place)
                    .prefix(place < -hosts.count ? 0 : 1)
            case .range(let first, let last):
                hosts[...].prefix((last ?? hosts.count) < Int.max ? (last ?? hosts.count) + 1 : hosts.count)
                    .dropFirst(first)
            }
        // As in Ansible, a range beyond the end selects nothing.
        if case .one = pattern.slice, sliced.isEmpty, !hosts.isEmpty {
            throw InputError(
                .init(
                    "the pattern matches \(hosts.count.counted("host")), but none at that index", text: pattern.whole,
                    at: pattern.source, remedy: "Count from 0, or from -1 at the end."))
        }
        return Array(sliced)
    }

    /// Only shown problems are worth the search for similar names.
    private func problem(with pattern: Pattern) -> InputError.Problem {
        let isRead = unmatched.count < InputError.limit
        let names = isRead ? inventory.graph.groups.map(\.name) + inventory.hosts.map(\.name) : []
        return .init(
            "the pattern matches no host and no group", text: pattern.whole, at: pattern.source,
            remedy: Suggestion.sentence(for: pattern.text, among: names)
                + (pattern.slice == nil
                    ? "" : "Brackets at the end are an index. After brackets of a glob, write a *. ")
                + "For all of them, see dovesweep inventory list.")
    }
}
