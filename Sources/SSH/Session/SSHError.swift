package import Net

/// Why an SSH connection failed, and what to do.
package struct SSHError: Error, Sendable, Equatable {
    /// An outcome, as the record names it. Not an enum: new outcomes break no switch.
    package struct Kind: RawRepresentable, Sendable, Hashable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package static let dns = Kind(rawValue: "dns")
        package static let unreachable = Kind(rawValue: "unreachable")
        package static let refused = Kind(rawValue: "refused")
        /// Accepts the connection but does not speak SSH.
        package static let noBanner = Kind(rawValue: "no-banner")
        package static let handshake = Kind(rawValue: "handshake")
        package static let hostKeyUnknown = Kind(rawValue: "host-key-unknown")
        package static let hostKeyChanged = Kind(rawValue: "host-key-changed")
        package static let auth = Kind(rawValue: "ssh-auth")
        /// Opens no channel, or runs no command.
        package static let shell = Kind(rawValue: "shell")
        package static let disconnected = Kind(rawValue: "disconnected")
        /// By a deadline or an interrupt.
        package static let cancelled = Kind(rawValue: "cancelled")
    }

    package let kind: Kind
    /// Text from the host is escaped.
    package let message: String
    /// Whether the connection was dropped without a reason before the login: a retry may work.
    package let wasDropped: Bool

    package init(_ kind: Kind, _ message: String, wasDropped: Bool = false) {
        self.kind = kind
        self.message = message
        self.wasDropped = wasDropped
    }

    static let cancelled = SSHError(.cancelled, "cancelled")

    package init(connecting error: NetError) {
        switch error {
        case .nameNotFound(let text):
            self.init(.dns, "the name could not be resolved (ansible_host gives an address): \(text)")
        case .refused: self.init(.refused, "the host refuses connections to the SSH port; is sshd running there?")
        case .unreachable(let text), .closed(let text), .failed(let text): self.init(.unreachable, text)
        case .noDescriptors:
            self.init(
                .unreachable, "this machine has no file descriptor left; raise `ulimit -n` or lower --concurrency")
        case .cancelled: self = .cancelled
        }
    }
}
