internal import Assessment
internal import Fleet

/// Faults and remedies: one block for all hosts that share them.
struct Details {
    private let blocks: [Block]

    private struct Block {
        var story: HostDetails
        var results: [HostResult]

        var cause: Cause? { results[0].cause }
    }

    private static let margin = 10
    /// Columns of `  # `.
    private static let comment = 4
    /// In columns, on a narrow terminal.
    private static let leastRoom = 20

    init(_ rows: some Sequence<HostResult>, isVerbose: Bool) {
        let told = rows.map { (result: $0, story: HostDetails($0, isVerbose: isVerbose)) }.filter {
            !$0.story.entries.isEmpty
        }
        let blocks = told.gathered(by: \.story).map { Block(story: $0.key, results: $0.elements.map(\.result)) }
        self.blocks = Self.gathered(blocks)
    }

    /// By cause, most hosts first, else in the order of the matrix.
    private static func gathered(_ blocks: [Block]) -> [Block] {
        let causes = Dictionary(grouping: blocks.enumerated()) { index, block in
            block.cause.map { [$0.check, $0.signature] } ?? ["\(index)"]
        }
        let groups = causes.values.map { group in
            (
                first: group[0].offset, hosts: group.reduce(0) { $0 + $1.element.results.count },
                blocks: group.map(\.element)
            )
        }
        return groups.sorted { ($1.hosts, $0.first) < ($0.hosts, $1.first) }.flatMap(\.blocks)
    }

    func lines(width: Int?) -> [Line] {
        blocks.map { lines(of: $0, width: width) }.joined(separator: [""]).map(\.self)
    }

    private func lines(of block: Block, width: Int?) -> [Line] {
        let names = block.results.map { ("\($0.host.name)" as Line).painted(.strong) + $0.host.state.mark }
        let head = "\(block.results[0].headLabel)  \(names.joined(", "))" as Line
        let entries = block.story.entries.flatMap { entry in
            let margin = Line("  \(entry.margin)").padded(to: Self.margin)
            switch entry.kind {
            case .words: return (margin + entry.text).wrapped(to: width, indent: Self.margin)
            case .command: return [margin + "  " + entry.text]
            case .comment:
                let room = width.map { max(Self.leastRoom, $0 - Self.margin - Self.comment) }
                return entry.text.wrapped(to: room).enumerated().map { index, line in
                    (index == 0 ? margin : Line.spaces(Self.margin)) + "  # " + line
                }
            }
        }
        return head.wrapped(to: width, indent: Self.margin) + entries
    }
}

extension HostResult {
    fileprivate var headLabel: Line {
        switch standing {
        case .failing: isWaived ? CellState.waived.label : Verdict.fail.label
        case .undecided: Verdict.unknown.label
        case .passing: warns ? Verdict.warn.label : Verdict.pass.label
        }
    }
}
