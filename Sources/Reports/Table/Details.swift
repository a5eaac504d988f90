import Fleet

/// What is wrong and what to do, a block for each story, headed by all the hosts that share it.
struct Details {
    private let blocks: [Block]

    private struct Block {
        var story: Story
        var results: [HostResult]
    }

    private static let margin = 10

    /// - Parameter rows: the hosts in the matrix's order.
    init(_ run: Run, rows: [HostResult], isVerbose: Bool) {
        let told = rows.map { (result: $0, story: Story($0, isVerbose: isVerbose)) }.filter { !$0.story.entries.isEmpty }
        let groups = Dictionary(grouping: told, by: \.story)
        var seen: Set<Story> = []
        let blocks = told.filter { seen.insert($0.story).inserted }.map { first in
            Block(story: first.story, results: groups[first.story, default: []].map(\.result))
        }
        self.blocks = Self.gathered(blocks, run)
    }

    /// Blocks of one cause stand together, those of most hosts first, inside the order of the matrix.
    private static func gathered(_ blocks: [Block], _ run: Run) -> [Block] {
        let causes = run.causes.map { [$0.cause.check, $0.cause.signature] }
        let ranks = Dictionary(uniqueKeysWithValues: zip(causes, causes.indices))
        let keyed = blocks.enumerated().map { index, block in
            let result = block.results[0]
            let cause = result.cause.flatMap { ranks[[$0.check, $0.signature]] } ?? causes.count
            return (key: (result.standing.rank, cause, index), block: block)
        }
        return keyed.sorted { $0.key < $1.key }.map(\.block)
    }

    func lines(width: Int?) -> [Line] {
        blocks.map { lines(of: $0, width: width) }.joined(separator: [""]).map(\.self)
    }

    private func lines(of block: Block, width: Int?) -> [Line] {
        let names = block.results.map { ("\($0.host.name)" as Line).painted(.strong) + $0.host.state.mark }
        let head = "\(block.results[0].headLabel)  \(names.joined(", "))" as Line
        let entries = block.story.entries.flatMap { entry in
            let line = Line("  \(entry.margin)").padded(to: Self.margin) + entry.text
            return entry.isVerbatim ? [line] : line.wrapped(to: width, indent: Self.margin)
        }
        return head.wrapped(to: width, indent: Self.margin) + entries
    }
}

extension HostResult {
    /// The verdict that heads its block.
    fileprivate var headLabel: Line {
        switch standing {
        case .failing: Verdict.fail.label
        case .undecided: Verdict.unknown.label
        case .passing: warns ? Verdict.warn.label : Verdict.pass.label
        }
    }
}

extension HostResult.Standing {
    fileprivate var rank: Int {
        switch self {
        case .failing: 0
        case .undecided: 1
        case .passing: 2
        }
    }
}
