/// Something that happens once, which one task waits for.
struct Milestone: Sendable {
    private let steps: AsyncStream<Never>
    private let continuation: AsyncStream<Never>.Continuation

    init() {
        (steps, continuation) = AsyncStream.makeStream()
    }

    func reach() { continuation.finish() }

    /// Returns when it is reached, or when the task is cancelled.
    func reached() async {
        for await _ in steps {}
    }
}
