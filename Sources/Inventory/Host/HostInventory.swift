package import Diagnostics
internal import SSHConfig
package import TextFiles

/// The merged content of all inventory sources.
package struct HostInventory: Sendable {
    /// Breadth first from `all`, each host once.
    package let hosts: [InventoryHost]
    let graph: GroupGraph
    /// Indices in order of first mention, in which Ansible counts the hosts of a glob.
    let namingOrder: [Int]
    private let places: [String: Int]

    /// Reads files, directories, programs, `-` and comma-separated host lists, in order.
    ///
    /// - Returns: at least one host.
    /// - Throws: all problems of the first source that is wrong.
    package static func load(
        sources: [String], files: some FileSystem = DiskFiles(), aids: InventoryEnvironment = .none
    ) throws(InputError) -> HostInventory {
        var reader = InventorySources(files: files, aids: aids)
        for source in sources { try reader.read(source) }
        reader.draft.complete()
        guard !reader.draft.hosts.isEmpty else {
            let source = sources.first.map { Source(file: $0) }
            throw InputError(
                .init("the inventory has no hosts", at: source, remedy: "Add at least one, on a line of its own."))
        }
        let graph = try GroupGraph(reader.draft)
        let files = try VariableFiles(beside: reader.folders, files: files, aids: aids)
        var assembly = try VariableMerger(reader.draft, graph: graph, files: files)
        return try HostInventory(graph, &assembly)
    }

    private init(_ graph: GroupGraph, _ assembly: inout VariableMerger) throws(InputError) {
        let order = graph.hosts(of: [InventoryBuilder.all])
        var hosts: [InventoryHost] = []
        for number in order { hosts.append(try assembly.host(number)) }
        self.hosts = hosts
        places = Dictionary(uniqueKeysWithValues: zip(hosts.map(\.name), hosts.indices))
        namingOrder = order.indices.sorted { order[$0] < order[$1] }
        self.graph = graph.numberingHosts(Dictionary(uniqueKeysWithValues: zip(order, order.indices)))
    }

    package func host(named name: String) -> InventoryHost? {
        places[name].map { hosts[$0] }
    }

    /// Includes descendants; nil if there is no such group.
    func hostNames(ofGroup name: String) -> [String]? {
        graph.groups.firstIndex { $0.name == name }.map { graph.hosts(of: [$0]).map { hosts[$0].name } }
    }
}
