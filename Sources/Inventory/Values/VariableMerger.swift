internal import Diagnostics

/// Merges each host's variables in the order of Ansible's `VARIABLE_PRECEDENCE`, without directories beside a playbook.
///
/// The order is `all`, groups from parent to child, the host; variable files come after each. Hosts with the same
/// groups share one merge.
struct VariableMerger {
    private let draft: InventoryBuilder
    private let graph: GroupGraph
    private let files: VariableFiles
    private let groupFiles: [[VariableLayer]]
    private var shared: [[Int]: GroupPart] = [:]

    private struct GroupPart {
        var names: [String]
        var layer: VariableLayer
    }

    init(_ draft: InventoryBuilder, graph: GroupGraph, files: VariableFiles) throws(InputError) {
        self.draft = draft
        self.graph = graph
        self.files = files
        var layers: [[VariableLayer]] = []
        for group in draft.groups { layers.append(try files.layers(.group, named: group.name)) }
        groupFiles = layers
    }

    mutating func host(_ number: Int) throws(InputError) -> InventoryHost {
        let host = draft.hosts[number]
        let part = groupPart(of: host.groups.sorted())
        var own = VariableLayer(variables: host.variables)
        for file in try files.layers(.host, named: host.name) where !file.isEmpty { own.add(file) }
        return InventoryHost(
            name: host.name, groups: part.names, shared: part.layer.variables, own: own.variables,
            sealed: part.layer.sealed + own.sealed, file: host.file)
    }

    private mutating func groupPart(of direct: [Int]) -> GroupPart {
        if let part = shared[direct] { return part }
        let groups = graph.closure(of: direct + [InventoryBuilder.all]).filter { $0 != InventoryBuilder.all }
        var layer = VariableLayer(variables: draft.groups[InventoryBuilder.all].variables)
        for group in groups { layer.add(VariableLayer(variables: draft.groups[group].variables)) }
        for file in groupFiles[InventoryBuilder.all] { layer.add(file) }
        for folder in groupFiles[InventoryBuilder.all].indices {
            for group in groups { layer.add(groupFiles[group][folder]) }
        }
        let part = GroupPart(names: groups.map { draft.groups[$0].name }.sorted(), layer: layer)
        shared[direct] = part
        return part
    }
}
