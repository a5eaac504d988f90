/// A one-time event.
struct Milestone: Sendable {
    private let steps: AsyncStream<Never>
    private let continuation: AsyncStream<Never>.Continuation

    init() {
        (steps, continuation) = AsyncStream.makeStream()
    }

    func reach() { continuation.finish() }

    /// Also returns when the task is cancelled.
    func reached() async {
        for await _ in steps {}
    }
}
