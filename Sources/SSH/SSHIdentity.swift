/// A key to log in with: in our hands, or in an ssh-agent's.
package enum SSHIdentity: Sendable {
    case key(PrivateKey)
    case agent(AgentKey)
    /// A key that was named but cannot be used, with the reason, so that a refused login can tell.
    case unusable(name: String, reason: String)
}
