/// A password to log in with, and whoever keeps a fleet from trying it too often; it prints as a mask.
package struct SSHPassword: Sendable, CustomStringConvertible, CustomReflectable {
    /// What a host has said of the password.
    package enum Verdict: Sendable { case accepted, refused }

    let bytes: [UInt8]
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
        self.bytes = bytes
        self.mayBeTried = mayBeTried
        self.report = report
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
