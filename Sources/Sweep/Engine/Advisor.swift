package import Fleet

/// What the engine has to know of Dovecot while it sweeps; it is the judges who know it.
package protocol Advisor: Sendable {
    /// The listeners to visit from outside, from what the inventory requires and what the host's configuration promises.
    func listeners(of host: Host, evidence: [Evidence]) -> [Listener]

    /// The listeners to visit through the host itself, each by an address that only the host itself has.
    func localListeners(of host: Host, evidence: [Evidence]) -> [LocalListener]

    /// Whether what was seen from outside leaves a question that the tunnel may answer.
    func isTunnelNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool

    /// Whether something was tried in vain, so that Dovecot's log has to say why.
    func isLogNeeded(_ host: Host, evidence: [Evidence], dialogues: [Dialogue]) -> Bool

    /// Whether the account's mailbox is there, so that opening it cannot make it.
    func mayOpenMailbox(_ host: Host, evidence: [Evidence]) -> Bool

    /// What the agent's password probe came to; nil for other evidence.
    func login(from evidence: Evidence) -> LoginBudget.Result?

    /// Whether the certificate that was served is one to send a password to: trusted, and this host's own as far as
    /// its names, or the evidence from inside, tell.
    func trusts(_ tls: Dialogue.TLS, of host: Host, evidence: [Evidence], at time: Int64) -> Bool
}

/// A mail service and the port that it is at.
package struct Listener: Sendable, Hashable {
    package var service: MailService
    package var port: Port

    package init(_ service: MailService, port: Port? = nil) {
        self.service = service
        self.port = port ?? service.port
    }
}

/// A listener as the host itself reaches it.
package struct LocalListener: Sendable, Hashable {
    package var listener: Listener
    /// As the host sees it: `127.0.0.2`.
    package var address: String
    /// Whether it is known to be Dovecot that listens there.
    package var isDovecots: Bool

    package init(_ listener: Listener, address: String, isDovecots: Bool) {
        self.listener = listener
        self.address = address
        self.isDovecots = isDovecots
    }
}
