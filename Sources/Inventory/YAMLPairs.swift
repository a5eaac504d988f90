internal import Yams

extension YAMLValue {
    /// The pairs of a mapping, each key once: those of its merge keys (`<<`), then its own, which win, the later ones too.
    func pairs(_ mapping: Node.Mapping) throws(InventoryError) -> [(key: Node, value: Node)] {
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

    private func pairs(mergedBy key: Node, _ node: Node) throws(InventoryError) -> [(key: Node, value: Node)] {
        var merged: [(key: Node, value: Node)] = []
        for source in node.sequence.map({ Array($0.reversed()) }) ?? [node] {
            guard let mapping = source.mapping else { throw refused("<< takes a mapping", key) }
            merged += try pairs(mapping)
        }
        return merged
    }

    /// A key stands where it first stood, with what it last had.
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
                "the same key stands in line \(last ?? 0) again, and as in Ansible only the last one counts",
                text: key.scalar?.string, at: source(of: key), column: key.mark?.column,
                remedy: "Put what is below them under one key."))
    }
}
