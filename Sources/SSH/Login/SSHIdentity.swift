/// A key to log in with.
package enum SSHIdentity: Sendable {
    case key(PrivateKey)
    case agent(AgentKey)
    /// A key that was named but cannot be used.
    case unusable(name: String, reason: String)
}
