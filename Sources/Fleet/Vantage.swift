/// Where a probe looks from.
package enum Vantage: String, Sendable, Codable {
    /// The agent, on the host itself.
    case inside
    /// The coordinator, through SSH, to the host's loopback.
    case tunnel
    /// The coordinator, straight to the host's address, as a mail client comes.
    case outside
}
