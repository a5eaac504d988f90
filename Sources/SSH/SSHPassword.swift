/// A password to log in with, and whoever keeps a fleet from trying it too often; it prints as a mask.
package struct SSHPassword: Sendable, CustomStringConvertible, CustomReflectable {
    /// What a host has said of the password.
    package enum Verdict: Sendable { case accepted, refused }

    private let obtain: @Sendable () -> [UInt8]?
    /// Whether a person is asked for it, when it is needed and no sooner.
    let isAskedFor: Bool
    let mayBeTried: @Sendable () async -> Bool
    let report: @Sendable (Verdict) -> Void

    /// - Parameters:
    ///   - bytes: the password itself.
    ///   - mayBeTried: waits for leave to try it, right before that; false: it is not tried on this host.
    ///   - report: is told what the host made of it, once at most, and not where that stayed unknown.
    package init(
        _ bytes: [UInt8], mayBeTried: @escaping @Sendable () async -> Bool = { true },
        report: @escaping @Sendable (Verdict) -> Void = { _ in }
    ) {
        (obtain, isAskedFor) = ({ bytes }, false)
        (self.mayBeTried, self.report) = (mayBeTried, report)
    }

    /// A password that nobody knows yet; `obtain` may block, as it asks a person, and gives nil where nobody answers.
    package init(
        askingBy obtain: @escaping @Sendable () -> [UInt8]?, report: @escaping @Sendable (Verdict) -> Void = { _ in }
    ) {
        (self.obtain, isAskedFor) = (obtain, true)
        (mayBeTried, self.report) = ({ true }, report)
    }

    /// The password; asked for on a thread of its own, so that the event loop is not held up.
    func bytes() async -> [UInt8]? {
        guard isAskedFor else { return obtain() }
        return await withTaskExecutorPreference(Aside()) { obtain() }
    }

    package var description: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Answers a question of a host, or gives nil where nobody can. It may block: the event loop is not held up, and it should
/// look at `Task.isCancelled` while it waits for a person.
package typealias SSHAsker = @Sendable (SSHQuestion) -> [UInt8]?

/// A question of a host that no password answers; its texts are the host's, made fit to show.
package struct SSHQuestion: Sendable, Equatable {
    /// What the host says about its questions; often empty.
    package let instruction: String
    package let prompt: String
    /// Whether the answer may be seen as it is typed.
    package let echoes: Bool
}
