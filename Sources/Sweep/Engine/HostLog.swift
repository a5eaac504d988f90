internal import Fleet
internal import Synchronization

/// What one host's sweep has brought home so far; it outlives the connection, so that a lost host keeps it.
final class HostLog: Sendable {
    private let host: String
    private let sink: any RecordSink
    private let redactor: Redactor
    private let state = Mutex<(evidence: [Evidence], dialogues: [Dialogue])>(([], []))

    init(host: String, sink: any RecordSink, redactor: Redactor) {
        self.host = host
        self.sink = sink
        self.redactor = redactor
    }

    var evidence: [Evidence] { state.withLock { $0.evidence } }
    var dialogues: [Dialogue] { state.withLock { $0.dialogues } }

    func add(_ evidence: Evidence) async {
        let cleaned = redactor.clean(evidence)
        state.withLock { $0.evidence.append(cleaned) }
        await sink.append(.evidence(host: host, cleaned))
    }

    func add(_ dialogue: Dialogue) async {
        state.withLock { $0.dialogues.append(dialogue) }
        await sink.append(.dialogue(host: host, dialogue))
    }
}
