internal import Yams

/// Turns nodes of YAML into values, every variable with the line that it stands in.
struct YAMLValue {
    let file: String
    /// Whether the document is JSON, which has a few forms of its own.
    var isJSON = false

    func source(of node: Node) -> Source {
        Source(file: file, line: node.mark?.line)
    }

    /// A key as text. Ansible takes only text for a name, so `no:` and `1:` must be quoted.
    func name(_ key: Node, of what: String) throws(InventoryError) -> String {
        if case .string(let name) = try keyValue(key) { return name }
        throw InventoryError(
            .init(
                "YAML does not read this as text, and the name of a \(what) must be text", text: key.scalar?.string,
                at: source(of: key), column: key.mark?.column, remedy: "Put it in quotes."))
    }

    /// The variables of a mapping, merge keys (`<<`) resolved.
    func variables(_ mapping: Node.Mapping) throws(InventoryError) -> Variables {
        var result: Variables = [:]
        for (key, node) in try pairs(mapping) {
            result[try name(key, of: "variable")] = Variable(try value(node), from: source(of: key))
        }
        return result
    }

    func value(_ node: Node) throws(InventoryError) -> Value {
        switch node {
        case .scalar(let scalar): return try value(scalar, of: node)
        case .sequence(let nodes):
            var values: [Value] = []
            for node in nodes { values.append(try value(node)) }
            return .list(values)
        case .mapping(let mapping):
            if isJSON, let sealed = Self.sealed(mapping) { return .vault(sealed) }
            var values: [String: Value] = [:]
            for (key, node) in try pairs(mapping) {
                guard let name = try keyValue(key).mappingKey else { throw refused("this cannot be a key", key) }
                values[name] = try value(node)
            }
            return .mapping(values)
        case .alias: throw refused("this alias leads nowhere", node)
        }
    }

    /// A key by its style: its tag is lost, as the parser resolved it when it looked for duplicates.
    private func keyValue(_ key: Node) throws(InventoryError) -> Value {
        guard let scalar = key.scalar else { throw refused("this cannot be a key", key) }
        return scalar.style == .plain ? YAMLScalar.value(of: scalar.string) : .string(scalar.string)
    }

    private func value(_ scalar: Node.Scalar, of node: Node) throws(InventoryError) -> Value {
        switch scalar.tag.description {
        case "": isJSON ? JSONText.value(of: scalar.string) : YAMLScalar.value(of: scalar.string)
        case "!", "!unsafe", "tag:yaml.org,2002:str": .string(scalar.string)
        case "!vault", "!vault-encrypted": .vault(scalar.string)
        case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
            YAMLScalar.value(of: scalar.string)
        case let tag: throw refused("dovesweep does not know the tag \(Excerpt.of(tag))", node)
        }
    }

    /// How Ansible writes a sealed value into JSON.
    private static func sealed(_ mapping: Node.Mapping) -> String? {
        guard mapping.count == 1, mapping.first?.key.scalar?.string == "__ansible_vault" else { return nil }
        return mapping.first?.value.scalar?.string
    }

    /// The pairs of a mapping, those of its merge keys before its own, which win.
    private func pairs(_ mapping: Node.Mapping) throws(InventoryError) -> [(Node, Node)] {
        var merged: [(Node, Node)] = []
        var own: [(Node, Node)] = []
        for (key, node) in mapping {
            guard let scalar = key.scalar, scalar.string == "<<", scalar.style == .plain else {
                own.append((key, node))
                continue
            }
            for source in node.sequence.map({ Array($0.reversed()) }) ?? [node] {
                guard let mapping = source.mapping else { throw refused("<< takes a mapping", key) }
                merged += try pairs(mapping)
            }
        }
        return merged + own
    }

    private func refused(_ what: String, _ node: Node) -> InventoryError {
        InventoryError(
            .init(
                what, text: node.scalar?.string, at: source(of: node), column: node.mark?.column,
                remedy: "Write a plain value."))
    }
}
