/// What one probe of the agent returned, as received; its facts are parsed later, today or next year.
package struct Evidence: Sendable, Equatable, Codable {
    package var probe: ProbeName
    package var ending: Ending
    package var output: [UInt8]
    package var errors: [UInt8]
    /// Whether either stream was longer than the probe may send.
    package var isCut: Bool
    package var milliseconds: Int
    package var parts: Parts

    package init(
        _ probe: ProbeName, ending: Ending, output: [UInt8] = [], errors: [UInt8] = [], isCut: Bool = false,
        milliseconds: Int = 0, parts: Parts = .marked
    ) {
        self.probe = probe
        self.ending = ending
        self.output = output
        self.errors = errors
        self.isCut = isCut
        self.milliseconds = milliseconds
        self.parts = parts
    }

    /// How far the marks in the output (`== NAME`, `== status NUMBER`) can be trusted.
    package enum Parts: String, Sendable, Codable {
        /// The agent printed them, as any program of the host can: an agent of before, or a captured transcript.
        case marked
        /// The decoder wrote them where the agent's own frames stood, and no other line looks like one.
        case framed
        /// No frame of a part came, so no line of the output is a mark.
        case none
        /// Two parts came by one name: the output was forged or garbled.
        case forged
    }

    /// How the probe ended on the host.
    package enum Ending: Sendable, Equatable {
        /// With this exit status: 127 is a missing tool, 126 one that may not be run.
        case exited(Int)
        /// It was killed at its time limit.
        case timedOut
        /// It was announced, and the agent's output ended before its end did.
        case unreported
    }
}

extension Evidence {
    private enum Key: String, CodingKey { case probe, status, ending, output, errors, cut, milliseconds, parts }

    package func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        try line.encode(probe.rawValue, forKey: .probe)
        switch ending {
        case .exited(let status): try line.encode(status, forKey: .status)
        case .timedOut: try line.encode("timeout", forKey: .ending)
        case .unreported: try line.encode("unreported", forKey: .ending)
        }
        try line.encode(base64: output, forKey: .output)
        try line.encode(base64: errors, forKey: .errors)
        try line.encode(isCut, forKey: .cut)
        try line.encode(milliseconds, forKey: .milliseconds)
        if parts != .marked { try line.encode(parts, forKey: .parts) }
    }

    package init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: Key.self)
        let status = try line.decodeIfPresent(Int.self, forKey: .status)
        let isTimeout = try line.decodeIfPresent(String.self, forKey: .ending) == "timeout"
        self.init(
            ProbeName(rawValue: try line.decode(String.self, forKey: .probe)),
            ending: status.map { .exited($0) } ?? (isTimeout ? .timedOut : .unreported),
            output: try line.decode(base64: .output), errors: try line.decode(base64: .errors),
            isCut: try line.decode(Bool.self, forKey: .cut),
            milliseconds: try line.decode(Int.self, forKey: .milliseconds),
            parts: try line.decodeIfPresent(Parts.self, forKey: .parts) ?? .marked)
    }
}

/// The stable name of a probe, shared by the agent that runs it and the parser that reads it.
package struct ProbeName: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { self.rawValue = value }
}
