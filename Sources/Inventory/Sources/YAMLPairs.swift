internal import Diagnostics
internal import Yams

extension YAMLValue {
    /// Without duplicates: own keys win over merged ones (`<<`), later over earlier.
    func pairs(_ mapping: Node.Mapping) throws(InputError) -> [(key: Node, value: Node)] {
        try visits.add(mapping.count + 1, at: Source(file: file, line: mapping.mark?.line))
        var merged: [(key: Node, value: Node)] = []
        var own: [(key: Node, value: Node)] = []
        var lost: [Node] = []
        for (key, node) in mapping {
            let (key, isDuplicate) = duplicates.original(key)
            if let scalar = key.scalar, scalar.string == "<<", scalar.style == .plain {
                merged += try pairs(mergedBy: key, node)
            } else {
                own.append((key, node))
                if isDuplicate { lost.append(key) }
            }
        }
        for key in lost { warn(of: key, among: own) }
        return merged.isEmpty && lost.isEmpty ? own : Self.united(merged + own)
    }

    private func pairs(mergedBy key: Node, _ node: Node) throws(InputError) -> [(key: Node, value: Node)] {
        var merged: [(key: Node, value: Node)] = []
        for source in node.sequence.map({ Array($0.reversed()) }) ?? [node] {
            guard let mapping = source.mapping else { throw refused("<< needs a mapping", key) }
            merged += try pairs(mapping)
        }
        return merged
    }

    /// A key keeps its first position and its last value.
    private static func united(_ pairs: [(key: Node, value: Node)]) -> [(key: Node, value: Node)] {
        var places: [String: Int] = [:]
        var result: [(key: Node, value: Node)] = []
        for pair in pairs {
            let name = pair.key.scalar?.string ?? ""
            if let place = places[name] {
                result[place] = pair
            } else {
                places[name] = result.count
                result.append(pair)
            }
        }
        return result
    }

    private func warn(of key: Node, among own: [(key: Node, value: Node)]) {
        let last = own.last { $0.key.scalar?.string == key.scalar?.string }?.key.mark?.line
        warnings.add(
            .init(
                "the same key occurs again in line \(last ?? 0), and only the last one counts, as in Ansible",
                text: key.scalar?.string, at: source(of: key), column: key.mark?.column,
                remedy: "Put their contents under one key."))
    }
}
