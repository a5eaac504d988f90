internal import Yams

/// Reads an inventory in Ansible's YAML form into a draft: groups, each with `hosts`, `vars` and `children`.
///
/// Ansible warns of what it cannot place and passes over it; here that is an error, as a host that is lost is not swept.
struct YAMLInventory {
    private let values: YAMLValue
    private let draft: Draft
    private var problems: [InventoryError.Problem] = []

    private init(values: YAMLValue, draft: Draft) {
        self.values = values
        self.draft = draft
    }

    /// Reads the whole file; every problem of its structure is told at once, of its syntax the first.
    static func read(_ bytes: [UInt8], file: String, into draft: Draft) throws(InventoryError) {
        let (root, values) = try YAMLDocument.read(bytes, file: file)
        var reader = YAMLInventory(values: values, draft: draft)
        guard let groups = root?.mapping, !groups.isEmpty else {
            throw InventoryError(
                .init(
                    "the file holds no groups", at: Source(file: file),
                    remedy: "Begin with all:, and below it hosts: or children:."))
        }
        if groups.contains(where: { $0.key.scalar?.string == "plugin" }) {
            throw InventoryError(
                .init(
                    "the file configures a plugin of Ansible, and plugins cannot be run", at: Source(file: file),
                    remedy: "Save what ansible-inventory --list --yaml --export prints, and name that file."))
        }
        if groups.contains(where: { $0.key.scalar?.string == "_meta" }) {
            throw InventoryError(
                .init(
                    "the file holds what a program prints for Ansible, which is another form", at: Source(file: file),
                    remedy: "Name the program, or save what ansible-inventory --list --yaml --export prints."))
        }
        for (key, node) in groups {
            reader.collect { (reader) throws(InventoryError) in _ = try reader.readGroup(key, node) }
        }
        guard reader.problems.isEmpty else { throw InventoryError(reader.problems) }
    }

    /// Keeps the problem of one part, so that the other parts are read too.
    private mutating func collect(_ part: (inout YAMLInventory) throws(InventoryError) -> Void) {
        do throws(InventoryError) {
            try part(&self)
        } catch {
            problems += error.problems
        }
    }

    private mutating func readGroup(_ key: Node, _ node: Node) throws(InventoryError) -> Int {
        let name = try values.name(key, of: "group")
        guard !name.isEmpty else { throw refused("a group has no name", key, remedy: "Give it one.") }
        let group = draft.group(name)
        guard let parts = try mapping(node, below: key) else { return group }
        for (key, node) in parts {
            collect { (reader) throws(InventoryError) in try reader.readPart(key, node, of: group) }
        }
        return group
    }

    private mutating func readPart(_ key: Node, _ node: Node, of group: Int) throws(InventoryError) {
        switch key.scalar?.string {
        case "hosts": try readHosts(key, node, group: group)
        case "children": try readChildren(key, node, of: group)
        case "vars":
            for (name, variable) in try variables(node, below: key) {
                collect { (reader) throws(InventoryError) in
                    try reader.draft.set(name, to: variable, onGroup: group)
                }
            }
        default:
            throw refused(
                "a group has only hosts, vars and children", key,
                remedy: "\(Suggestion.sentence(for: key.scalar?.string ?? "", among: ["hosts", "vars", "children"]))"
                    + "Put groups below children: and hosts below hosts:.")
        }
    }

    private mutating func readChildren(_ key: Node, _ node: Node, of group: Int) throws(InventoryError) {
        for (key, node) in try mapping(node, below: key) ?? Node.Mapping([]) {
            collect { (reader) throws(InventoryError) in
                let child = try reader.readGroup(key, node)
                reader.draft.add(child: child, to: group, at: reader.values.source(of: key))
            }
        }
    }

    private mutating func readHosts(_ key: Node, _ node: Node, group: Int) throws(InventoryError) {
        for (key, node) in try mapping(node, below: key) ?? Node.Mapping([]) {
            collect { (reader) throws(InventoryError) in try reader.readHost(key, node, group: group) }
        }
    }

    private func readHost(_ key: Node, _ node: Node, group: Int) throws(InventoryError) {
        let source = values.source(of: key)
        let (names, port) = try HostPattern.expand(try values.name(key, of: "host"), at: source)
        let variables = try variables(node, below: key)
        for name in names {
            let host = try draft.host(name, in: group, port: port, at: source)
            for (name, variable) in variables { try draft.set(name, to: variable, onHost: host) }
        }
    }

    private func variables(_ node: Node, below key: Node) throws(InventoryError) -> Variables {
        guard let mapping = try mapping(node, below: key) else { return [:] }
        return try values.variables(mapping)
    }

    /// What is below a key: nil for nothing; a word alone is a key without a value, as in Ansible.
    private func mapping(_ node: Node, below key: Node) throws(InventoryError) -> Node.Mapping? {
        if let mapping = node.mapping { return mapping }
        switch try values.value(node) {
        case .null, .string(""): return nil
        case .string where ["hosts", "children"].contains(key.scalar?.string):
            return Node.Mapping([(node, Node("", .implicit, .plain))])
        case let value:
            throw refused(
                "below this a mapping is expected, not \(value.kind)", key,
                remedy: node.sequence == nil
                    ? "Write what is below it on lines of its own, indented." : "Write \"name:\", not \"- name\".")
        }
    }

    private func refused(_ what: String, _ key: Node, remedy: String) -> InventoryError {
        InventoryError(
            .init(
                what, text: key.scalar?.string, at: values.source(of: key), column: key.mark?.column, remedy: remedy))
    }
}
