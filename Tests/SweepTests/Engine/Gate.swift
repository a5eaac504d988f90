/// Something that one task waits for until another has seen enough.
struct Gate: Sendable {
    private let stream: AsyncStream<Never>
    private let continuation: AsyncStream<Never>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    }

    func open() { continuation.finish() }

    /// Waits for the gate to open; false where the task was cancelled.
    func pass() async -> Bool {
        for await _ in stream {}
        return !Task.isCancelled
    }
}
