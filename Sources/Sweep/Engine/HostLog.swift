internal import Fleet
internal import Synchronization

/// The redacted evidence of one host. It outlives the connection, so a lost host keeps it.
final class HostLog: Sendable {
    private let host: String
    private let sink: any RecordSink
    private let redactor: Redactor
    private let state = Mutex(State())

    private struct State {
        var evidence: [Evidence] = []
        var dialogues: [Dialogue] = []
        var left = HostLog.mostBytes
    }

    /// The agent's probes may send a third of it.
    static let mostBytes = 4 << 20

    init(host: String, sink: any RecordSink, redactor: Redactor) {
        self.host = host
        self.sink = sink
        self.redactor = redactor
    }

    var evidence: [Evidence] { state.withLock { $0.evidence } }
    var dialogues: [Dialogue] { state.withLock { $0.dialogues } }

    func add(_ evidence: Evidence) async {
        let cleaned = state.withLock { state in
            let bounded = redactor.clean(evidence).cut(to: &state.left)
            state.evidence.append(bounded)
            return bounded
        }
        await sink.append(.evidence(host: host, cleaned))
    }

    func add(_ dialogue: Dialogue) async {
        let cleaned = redactor.clean(dialogue)
        state.withLock { $0.dialogues.append(cleaned) }
        await sink.append(.dialogue(host: host, cleaned))
    }
}

extension Evidence {
    fileprivate func cut(to left: inout Int) -> Evidence {
        var kept = self
        kept.output = Array(output.prefix(left))
        left -= kept.output.count
        kept.errors = Array(errors.prefix(left))
        left -= kept.errors.count
        if kept.output.count + kept.errors.count < output.count + errors.count { kept.isCut = true }
        return kept
    }
}
