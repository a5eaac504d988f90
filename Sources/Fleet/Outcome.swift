/// What became of a host: swept, or why not.
package enum Outcome: String, Sendable, Codable, CaseIterable {
    case swept
    /// Its name could not be resolved.
    case dns
    /// No route to it, or no answer in time.
    case unreachable
    /// Nothing listens on its SSH port.
    case refused
    /// It accepts the connection and never speaks SSH.
    case noBanner = "no-banner"
    /// The SSH key exchange failed.
    case handshake
    case hostKeyUnknown = "host-key-unknown"
    case hostKeyChanged = "host-key-changed"
    /// It refused every credential.
    case sshAuth = "ssh-auth"
    /// The privileges that the agent needs were refused.
    case sudo
    /// The agent did not start.
    case shell
    /// The connection was lost while the agent ran.
    case disconnected
    /// Its whole budget of time ran out.
    case timeout
    /// Its variables ask for what cannot be honoured.
    case unsupported
    /// The run was interrupted before it was done.
    case interrupted
}

/// Why a row of the matrix could not be filled: an outcome that is not `swept`, and what to tell the operator.
package struct HostFailure: Error, Sendable, Equatable {
    package let outcome: Outcome
    /// What happened and what to do next, in one or two sentences; may quote the host, so it is hostile text.
    package let reason: String
    /// Whether it may go away by itself: the host dropped the connection before it was told who we are. Never a refusal.
    package let isTransient: Bool

    package init(_ outcome: Outcome, _ reason: String, isTransient: Bool = false) {
        self.outcome = outcome
        self.reason = reason
        self.isTransient = isTransient
    }
}
