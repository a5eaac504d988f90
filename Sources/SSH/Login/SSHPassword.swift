/// A login password and the limit on its attempts; prints as a mask.
package struct SSHPassword: Sendable, CustomStringConvertible, CustomReflectable {
    package enum Verdict: Sendable { case accepted, refused }

    private let obtain: @Sendable () -> [UInt8]?
    /// Whether the user is asked for it when needed.
    let isAskedFor: Bool
    let mayBeTried: @Sendable () async -> Bool
    let report: @Sendable (Verdict) -> Void

    /// - Parameters:
    ///   - bytes: the password.
    ///   - mayBeTried: awaited right before an attempt.
    ///   - report: called at most once, if the result is known.
    package init(
        _ bytes: [UInt8], mayBeTried: @escaping @Sendable () async -> Bool = { true },
        report: @escaping @Sendable (Verdict) -> Void = { _ in }
    ) {
        (obtain, isAskedFor) = ({ bytes }, false)
        (self.mayBeTried, self.report) = (mayBeTried, report)
    }

    /// `obtain` asks the user and may block; nil: no answer.
    package init(
        askingBy obtain: @escaping @Sendable () -> [UInt8]?, report: @escaping @Sendable (Verdict) -> Void = { _ in }
    ) {
        (self.obtain, isAskedFor) = (obtain, true)
        (mayBeTried, self.report) = ({ true }, report)
    }

    func bytes() async -> [UInt8]? {
        guard isAskedFor else { return obtain() }
        return await withTaskExecutorPreference(BlockingExecutor()) { obtain() }
    }

    package var description: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Asks the user; nil: no answer. It may block, and should check `Task.isCancelled`.
package typealias SSHAsker = @Sendable (SSHQuestion) -> [UInt8]?

/// A host's prompt that no password answers, with escaped texts.
package struct SSHQuestion: Sendable, Equatable {
    package let instruction: String
    package let prompt: String
    package let echoes: Bool
}
