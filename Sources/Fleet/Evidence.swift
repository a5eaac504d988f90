/// The raw result of one agent probe, which `Checks` parses.
package struct Evidence: Sendable, Equatable, Codable {
    package var probe: ProbeName
    package var ending: Ending
    package var output: [UInt8]
    package var errors: [UInt8]
    /// Whether a limit cut either stream.
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

    /// Whether the part marks in the output (`== NAME`, `== status NUMBER`) can be trusted.
    package enum Parts: String, Sendable, Codable {
        /// The agent printed them, so any program of the host can forge them: an old agent or a captured transcript.
        case marked
        /// The decoder wrote them for the agent's frames. No other line looks like one.
        case framed
        /// No part frame came, so no line is a mark.
        case none
        /// A part name came twice, or a frame was invalid.
        case forged
    }

    package enum Ending: Sendable, Equatable {
        /// 127 is a missing program, 126 one that cannot be executed.
        case exited(Int)
        case timedOut
        /// The probe's end mark never came.
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

/// The stable name of a probe, shared by the agent and the parser of its output.
package struct ProbeName: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { self.rawValue = value }
}
