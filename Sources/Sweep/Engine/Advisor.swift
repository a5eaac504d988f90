package import Fleet

/// What the engine must know of Dovecot. `Checks` implements it.
package protocol Advisor: Sendable {
    /// The listeners to visit from outside: required by the inventory or enabled by the host's configuration.
    func listeners(of host: Host, evidence: [Evidence]) -> [Listener]

    /// The listeners to visit through the tunnel, at addresses that only the host reaches.
    func localListeners(of host: Host, evidence: [Evidence]) -> [LocalListener]

    /// Whether the tunnel can answer a question that outside leaves.
    func isTunnelNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool

    /// Whether an attempt failed, so that Dovecot's log may tell why.
    func isLogNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool

    /// Whether the mailbox exists, so that opening it cannot create it.
    func mayOpenMailbox(_ host: Host, evidence: [Evidence]) -> Bool

    /// The result of the agent's password probe; nil for other evidence.
    func login(from evidence: Evidence) -> LoginBudget.Result?

    /// Whether a password may go to this certificate: trusted, and the host's by its names or inside evidence.
    func trusts(_ tls: Dialogue.TLS, of host: Host, evidence: [Evidence], at time: Int64) -> Bool
}

package struct Listener: Sendable, Hashable {
    package var service: MailService
    package var port: Port

    package init(_ service: MailService, port: Port? = nil) {
        self.service = service
        self.port = port ?? service.port
    }
}

package struct LocalListener: Sendable, Hashable {
    package var listener: Listener
    /// `127.0.0.2`, for example.
    package var address: String
    package var isDovecots: Bool

    package init(_ listener: Listener, address: String, isDovecots: Bool) {
        self.listener = listener
        self.address = address
        self.isDovecots = isDovecots
    }
}
