/// The progress of a connection.
package enum SSHPhase: Sendable, Equatable {
    case resolving
    case connecting
    /// Waiting for the host's banner.
    case banner
    case handshake
    case authenticating
    /// Waiting for leave to try the password, or for the user.
    case waiting
    case open
}
