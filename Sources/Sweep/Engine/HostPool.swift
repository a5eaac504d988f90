/// A pool that visits many hosts concurrently.
package struct HostPool: Sendable {
    /// How many visits run at a time, without those that lent their slot.
    let width: Int
    /// How many visits are started at a time, at least `width`.
    let reach: Int

    package init(width: Int, reach: Int = 1024) {
        self.width = max(1, width)
        self.reach = max(self.width, reach)
    }

    package func within(_ most: Int) -> HostPool { HostPool(width: min(width, most), reach: min(reach, most)) }

    /// Visits all in order and reports each as it ends. Cancellation starts no more.
    package func visit<Visited: Sendable, Answer: Sendable>(
        _ all: [Visited], _ visit: @escaping @Sendable (Visited, PoolSlot) async -> Answer,
        ended: (_ index: Int, Answer) -> Void
    ) async {
        let turns = AsyncSemaphore(limit: width)
        await withTaskGroup(of: (Int, Answer?).self) { group in
            var next = all.enumerated().makeIterator()
            func start() {
                guard !Task.isCancelled, let (index, visited) = next.next() else { return }
                group.addTask {
                    let place = PoolSlot(among: turns)
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
