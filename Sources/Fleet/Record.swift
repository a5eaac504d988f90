/// The record of a sweep, from which all else is computed: JSON lines, first a header, then events.
package enum Record {
    /// A reader refuses any other version.
    package static let schema = "dovesweep.record/1"

    /// The first line.
    package struct Header: Sendable, Equatable, Codable {
        package var schema = Record.schema
        package var id: String
        /// Unix seconds.
        package var started: Int64
        package var agentHash: String
        package var parameters: Parameters
        /// In inventory order.
        package var hosts: [Host]
        /// The run whose failing hosts this one swept again. It has the evidence of the others.
        package var rerunOf: String?
        /// Whether inventory hosts were left out; nil in older records.
        package var isPartial: Bool?
        /// SHA-256 of the command or connection of each check of the operator's, by its id; nil in older records.
        package var ownLooks: [String: String]?

        package init(
            id: String, started: Int64, agentHash: String, parameters: Parameters, hosts: [Host],
            rerunOf: String? = nil, isPartial: Bool? = nil, ownLooks: [String: String]? = nil
        ) {
            self.id = id
            self.started = started
            self.agentHash = agentHash
            self.parameters = parameters
            self.hosts = hosts
            self.rerunOf = rerunOf
            self.isPartial = isPartial
            self.ownLooks = ownLooks
        }
    }

    /// One line. A host without `ended` was interrupted.
    package enum Event: Sendable, Equatable {
        case began(host: String, at: Int64)
        case evidence(host: String, Evidence)
        case dialogue(host: String, Dialogue)
        case ended(host: String, Ending)
        case finished(seconds: Double, interruption: Int?)
    }

    /// How one host's sweep ended.
    package struct Ending: Sendable, Equatable, Codable {
        package var outcome: Outcome
        package var reason: String?
        package var seconds: Double

        package init(outcome: Outcome, reason: String? = nil, seconds: Double) {
            self.outcome = outcome
            self.reason = reason
            self.seconds = seconds
        }
    }
}

extension Record.Event: Codable {
    private enum Key: String, CodingKey { case event, host, at, evidence, dialogue, ending, seconds, interruption }

    package func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        switch self {
        case .began(let host, let at):
            try line.encode("began", forKey: .event)
            try line.encode(host, forKey: .host)
            try line.encode(at, forKey: .at)
        case .evidence(let host, let evidence):
            try line.encode("evidence", forKey: .event)
            try line.encode(host, forKey: .host)
            try line.encode(evidence, forKey: .evidence)
        case .dialogue(let host, let dialogue):
            try line.encode("dialogue", forKey: .event)
            try line.encode(host, forKey: .host)
            try line.encode(dialogue, forKey: .dialogue)
        case .ended(let host, let ending):
            try line.encode("ended", forKey: .event)
            try line.encode(host, forKey: .host)
            try line.encode(ending, forKey: .ending)
        case .finished(let seconds, let interruption):
            try line.encode("finished", forKey: .event)
            try line.encode(seconds, forKey: .seconds)
            try line.encodeIfPresent(interruption, forKey: .interruption)
        }
    }

    package init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: Key.self)
        func host() throws -> String { try line.decode(String.self, forKey: .host) }
        switch try line.decode(String.self, forKey: .event) {
        case "began": self = .began(host: try host(), at: try line.decode(Int64.self, forKey: .at))
        case "evidence":
            self = .evidence(host: try host(), try line.decode(Evidence.self, forKey: .evidence))
        case "dialogue":
            self = .dialogue(host: try host(), try line.decode(Dialogue.self, forKey: .dialogue))
        case "ended": self = .ended(host: try host(), try line.decode(Record.Ending.self, forKey: .ending))
        case "finished":
            self = .finished(
                seconds: try line.decode(Double.self, forKey: .seconds),
                interruption: try line.decodeIfPresent(Int.self, forKey: .interruption))
        case let other:
            throw DecodingError.dataCorruptedError(
                forKey: .event, in: line, debugDescription: "no event is called “\(other)”")
        }
    }
}

/// All evidence of one host, the input of its checks.
package struct HostRecord: Sendable, Equatable {
    package var host: Host
    /// Unix seconds. Dates are judged at this time.
    package var began: Int64
    package var evidence: [Evidence]
    package var dialogues: [Dialogue]
    package var ending: Record.Ending

    package init(
        host: Host, began: Int64, evidence: [Evidence] = [], dialogues: [Dialogue] = [], ending: Record.Ending
    ) {
        self.host = host
        self.began = began
        self.evidence = evidence
        self.dialogues = dialogues
        self.ending = ending
    }
}
