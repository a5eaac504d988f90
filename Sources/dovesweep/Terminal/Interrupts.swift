internal import Dispatch
internal import Glibc
internal import Synchronization

/// The first SIGINT or SIGTERM ends the sweep with a report, the second ends the program.
final class Interrupts: Sendable {
    private struct State {
        var caught: Int?
        var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    nonisolated(unsafe) private var sources: [any DispatchSourceSignal] = []

    init() {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [weak self] in self?.caught(Int(number)) }
            source.resume()
            unsafe sources.append(source)
        }
    }

    var caught: Int? { state.withLock { $0.caught } }

    /// Runs at once if the signal has come.
    func onSignal(_ action: @escaping @Sendable () -> Void) {
        let isLate = state.withLock {
            $0.action = action
            return $0.caught != nil
        }
        if isLate { action() }
    }

    private func caught(_ number: Int) {
        let action = state.withLock { state -> (@Sendable () -> Void)? in
            if state.caught != nil { exit(Int32(128 + number)) }
            state.caught = number
            return state.action
        }
        action?()
    }
}
