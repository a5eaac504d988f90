internal import Diagnostics

/// The hierarchy of an inventory's groups.
struct GroupGraph: Sendable {
    struct Group: Sendable {
        let name: String
        let priority: Int
        let children: [Int]
        let parents: [Int]
        fileprivate(set) var hosts: [Int]
    }

    private(set) var groups: [Group]
    /// The longest path from `all`. Deeper groups win.
    private let depths: [Int]

    init(_ draft: InventoryBuilder) throws(InputError) {
        groups = draft.groups.map {
            Group(
                name: $0.name, priority: $0.priority, children: $0.children.map(\.group), parents: $0.parents,
                hosts: $0.hosts)
        }
        var depths = Array(repeating: 0, count: groups.count)
        var waiting = groups.map(\.parents.count)
        var ready = groups.indices.filter { waiting[$0] == 0 }
        while let group = ready.popLast() {
            for child in groups[group].children {
                depths[child] = max(depths[child], depths[group] + 1)
                waiting[child] -= 1
                if waiting[child] == 0 { ready.append(child) }
            }
        }
        self.depths = depths
        if let group = waiting.firstIndex(where: { $0 > 0 }) {
            throw InputError(Self.loop(from: group, waiting: waiting, in: draft))
        }
    }

    /// Some groups and their ancestors, in the order of merging.
    func closure(of numbers: [Int]) -> [Int] {
        var seen = Set(numbers)
        var unread = numbers
        while let number = unread.popLast() {
            for parent in groups[number].parents where seen.insert(parent).inserted { unread.append(parent) }
        }
        return seen.sorted { key(of: $0) < key(of: $1) }
    }

    private func key(of number: Int) -> (Int, Int, String) {
        (depths[number], groups[number].priority, groups[number].name)
    }

    /// Breadth first, without duplicates.
    func hosts(of groups: some Sequence<Int>) -> [Int] {
        var seenGroups: Set<Int> = []
        var seenHosts: Set<Int> = []
        var hosts: [Int] = []
        for group in groups where seenGroups.insert(group).inserted {
            var level = [group]
            while !level.isEmpty {
                for group in level { hosts += self.groups[group].hosts.filter { seenHosts.insert($0).inserted } }
                level = level.flatMap { self.groups[$0].children.filter { seenGroups.insert($0).inserted } }
            }
        }
        return hosts
    }

    func numberingHosts(_ number: [Int: Int]) -> GroupGraph {
        var graph = self
        for group in groups.indices { graph.groups[group].hosts = groups[group].hosts.compactMap { number[$0] } }
        return graph
    }

    private static func loop(from start: Int, waiting: [Int], in draft: InventoryBuilder) -> InputError.Problem {
        var way = [start]
        var group = start
        repeat {
            group = draft.groups[group].parents.first { waiting[$0] > 0 } ?? group
            way.append(group)
        } while !way.dropLast().contains(group)
        let loop = way[(way.firstIndex(of: group) ?? 0)...]
        let links = zip(loop.dropFirst(), loop).compactMap { parent, child in
            draft.groups[parent].children.first { $0.group == child }?.source
        }
        return .init(
            "the groups contain each other in a loop",
            text: loop.reversed().map { draft.groups[$0].name }.joined(separator: " > "), at: links.first,
            remedy: "Remove one of them from the children of the other.")
    }
}
