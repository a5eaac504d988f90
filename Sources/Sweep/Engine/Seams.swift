package import Fleet

/// Connects to hosts: by SSH, or in tests by a local shell or a script.
package protocol Transport: Sendable {
    /// Connects to the host, runs the body, and always closes the connection.
    ///
    /// It enters the clock's phases, calls `answered` after the host's first bytes, and sets no deadlines. It honours
    /// cancellation. The password needs its permit, which gets the result.
    func withConnection<Result: Sendable>(
        to host: Host, password: GuardedSecret?, clock: PhaseClock,
        _ body: (any Connection) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result
}

/// An authenticated connection to a host.
package protocol Connection {
    /// Starts a command and runs the body with its channel, which then closes without waiting.
    func withShell<Result: Sendable>(
        _ command: String, _ body: (any Shell) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result

    /// Connects from the host to an address, one call at a time. The reach is `notTried` where forwarding is forbidden.
    func dial<Result: Sendable>(
        _ address: String, port: Port, _ body: (any MailStream) async -> Result
    ) async -> (reach: Dialogue.Reach, result: Result?)
}

/// The channel of a remote command, for one task.
package protocol Shell: AnyObject {
    func read() async throws(HostFailure) -> ShellOutput
    func write(_ bytes: [UInt8]) async throws(HostFailure)
}

package enum ShellOutput: Sendable, Equatable {
    case output([UInt8])
    case errors([UInt8])
    /// The exit status, if the host sent one.
    case end(status: Int?)
}

/// Connects directly to a host, like a mail client.
package protocol Dialer: Sendable {
    /// Empty if the name does not resolve in time.
    func addresses(of name: String) async -> [MailAddress]

    /// Connects, runs the body with the stream, and closes it.
    func dial<Result: Sendable>(
        _ address: String, port: Port, _ body: (any MailStream) async -> Result
    ) async -> (reach: Dialogue.Reach, result: Result?)
}

/// A numeric address.
package struct MailAddress: Sendable, Hashable {
    package var text: String
    package var isIPv6: Bool
    package var hasRoute: Bool

    package init(_ text: String, isIPv6: Bool, hasRoute: Bool = true) {
        self.text = text
        self.isIPv6 = isIPv6
        self.hasRoute = hasRoute
    }
}

/// A connection to a mail service, for one task.
package protocol MailStream: AnyObject {
    /// An empty array is the end of the stream.
    func read() async throws(StreamLoss) -> [UInt8]
    func write(_ bytes: [UInt8]) async throws(StreamLoss)
    /// A failed handshake is in the returned value. Afterwards `read` and `write` use TLS.
    func startTLS(serverName: String) async throws(StreamLoss) -> Dialogue.TLS
}

package enum StreamLoss: Error, Sendable, Equatable {
    case broken
    case cancelled
}

/// Writes record events in order. `append` returns when the line is complete.
package protocol RecordSink: Sendable {
    func append(_ event: Record.Event) async
}
