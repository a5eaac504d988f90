internal import Diagnostics
internal import FoundationEssentials
internal import Yams

/// Converts YAML nodes to values.
struct YAMLValue {
    let file: String
    /// JSON marks vault and unsafe values differently.
    var isJSON = false
    var duplicates = YAMLDuplicates()
    let visits: YAMLValueBudget
    let warnings: InventoryWarnings

    func source(of node: Node) -> Source {
        Source(file: file, line: node.mark?.line)
    }

    /// Ansible requires text for names, so `no:` and `1:` must be quoted.
    func name(_ key: Node, of what: String) throws(InputError) -> String {
        if case .string(let name) = try keyValue(key) { return name }
        throw InputError(
            .init(
                "the name of a \(what) must be text, but YAML reads this as another type", text: key.scalar?.string,
                at: source(of: key), column: key.mark?.column, remedy: "Put it in quotes."))
    }

    func variables(_ mapping: Node.Mapping) throws(InputError) -> Variables {
        var result: Variables = [:]
        for (key, node) in try pairs(mapping) {
            visits.begin(key.scalar?.string, at: source(of: key))
            result[try keyText(key)] = Variable(try value(node), from: source(of: key))
        }
        return result
    }

    func value(_ node: Node) throws(InputError) -> Value {
        switch node {
        case .scalar(let scalar):
            try visits.add(1, at: source(of: node))
            return try value(scalar, of: node)
        case .sequence(let sequence): return try list(sequence, node)
        case .mapping(let mapping): return try value(mapping, node)
        case .alias: throw refused("this alias has no anchor", node)
        }
    }

    /// `!!omap` and `!!pairs` give lists of two items.
    private func list(_ sequence: Node.Sequence, _ node: Node) throws(InputError) -> Value {
        try visits.add(1, at: source(of: node))
        var values: [Value] = []
        let tag = sequence.tag.description
        for node in sequence {
            guard ["tag:yaml.org,2002:omap", "tag:yaml.org,2002:pairs"].contains(tag) else {
                values.append(try value(node))
                continue
            }
            guard let mapping = node.mapping, mapping.count == 1, let pair = try pairs(mapping).first else {
                throw refused("each item of this list must be a pair, name: value", node)
            }
            values.append(.list([try value(pair.key), try value(pair.value)]))
        }
        return try tagged(.list(values), tag, ["seq", "omap", "pairs"], node)
    }

    /// A `!!set` gives a list of its keys.
    private func value(_ mapping: Node.Mapping, _ node: Node) throws(InputError) -> Value {
        if isJSON, let special = Self.special(mapping) { return special }
        let tag = mapping.tag.description
        var keys: [Value] = []
        var values: [String: Value] = [:]
        for (key, node) in try pairs(mapping) {
            keys.append(try keyValue(key))
            values[try keyText(key)] = try value(node)
        }
        let isSet = tag == "tag:yaml.org,2002:set"
        return try tagged(isSet ? .list(keys) : .mapping(values), tag, ["map", "set"], node)
    }

    private func tagged(_ value: Value, _ tag: String, _ known: [String], _ node: Node) throws(InputError) -> Value {
        switch tag {
        case "", "!": return value
        case "!unsafe": return value.unsafe
        case _ where known.contains { tag == "tag:yaml.org,2002:\($0)" }: return value
        default: throw unknown(tag, node)
        }
    }

    /// The tag is lost: Yams resolves it when it looks for duplicates.
    private func keyValue(_ key: Node) throws(InputError) -> Value {
        guard let scalar = key.scalar else { throw refused("this cannot be a key", key) }
        return scalar.style == .plain ? YAMLScalar.value(of: scalar.string) : .string(scalar.string)
    }

    private func keyText(_ key: Node) throws(InputError) -> String {
        guard let text = try keyValue(key).mappingKey else { throw refused("this cannot be a key", key) }
        return text
    }

    private func value(_ scalar: Node.Scalar, of node: Node) throws(InputError) -> Value {
        let text = scalar.string
        switch scalar.tag.description {
        case "", "!": return isJSON ? JSONText.value(of: text) : YAMLScalar.value(of: text)
        case "tag:yaml.org,2002:str": return .string(text)
        case "!unsafe": return .unsafe(text)
        case "!vault", "!vault-encrypted": return .vault(text)
        case "tag:yaml.org,2002:int", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null",
            "tag:yaml.org,2002:timestamp":
            return YAMLScalar.value(of: text)
        case "tag:yaml.org,2002:float":
            if case .integer(let number) = YAMLScalar.value(of: text) { return .number(Double(number)) }
            return YAMLScalar.value(of: text)
        case "tag:yaml.org,2002:binary": return Self.text(ofBase64: text)
        case let tag: throw unknown(tag, node)
        }
    }

    /// Bytes that are not UTF-8 stay base64.
    private static func text(ofBase64 text: String) -> Value {
        let bytes = Data(base64Encoded: text, options: .ignoreUnknownCharacters)
        return .string(bytes.flatMap { String(validating: $0, as: UTF8.self) } ?? text)
    }

    /// Ansible's JSON notation.
    private static func special(_ mapping: Node.Mapping) -> Value? {
        guard mapping.count == 1, let pair = mapping.first, let text = pair.value.scalar?.string else { return nil }
        switch pair.key.scalar?.string {
        case "__ansible_vault": return .vault(text)
        case "__ansible_unsafe": return .unsafe(text)
        default: return nil
        }
    }

    private func unknown(_ tag: String, _ node: Node) -> InputError {
        refused("dovesweep does not support the tag \(Excerpt.of(tag))", node)
    }

    func refused(_ what: String, _ node: Node) -> InputError {
        InputError(
            .init(
                what, text: node.scalar?.string, at: source(of: node), column: node.mark?.column,
                remedy: "Write a plain value."))
    }
}

extension Value {
    fileprivate var unsafe: Value {
        switch self {
        case .string(let text): .unsafe(text)
        case .list(let values): .list(values.map(\.unsafe))
        case .mapping(let values): .mapping(values.mapValues(\.unsafe))
        default: self
        }
    }
}
