/// The outcome of a host: swept, or why not.
package enum Outcome: String, Sendable, Codable, CaseIterable {
    case swept
    case dns
    case unreachable
    case refused
    /// TCP connects, but no SSH banner comes.
    case noBanner = "no-banner"
    case handshake
    case hostKeyUnknown = "host-key-unknown"
    case hostKeyChanged = "host-key-changed"
    case sshAuth = "ssh-auth"
    case sudo
    case shell
    case disconnected
    case timeout
    case unsupported
    case interrupted
}

/// Why a host was not swept.
package struct HostFailure: Error, Sendable, Equatable {
    package let outcome: Outcome
    /// What happened and what to do next, in one or two sentences; hostile text.
    package let reason: String
    /// A retry may help: the host dropped the connection before authentication. Never true for a refusal.
    package let isTransient: Bool

    package init(_ outcome: Outcome, _ reason: String, isTransient: Bool = false) {
        self.outcome = outcome
        self.reason = reason
        self.isTransient = isTransient
    }
}
