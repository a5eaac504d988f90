/// What one probe of the agent returned, as received; its facts are parsed later, today or next year.
package struct Evidence: Sendable, Equatable, Codable {
    package var probe: ProbeName
    package var ending: Ending
    package var output: [UInt8]
    package var errors: [UInt8]
    /// Whether either stream was longer than the probe may send.
    package var isCut: Bool
    package var milliseconds: Int

    package init(
        _ probe: ProbeName, ending: Ending, output: [UInt8] = [], errors: [UInt8] = [], isCut: Bool = false,
        milliseconds: Int = 0
    ) {
        self.probe = probe
        self.ending = ending
        self.output = output
        self.errors = errors
        self.isCut = isCut
        self.milliseconds = milliseconds
    }

    /// How the probe ended on the host.
    package enum Ending: Sendable, Equatable, Codable {
        /// With this exit status: 127 is a missing tool, 126 one that may not be run.
        case exited(Int)
        /// It was killed at its time limit.
        case timedOut
        /// It was announced, and the agent's output ended before its end did.
        case unreported
    }
}

/// The stable name of a probe, shared by the agent that runs it and the parser that reads it.
package struct ProbeName: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { self.rawValue = value }
}
