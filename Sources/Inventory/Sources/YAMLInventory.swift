internal import Diagnostics
internal import TextFiles
internal import Yams

/// Reads a YAML inventory into a `InventoryBuilder`.
///
/// Entries that Ansible ignores give a warning, because hosts may be lost.
struct YAMLInventory {
    private let values: YAMLValue
    private let draft: InventoryBuilder
    private var problems: [InputError.Problem] = []

    private typealias Pairs = [(key: Node, value: Node)]

    private init(values: YAMLValue, draft: InventoryBuilder) {
        self.values = values
        self.draft = draft
    }

    /// Reads the whole file. Throws all structural problems together, or the first syntax error.
    static func read(_ bytes: [UInt8], file: String, into draft: InventoryBuilder) throws(InputError) {
        let (root, values) = try YAMLDocument.read(bytes, file: file, warnings: draft.warnings)
        var reader = YAMLInventory(values: values, draft: draft)
        // A file of comments is an empty inventory.
        guard !isEmpty(bytes) else { return }
        let groups = try values.pairs(root?.mapping ?? [:])
        guard !groups.isEmpty else {
            let place = root?.scalar.flatMap { $0.string.isEmpty ? nil : root }.map(values.source)
            throw InputError(
                .init(
                    "the file has no groups", text: place.flatMap { _ in root?.scalar?.string },
                    at: place ?? Source(file: file), remedy: "Begin with all:, with hosts: or children: below it."))
        }
        try reader.refuseOtherForms(groups)
        for (key, node) in groups {
            reader.collect { (reader) throws(InputError) in
                if try reader.readGroup(key, node) == nil { reader.warnOfNoGroup(key) }
            }
        }
        guard reader.problems.isEmpty else { throw InputError(reader.problems) }
    }

    private static func isEmpty(_ bytes: [UInt8]) -> Bool {
        var isEmpty = true
        TextLines(bytes: bytes).forEach { _, _ in isEmpty = false }
        return isEmpty
    }

    private func refuseOtherForms(_ groups: Pairs) throws(InputError) {
        for (key, _) in groups {
            switch key.scalar?.string {
            case "plugin":
                throw refused(
                    "the file configures a plugin of Ansible, and plugins are not supported", key,
                    remedy: "Save the output of ansible-inventory --list --yaml --export, and give that file.")
            case "_meta":
                throw refused(
                    "the file is the output of an inventory program, which has another form", key,
                    remedy: "Give the program, or save the output of ansible-inventory --list --yaml --export.")
            default: continue
            }
        }
    }

    private mutating func collect(_ part: (inout YAMLInventory) throws(InputError) -> Void) {
        guard !values.visits.isOver else { return }
        do throws(InputError) {
            try part(&self)
        } catch {
            problems += error.problems
        }
    }

    /// nil if it is no group.
    private mutating func readGroup(_ key: Node, _ node: Node) throws(InputError) -> Int? {
        values.visits.begin(key.scalar?.string, at: values.source(of: key))
        let name = try values.name(key, of: "group")
        guard !name.isEmpty else { throw refused("a group has no name", key, remedy: "Give it one.") }
        if node.mapping == nil, !isNothing(try values.value(node)) { return draft.number(ofGroup: name) }
        let group = draft.group(name)
        for (key, node) in try pairs(node, below: key) ?? [] {
            collect { (reader) throws(InputError) in try reader.readPart(key, node, of: group) }
        }
        return group
    }

    private mutating func readPart(_ key: Node, _ node: Node, of group: Int) throws(InputError) {
        switch key.scalar?.string {
        case "hosts": try readHosts(key, node, group: group)
        case "children": try readChildren(key, node, of: group)
        case "vars":
            for (name, variable) in try variables(node, below: key) {
                collect { (reader) throws(InputError) in
                    try reader.draft.set(name, to: variable, onGroup: group)
                }
            }
        default:
            let near = Suggestion.sentence(for: key.scalar?.string ?? "", among: ["hosts", "vars", "children"])
            warn(
                "a group has only hosts, vars and children, so this is ignored, as in Ansible", key,
                remedy: "\(near)Put groups below children: and hosts below hosts:.")
        }
    }

    private mutating func readChildren(_ key: Node, _ node: Node, of group: Int) throws(InputError) {
        for (key, node) in try pairs(node, below: key) ?? [] {
            collect { (reader) throws(InputError) in
                guard let child = try reader.readGroup(key, node) else {
                    throw try reader.noMapping(node, below: key)
                }
                reader.draft.add(child: child, to: group, at: reader.values.source(of: key))
            }
        }
    }

    private mutating func readHosts(_ key: Node, _ node: Node, group: Int) throws(InputError) {
        for (key, node) in try pairs(node, below: key) ?? [] {
            collect { (reader) throws(InputError) in try reader.readHost(key, node, group: group) }
        }
    }

    private func readHost(_ key: Node, _ node: Node, group: Int) throws(InputError) {
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
    private func variables(_ node: Node, below key: Node) throws(InputError) -> Variables {
        if let mapping = node.mapping { return try values.variables(mapping) }
        let words = try pairs(node, below: key) ?? []
        return Dictionary(
            words.compactMap { key, _ in
                key.scalar.map { ($0.string, Variable(.null, from: values.source(of: key))) }
            }, uniquingKeysWith: { $1 })
    }

    /// nil if empty. As in Ansible, a single word below `hosts`, `children` or `vars` is a key.
    private func pairs(_ node: Node, below key: Node) throws(InputError) -> Pairs? {
        if let mapping = node.mapping { return try values.pairs(mapping) }
        let value = try values.value(node)
        if isNothing(value) { return nil }
        if case .string = value, ["hosts", "children", "vars"].contains(key.scalar?.string) {
            return [(node, Node("", .implicit, .plain))]
        }
        throw try noMapping(node, below: key)
    }

    private func isNothing(_ value: Value) -> Bool { value == .null || value == .string("") }

    /// Ansible reads any value that is false in Python as no variables.
    private func isFalse(_ node: Node) throws(InputError) -> Bool {
        guard node.mapping == nil else { return false }
        return [.null, .string(""), .bool(false), .integer(0), .number(0), .list([])].contains(try values.value(node))
    }

    private func noMapping(_ node: Node, below key: Node) throws(InputError) -> InputError {
        refused(
            "a mapping is needed below this, not \(try values.value(node).kind)", key,
            remedy: node.sequence == nil
                ? "Write its contents on separate, indented lines." : "Write \"name:\", not \"- name\".")
    }

    private func warnOfNoGroup(_ key: Node) {
        warn(
            "this is not a group, because it has no mapping, so it is ignored, as in Ansible", key,
            remedy: "Write hosts:, vars: or children: below it, or remove it.")
    }

    private func warn(_ what: String, _ key: Node, remedy: String) {
        for problem in refused(what, key, remedy: remedy).problems { draft.warnings.add(problem) }
    }

    private func refused(_ what: String, _ key: Node, remedy: String) -> InputError {
        InputError(
            .init(
                what, text: key.scalar?.string, at: values.source(of: key), column: key.mark?.column, remedy: remedy))
    }
}
