/// How far a connection has come, announced so that whoever holds the deadline can name what took too long.
package enum SSHPhase: Sendable, Equatable {
    /// The host's name is being looked up.
    case resolving
    /// The connection is being opened.
    case connecting
    /// The connection stands; the host has to name its protocol.
    case banner
    /// Keys are being exchanged.
    case handshake
    /// The host is who it should be; now we have to show who we are.
    case authenticating
    /// It is not our turn yet to try the password, or a person is being asked for a code.
    case waiting
    /// Commands and tunnels may be opened.
    case open
}
