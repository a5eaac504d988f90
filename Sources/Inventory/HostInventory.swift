/// Everything that the sources of an inventory say: hosts in order, their groups and their variables.
package struct HostInventory: Sendable {
    /// In inventory order: as `all` lists them, level by level of its groups, each host once.
    package let hosts: [InventoryHost]
    let graph: GroupGraph
    /// The places of the hosts in the order in which they were first named, which is how Ansible counts those of a glob.
    let namingOrder: [Int]
    private let places: [String: Int]

    /// Reads sources in order: files, folders, programs, `-`, and lists of hosts with commas; later sources add to earlier ones.
    ///
    /// - Parameters:
    ///   - sources: as `--inventory` takes them.
    ///   - files: where they are read from.
    ///   - aids: what runs programs, and opens what is sealed.
    /// - Returns: at least one host.
    /// - Throws: where a source cannot be read or is wrong; all problems of the first such file.
    package static func load(
        sources: [String], files: some InventoryFiles = DiskFiles(), aids: InventoryAids = .none
    ) throws(InventoryError) -> HostInventory {
        var reader = InventorySources(files: files, aids: aids)
        for source in sources { try reader.read(source) }
        reader.draft.complete()
        guard !reader.draft.hosts.isEmpty else {
            let source = sources.first.map { Source(file: $0) }
            throw InventoryError(
                .init("the inventory holds no host", at: source, remedy: "Name at least one, on a line of its own."))
        }
        let graph = try GroupGraph(reader.draft)
        let files = try VariableFiles(beside: reader.folders, files: files, aids: aids)
        var assembly = try Assembly(reader.draft, graph: graph, files: files)
        return try HostInventory(graph, &assembly)
    }

    /// Puts the hosts in order, and numbers them by it.
    private init(_ graph: GroupGraph, _ assembly: inout Assembly) throws(InventoryError) {
        let order = graph.hosts(of: [Draft.all])
        var hosts: [InventoryHost] = []
        for number in order { hosts.append(try assembly.host(number)) }
        self.hosts = hosts
        places = Dictionary(uniqueKeysWithValues: zip(hosts.map(\.name), hosts.indices))
        namingOrder = order.indices.sorted { order[$0] < order[$1] }
        self.graph = graph.numberingHosts(Dictionary(uniqueKeysWithValues: zip(order, order.indices)))
    }

    /// The host of a name.
    package func host(named name: String) -> InventoryHost? {
        places[name].map { hosts[$0] }
    }

    /// The names of a group's hosts, those of the groups below it too; nil where there is no such group.
    func hostNames(ofGroup name: String) -> [String]? {
        graph.groups.firstIndex { $0.name == name }.map { graph.hosts(of: [$0]).map { hosts[$0].name } }
    }
}
