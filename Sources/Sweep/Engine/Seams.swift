package import Fleet

/// How hosts are reached: SSH in a sweep, a local shell or a script in tests, a record in a replay.
package protocol Transport: Sendable {
    /// Connects to the host, hands the connection to the body, and closes it, however the body ends.
    ///
    /// It tells the clock which phase it is in, waits for it (`answered`) once the host has said its first word, has no
    /// deadline of its own, and honours cancellation. The password, where one is known, is tried with the permit's leave alone, and what came of it is reported there.
    func withConnection<Result: Sendable>(
        to host: Host, password: GuardedSecret?, clock: PhaseClock,
        _ body: (any Connection) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result
}

/// A host that has let us in.
package protocol Connection {
    /// Starts a command and hands over its channel; when the body is left the channel is closed without waiting.
    func withShell<Result: Sendable>(
        _ command: String, _ body: (any Shell) async throws(HostFailure) -> Result
    ) async throws(HostFailure) -> Result

    /// Connects, from the host, to an address as the host sees it; hands the stream to the body where somebody answers,
    /// and closes it. One after another; `notTried` is a host that does not let us through.
    func dial<Result: Sendable>(
        _ address: String, port: Port, _ body: (any MailStream) async -> Result
    ) async -> (reach: Dialogue.Reach, result: Result?)
}

/// The channel of a command that runs on a host. It belongs to one task.
package protocol Shell: AnyObject {
    func read() async throws(HostFailure) -> ShellOutput
    func write(_ bytes: [UInt8]) async throws(HostFailure)
}

/// What comes from a command on a host.
package enum ShellOutput: Sendable, Equatable {
    case output([UInt8])
    case errors([UInt8])
    /// Nothing more will come; the exit status, where the host said one.
    case end(status: Int?)
}

/// Opens connections as a mail client does, straight to a host's address.
package protocol Dialer: Sendable {
    /// The addresses to which a name, or an address, leads clients; none where it leads nowhere, or nobody says so in
    /// time.
    func addresses(of name: String) async -> [MailAddress]

    /// Connects, hands the stream to the body where somebody answers, and closes it.
    func dial<Result: Sendable>(
        _ address: String, port: Port, _ body: (any MailStream) async -> Result
    ) async -> (reach: Dialogue.Reach, result: Result?)
}

/// An address that clients come to, in digits.
package struct MailAddress: Sendable, Hashable {
    package var text: String
    package var isIPv6: Bool
    /// Whether this machine has a way there at all.
    package var hasRoute: Bool

    package init(_ text: String, isIPv6: Bool, hasRoute: Bool = true) {
        self.text = text
        self.isIPv6 = isIPv6
        self.hasRoute = hasRoute
    }
}

/// A connection to a mail service, before and after TLS. It belongs to one task.
package protocol MailStream: AnyObject {
    /// Waits for bytes; an empty array is the end.
    func read() async throws(StreamLoss) -> [UInt8]
    func write(_ bytes: [UInt8]) async throws(StreamLoss)
    /// Shakes hands; the failure, if any, is in the value. Afterwards `read` and `write` go through TLS.
    func startTLS(serverName: String) async throws(StreamLoss) -> Dialogue.TLS
}

/// Why a mail stream ended before its time.
package enum StreamLoss: Error, Sendable, Equatable {
    /// The peer broke the connection.
    case broken
    /// The task was cancelled.
    case cancelled
}

/// Takes the lines of the record as the sweep goes, in order; a line is whole when it returns.
package protocol RecordSink: Sendable {
    func append(_ event: Record.Event) async
}
