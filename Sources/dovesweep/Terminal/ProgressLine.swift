internal import Fleet
internal import Reports
internal import Runs
internal import Sweep
internal import Synchronization

final class ProgressLine: SweepObserver {
    private struct State {
        var ended = 0
        var failing = 0
        /// Hosts being swept, and since when.
        var begun: [String: ContinuousClock.Instant] = [:]
    }

    private let hosts: Int
    private let isShown: Bool
    private let style: ReportStyle
    private let judging: Judging
    private let state = Mutex(State())

    init(hosts: Int, isShown: Bool, style: ReportStyle, judging: Judging) {
        self.hosts = hosts
        self.isShown = isShown
        self.style = style
        self.judging = judging
    }

    func began(_ host: Host) {
        state.withLock { $0.begun[host.name] = .now }
    }

    func ended(_ record: HostRecord) {
        state.withLock {
            $0.begun[record.host.name] = nil
            $0.ended += 1
        }
        judging.begin(record) { [self] result in
            if result.standing == .failing { state.withLock { $0.failing += 1 } }
        }
    }

    /// Redraws the line until the task is cancelled, then clears it.
    func show() async {
        guard isShown else { return }
        while !Task.isCancelled {
            if !TerminalPrompt.isAsked { write(standardError: "\r" + line + "\u{1B}[K") }
            try? await Task.sleep(for: .milliseconds(200))
        }
        write(standardError: "\r\u{1B}[K")
    }

    private var line: String {
        let (progress, now) = (state.withLock { $0 }, ContinuousClock.now)
        let slowest = progress.begun.min { $0.value < $1.value }
        return SweepProgress(
            hosts: hosts, ended: progress.ended, failing: progress.failing, inHand: progress.begun.count,
            slowest: slowest.map { (name: $0.key, seconds: (now - $0.value) / .seconds(1)) }
        ).line(in: style)
    }
}
