/// Visits many hosts at once, so that none holds up the others: those that keep us waiting before they have said a word
/// lend their places.
package struct Crowd: Sendable {
    /// How many are in hand at a time, those left out that have lent their places.
    let width: Int
    /// How many are begun at a time: those in hand, and those that we wait for. No less than the width.
    let reach: Int

    package init(width: Int, reach: Int = 1024) {
        self.width = max(1, width)
        self.reach = max(self.width, reach)
    }

    /// The same with no more begun at a time than so many.
    package func within(_ most: Int) -> Crowd { Crowd(width: min(width, most), reach: min(reach, most)) }

    /// Visits all, begun in their order, and tells of each as it ends; of none that was not begun before the task was
    /// cancelled. A visit has its place while it lasts.
    package func visit<Visited: Sendable, Answer: Sendable>(
        _ all: [Visited], _ visit: @escaping @Sendable (Visited, Place) async -> Answer,
        ended: (_ index: Int, Answer) -> Void
    ) async {
        let turns = Turns(limit: width)
        await withTaskGroup(of: (Int, Answer?).self) { group in
            var next = all.enumerated().makeIterator()
            func start() {
                guard !Task.isCancelled, let (index, visited) = next.next() else { return }
                group.addTask {
                    let place = Place(among: turns)
                    guard await place.take(isNew: true) else { return (index, nil) }
                    defer { place.lend() }
                    return (index, await visit(visited, place))
                }
            }
            for _ in 0..<min(reach, all.count) { start() }
            for await (index, answer) in group {
                if let answer { ended(index, answer) }
                start()
            }
        }
    }
}
