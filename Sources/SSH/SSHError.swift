package import Net

/// Why a host could not be reached by SSH, or was lost: a word of the contract, and what happened and what to do.
package struct SSHError: Error, Sendable, Equatable {
    /// The contract's word for what became of a host. Open, so that a later word breaks no switch.
    package struct Kind: RawRepresentable, Sendable, Hashable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package static let dns = Kind(rawValue: "dns")
        package static let unreachable = Kind(rawValue: "unreachable")
        package static let refused = Kind(rawValue: "refused")
        /// Accepts the connection and never speaks SSH: stays silent, closes, or says something else.
        package static let noBanner = Kind(rawValue: "no-banner")
        package static let handshake = Kind(rawValue: "handshake")
        package static let hostKeyUnknown = Kind(rawValue: "host-key-unknown")
        package static let hostKeyChanged = Kind(rawValue: "host-key-changed")
        package static let auth = Kind(rawValue: "ssh-auth")
        /// The host opens no channel or runs no command for us.
        package static let shell = Kind(rawValue: "shell")
        package static let disconnected = Kind(rawValue: "disconnected")
        /// Our own doing: the task was cancelled, by a deadline or an interrupt. The engine knows which.
        package static let cancelled = Kind(rawValue: "cancelled")
    }

    package let kind: Kind
    /// For a person: what happened, and what to do about it. What the host said in it is escaped.
    package let message: String
    /// Whether the connection was dropped, without a reason, before anything was asked of us: trying again may do.
    package let wasDropped: Bool

    package init(_ kind: Kind, _ message: String, wasDropped: Bool = false) {
        self.kind = kind
        self.message = message
        self.wasDropped = wasDropped
    }

    static let cancelled = SSHError(.cancelled, "cancelled")

    /// What failing to open the connection means for the host.
    package init(connecting error: NetError) {
        switch error {
        case .nameNotFound(let text):
            self.init(.dns, "the name could not be resolved (ansible_host gives an address): \(text)")
        case .refused: self.init(.refused, "the host refuses connections to the SSH port; is sshd running there?")
        case .unreachable(let text), .closed(let text), .failed(let text): self.init(.unreachable, text)
        case .noDescriptors:
            self.init(.unreachable, "this machine has no descriptor left; raise `ulimit -n` or lower --concurrency")
        case .cancelled: self = .cancelled
        }
    }
}
