internal import Yams

/// Reads an inventory in Ansible's YAML form into a draft: groups, each with `hosts`, `vars` and `children`.
///
/// What Ansible cannot place and passes over is told as a warning, since hosts may be lost in it.
struct YAMLInventory {
    private let values: YAMLValue
    private let draft: Draft
    private var problems: [InventoryError.Problem] = []

    private typealias Pairs = [(key: Node, value: Node)]

    private init(values: YAMLValue, draft: Draft) {
        self.values = values
        self.draft = draft
    }

    /// Reads the whole file; every problem of its structure is told at once, of its syntax the first.
    static func read(_ bytes: [UInt8], file: String, into draft: Draft) throws(InventoryError) {
        let (root, values) = try YAMLDocument.read(bytes, file: file, warnings: draft.warnings)
        var reader = YAMLInventory(values: values, draft: draft)
        // Comments alone are an inventory that is empty yet.
        guard !isEmpty(bytes) else { return }
        let groups = try values.pairs(root?.mapping ?? [:])
        guard !groups.isEmpty else {
            let place = root?.scalar.flatMap { $0.string.isEmpty ? nil : root }.map(values.source)
            throw InventoryError(
                .init(
                    "the file holds no groups", text: place.flatMap { _ in root?.scalar?.string },
                    at: place ?? Source(file: file), remedy: "Begin with all:, and below it hosts: or children:."))
        }
        try reader.refuseOtherForms(groups)
        for (key, node) in groups {
            reader.collect { (reader) throws(InventoryError) in
                if try reader.readGroup(key, node) == nil { reader.warnOfNoGroup(key) }
            }
        }
        guard reader.problems.isEmpty else { throw InventoryError(reader.problems) }
    }

    private static func isEmpty(_ bytes: [UInt8]) -> Bool {
        var isEmpty = true
        TextLines(bytes: bytes).forEach { _, _ in isEmpty = false }
        return isEmpty
    }

    private func refuseOtherForms(_ groups: Pairs) throws(InventoryError) {
        for (key, _) in groups {
            switch key.scalar?.string {
            case "plugin":
                throw refused(
                    "the file configures a plugin of Ansible, and plugins cannot be run", key,
                    remedy: "Save what ansible-inventory --list --yaml --export prints, and name that file.")
            case "_meta":
                throw refused(
                    "the file holds what a program prints for Ansible, which is another form", key,
                    remedy: "Name the program, or save what ansible-inventory --list --yaml --export prints.")
            default: continue
            }
        }
    }

    /// Keeps the problem of one part, so that the other parts are read too.
    private mutating func collect(_ part: (inout YAMLInventory) throws(InventoryError) -> Void) {
        guard !values.visits.isOver else { return }
        do throws(InventoryError) {
            try part(&self)
        } catch {
            problems += error.problems
        }
    }

    /// nil for what is no group: neither a mapping nor nothing.
    private mutating func readGroup(_ key: Node, _ node: Node) throws(InventoryError) -> Int? {
        values.visits.begin(key.scalar?.string, at: values.source(of: key))
        let name = try values.name(key, of: "group")
        guard !name.isEmpty else { throw refused("a group has no name", key, remedy: "Give it one.") }
        if node.mapping == nil, !isNothing(try values.value(node)) { return draft.number(ofGroup: name) }
        let group = draft.group(name)
        for (key, node) in try pairs(node, below: key) ?? [] {
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
            let near = Suggestion.sentence(for: key.scalar?.string ?? "", among: ["hosts", "vars", "children"])
            warn(
                "a group has only hosts, vars and children, and as in Ansible this is passed over", key,
                remedy: "\(near)Put groups below children: and hosts below hosts:.")
        }
    }

    private mutating func readChildren(_ key: Node, _ node: Node, of group: Int) throws(InventoryError) {
        for (key, node) in try pairs(node, below: key) ?? [] {
            collect { (reader) throws(InventoryError) in
                guard let child = try reader.readGroup(key, node) else {
                    throw try reader.noMapping(node, below: key)
                }
                reader.draft.add(child: child, to: group, at: reader.values.source(of: key))
            }
        }
    }

    private mutating func readHosts(_ key: Node, _ node: Node, group: Int) throws(InventoryError) {
        for (key, node) in try pairs(node, below: key) ?? [] {
            collect { (reader) throws(InventoryError) in try reader.readHost(key, node, group: group) }
        }
    }

    private func readHost(_ key: Node, _ node: Node, group: Int) throws(InventoryError) {
        let source = values.source(of: key)
        let (names, port) = try HostPattern.expand(try values.name(key, of: "host"), at: source)
        let variables = try isFalse(node) ? [:] : try variables(node, below: key)
        for name in names {
            let host = try draft.host(name, in: group, port: port, at: source)
            for (name, variable) in variables { try draft.set(name, to: variable, onHost: host) }
        }
    }
}

extension YAMLInventory {
    private func variables(_ node: Node, below key: Node) throws(InventoryError) -> Variables {
        if let mapping = node.mapping { return try values.variables(mapping) }
        // A word alone is a variable without a value.
        let words = try pairs(node, below: key) ?? []
        return Dictionary(
            words.compactMap { key, _ in
                key.scalar.map { ($0.string, Variable(.null, from: values.source(of: key))) }
            }, uniquingKeysWith: { $1 })
    }

    /// What is below a key: nil for nothing; below `hosts`, `children` and `vars` a word alone is a key without a value,
    /// as in Ansible.
    private func pairs(_ node: Node, below key: Node) throws(InventoryError) -> Pairs? {
        if let mapping = node.mapping { return try values.pairs(mapping) }
        let value = try values.value(node)
        if isNothing(value) { return nil }
        if case .string = value, ["hosts", "children", "vars"].contains(key.scalar?.string) {
            return [(node, Node("", .implicit, .plain))]
        }
        throw try noMapping(node, below: key)
    }

    private func isNothing(_ value: Value) -> Bool { value == .null || value == .string("") }

    /// What Python takes for false: Ansible reads it as no variables.
    private func isFalse(_ node: Node) throws(InventoryError) -> Bool {
        guard node.mapping == nil else { return false }
        return [.null, .string(""), .bool(false), .integer(0), .number(0), .list([])].contains(try values.value(node))
    }

    private func noMapping(_ node: Node, below key: Node) throws(InventoryError) -> InventoryError {
        refused(
            "below this a mapping is expected, not \(try values.value(node).kind)", key,
            remedy: node.sequence == nil
                ? "Write what is below it on lines of its own, indented." : "Write \"name:\", not \"- name\".")
    }

    private func warnOfNoGroup(_ key: Node) {
        warn(
            "this is no group, as below it there is no mapping, and as in Ansible it is passed over", key,
            remedy: "Write hosts:, vars: or children: below it, or remove it.")
    }

    private func warn(_ what: String, _ key: Node, remedy: String) {
        for problem in refused(what, key, remedy: remedy).problems { draft.warnings.add(problem) }
    }

    private func refused(_ what: String, _ key: Node, remedy: String) -> InventoryError {
        InventoryError(
            .init(
                what, text: key.scalar?.string, at: values.source(of: key), column: key.mark?.column, remedy: remedy))
    }
}
