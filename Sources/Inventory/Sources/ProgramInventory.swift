internal import Diagnostics
internal import Yams

/// Reads the JSON of an Ansible inventory script: `--list`, and `--host NAME` if `_meta` is missing.
struct ProgramInventory {
    private let path: String
    private let run: (String, [String]) -> ProgramResult
    private let draft: InventoryBuilder
    private var hosts: [(name: String, number: Int)] = []

    static func read(
        _ path: String, running run: @escaping (String, [String]) -> ProgramResult, into draft: InventoryBuilder
    ) throws(InputError) {
        var reader = ProgramInventory(path: path, run: run, draft: draft)
        try reader.read()
    }

    private init(path: String, run: @escaping (String, [String]) -> ProgramResult, draft: InventoryBuilder) {
        self.path = path
        self.run = run
        self.draft = draft
    }

    private mutating func read() throws(InputError) {
        let (groups, values) = try output(of: ["--list"])
        var variables: Node.Mapping?
        var hasVariables = false
        for (key, node) in try values.pairs(groups ?? [:]) {
            guard key.scalar?.string == "_meta" else {
                try readGroup(key, node, values)
                continue
            }
            guard let found = node.mapping?.first(where: { $0.key.scalar?.string == "hostvars" }) else { continue }
            hasVariables = true
            variables = try mapping(found.value, of: "hostvars", values)
        }
        if hasVariables {
            try setVariables(variables ?? [:], values)
        } else {
            try askForEach()
        }
    }

    private mutating func readGroup(_ key: Node, _ node: Node, _ values: YAMLValue) throws(InputError) {
        let name = try values.name(key, of: "group")
        let group = draft.group(name)
        guard let object = node.mapping else { return try readHosts(node, of: group, name, values) }
        let parts = try values.pairs(object)
        let known = parts.filter { ["hosts", "vars", "children"].contains($0.key.scalar?.string) }
        if known.isEmpty {
            // The short form: the group is also a host.
            try add(name, to: group, at: values.source(of: key))
            try setVariables(of: group, object, values)
        }
        for (key, node) in known {
            switch key.scalar?.string {
            case "hosts": try readHosts(node, of: group, name, values)
            case "vars": try setVariables(of: group, mapping(node, of: "vars of \(name)", values) ?? [:], values)
            default:
                for child in try names(in: node, of: "children of \(name)", values) {
                    draft.add(child: draft.group(child), to: group, at: values.source(of: node))
                }
            }
        }
    }

    private mutating func readHosts(
        _ node: Node, of group: Int, _ name: String, _ values: YAMLValue
    ) throws(InputError) {
        for host in try names(in: node, of: "hosts of \(name)", values) {
            try add(host, to: group, at: values.source(of: node))
        }
    }

    private mutating func add(_ host: String, to group: Int, at source: Source) throws(InputError) {
        hosts.append((host, try draft.host(host, in: group, port: nil, at: source)))
    }

    private func setVariables(
        of group: Int, _ mapping: Node.Mapping, _ values: YAMLValue
    ) throws(InputError) {
        for (name, variable) in try values.variables(mapping) { try draft.set(name, to: variable, onGroup: group) }
    }

    /// Ignores hosts that are in no group.
    private func setVariables(_ all: Node.Mapping, _ values: YAMLValue) throws(InputError) {
        let numbers = Dictionary(hosts) { first, _ in first }
        for (key, node) in try values.pairs(all) {
            guard let number = numbers[try values.name(key, of: "host")] else { continue }
            try set(try mapping(node, of: key.scalar?.string ?? "", values) ?? [:], on: number, values)
        }
    }

    private func askForEach() throws(InputError) {
        var asked: Set<String> = []
        for (name, number) in hosts where asked.insert(name).inserted {
            let (found, values) = try output(of: ["--host", name])
            try set(found ?? [:], on: number, values)
        }
    }

    private func set(_ mapping: Node.Mapping, on host: Int, _ values: YAMLValue) throws(InputError) {
        for (name, variable) in try values.variables(mapping) { try draft.set(name, to: variable, onHost: host) }
    }
}

extension ProgramInventory {
    /// nil for empty output of `--host`, which means no variables.
    private func output(of arguments: [String]) throws(InputError) -> (Node.Mapping?, YAMLValue) {
        let file = "\(path) \(arguments[0])"
        let end = run(path, arguments)
        if let failure = end.failure {
            let said = end.lastWords.isEmpty ? "" : " and printed: \(end.lastWords)"
            throw InputError(
                .init(
                    "the program \(failure)\(said)", at: Source(file: file),
                    remedy: "Run it by hand: \(Excerpt.of(([path] + arguments).joined(separator: " ")))."))
        }
        if arguments[0] != "--list", end.output.allSatisfy({ $0 == UInt8(ascii: " ") || (9...13).contains($0) }) {
            return (nil, YAMLValue(file: file, visits: YAMLValueBudget(bytes: 0), warnings: draft.warnings))
        }
        guard JSONText.isJSON(end.output) else { throw notJSON(end.output, file) }
        let document = try YAMLDocument.read(end.output, file: file, warnings: draft.warnings)
        guard let mapping = document.root?.mapping else { throw notJSON(end.output, file) }
        return (mapping, document.values)
    }

    /// Reports the position if the YAML parser fails too.
    private func notJSON(_ output: [UInt8], _ file: String) -> InputError {
        var (text, source, column) = (nil as String?, Source(file: file), nil as Int?)
        do throws(InputError) {
            _ = try YAMLDocument.read(output, file: file, warnings: draft.warnings)
            let start = String(decoding: output.prefix(4096), as: UTF8.self)
            if let line = start.split(whereSeparator: \.isNewline).first {
                (text, source) = (String(line), Source(file: file, line: 1))
            }
        } catch {
            (text, source, column) = (
                error.problems[0].text, error.problems[0].source ?? source, error.problems[0].column
            )
        }
        return InputError(
            .init(
                "the output of the program is not a JSON object", text: text, at: source, column: column,
                remedy: "Make it print only JSON, and errors to standard error."))
    }

    private func mapping(_ node: Node, of what: String, _ values: YAMLValue) throws(InputError) -> Node.Mapping? {
        if let mapping = node.mapping { return mapping }
        throw wrong("is \(try values.value(node).kind), not an object", node, what, values)
    }

    private func names(in node: Node, of what: String, _ values: YAMLValue) throws(InputError) -> [String] {
        guard case .list(let items) = try values.value(node) else {
            throw wrong("is \(try values.value(node).kind), not a list", node, what, values)
        }
        var names: [String] = []
        for item in items {
            guard case .string(let name) = item else { throw wrong("has \(item.kind)", node, what, values) }
            names.append(name)
        }
        return names
    }

    private func wrong(_ fault: String, _ node: Node, _ what: String, _ values: YAMLValue) -> InputError {
        InputError(
            .init(
                "this \(fault)", text: what, at: values.source(of: node),
                remedy: "Make the program print {\"GROUP\": {\"hosts\": [], \"vars\": {}, \"children\": []}}."))
    }
}
