/// Where a probe observes from.
package enum Vantage: String, Sendable, Codable {
    /// The agent on the host.
    case inside
    /// Through SSH, to the host's loopback.
    case tunnel
    /// From the coordinator to the host's address, like a mail client.
    case outside
}
