internal import Assessment
internal import Fleet

/// Fits the matrix to a width: words, then short heads, then glyphs with the word FAIL.
struct GridLayout {
    private let grid: Grid
    private let density: Density
    private let columns: [Int]
    private let labelWidth: Int

    private enum Density: CaseIterable {
        case words, shortHeads, glyphs

        var gap: Int { self == .glyphs ? 1 : 2 }
    }

    /// For `hosts ↳ blocked` and part of a host name; below 70 columns a terminal wraps rows.
    private static let narrowestLabel = 16

    init(_ grid: Grid, width: Int?) {
        self.grid = grid
        let natural = (grid.rows + grid.totals).map { $0.label.width + $0.mark.width }.max() ?? 0
        let candidates = Density.allCases.map { (density: $0, columns: Self.columns(of: grid, $0)) }
        let fits = candidates.first { natural + Self.width($0.columns, $0.density) <= width ?? .max }
        let chosen = fits ?? candidates[candidates.count - 1]
        (density, columns) = chosen
        let room = (width ?? .max) - Self.width(columns, density)
        labelWidth = max(Self.narrowestLabel, min(natural, room))
    }

    var hasShortHeads: Bool { density != .words }

    var lines: [Line] {
        let heads = line("", zip(columns, grid.items).map { Self.head($1, density).padded(to: $0) })
        let rule = Line("─").repeated(heads.width).painted(.faint)
        let totals = grid.totals.map(line)
        return [heads.painted(.strong)] + grid.rows.map(line) + (totals.isEmpty ? [] : [rule] + totals)
    }

    private func line(_ row: Grid.Row) -> Line {
        let label = row.label.shortened(to: labelWidth - row.mark.width) + row.mark.painted(.faint)
        return line(label, zip(columns, row.cells).map { Self.text($1, density).padded(to: $0) })
    }

    private func line(_ label: Line, _ cells: [Line]) -> Line {
        let gap = Line.spaces(density.gap)
        return label.padded(to: labelWidth) + gap + cells.joined(gap)
    }

    private static func columns(of grid: Grid, _ density: Density) -> [Int] {
        grid.items.enumerated().map { index, item in
            let cells = (grid.rows + grid.totals).map { text($0.cells[index], density).width }
            return max(head(item, density).width, cells.max() ?? 0)
        }
    }

    private static func width(_ columns: [Int], _ density: Density) -> Int {
        columns.reduce(0) { $0 + $1 + density.gap }
    }

    private static func head(_ item: Item, _ density: Density) -> Line {
        density == .words ? item.head : item.shortHead
    }

    private static func text(_ cell: Grid.Cell, _ density: Density) -> Line {
        switch cell {
        // Without colour a cross looks like a tick.
        case .shown(.verdict(.fail)) where density == .glyphs: Verdict.fail.word
        case .shown(let shown): density == .glyphs ? shown.glyph : shown.label
        case .count(0): Line("·").painted(.faint)
        case .count(let count): "\(count)"
        }
    }
}
