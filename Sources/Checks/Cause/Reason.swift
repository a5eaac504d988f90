/// Why a check failed, where that decides what explains it or what it explains.
package enum Reason: Sendable, Equatable {
    /// None of these databases knows the account.
    case unknownAccount(databases: [String])
    /// `auth_username_chars` forbids the account's name: no database is asked.
    case forbiddenName
    /// The server closed the connection in place of an answer.
    case hungUp
    /// Dovecot has a network of its own, in which no port is one of the host's.
    case ownNetwork
    /// The login ended before it asked for a mailbox.
    case notLoggedIn
    /// Dovecot's own words name the condition that is broken.
    case said(Condition)
}
