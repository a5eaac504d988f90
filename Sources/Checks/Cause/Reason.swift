/// A typed reason for a failure, used to find its cause.
package enum Reason: Sendable, Equatable {
    case unknownAccount(databases: [String])
    /// `auth_username_chars` forbids the name, so Dovecot asks no database.
    case forbiddenName
    /// The server closed the connection instead of answering.
    case hungUp
    /// Dovecot runs in its own network namespace.
    case ownNetwork
    /// The login ended before it asked for a mailbox.
    case notLoggedIn
    /// The unit starts Dovecot as another user than root.
    case unitUser
    /// The last start failed by an error in the configuration that is not there any more.
    case mended
    case said(Condition)
}
