/// The record of a sweep: everything else is computed from it. Append-only JSON lines, a header and then events.
package enum Record {
    /// The version of the format; a reader refuses what it does not know.
    package static let schema = "dovesweep.record/1"

    /// The first line: what was asked, of whom, and with what.
    package struct Header: Sendable, Equatable, Codable {
        package var schema = Record.schema
        package var id: String
        /// Unix seconds.
        package var started: Int64
        package var agentHash: String
        package var parameters: Parameters
        /// The hosts in inventory order.
        package var hosts: [Host]

        package init(id: String, started: Int64, agentHash: String, parameters: Parameters, hosts: [Host]) {
            self.id = id
            self.started = started
            self.agentHash = agentHash
            self.parameters = parameters
            self.hosts = hosts
        }
    }

    /// What happened, a line each; a host without an `ended` was interrupted.
    package enum Event: Sendable, Equatable, Codable {
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

/// What the judges need to know of how the sweep was asked for.
package struct Parameters: Sendable, Equatable, Codable {
    /// `--migrated`: mail must exist, not merely be creatable.
    package var isMigrated = false
    /// `--expiry-warning`: days before expiry from which to warn; nil is the contract's rule.
    package var expiryWarningDays: Int?
    /// `--no-outside`: nothing was tried from outside.
    package var looksOutside = true
    /// `--ca-file`, on the coordinator.
    package var caFile: String?
    /// `--only` and `--skip`: items and check ids.
    package var only: [String] = []
    package var skip: [String] = []

    package init() {}
}

/// All that one host's sweep brought home, as its judges get it.
package struct HostRecord: Sendable, Equatable {
    package var host: Host
    /// When its sweep began, in Unix seconds; dates are judged at this time.
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
