internal import Checks
internal import Fleet
internal import Net
internal import Runs
internal import Sweep
internal import TLS

/// One sweep: interrupts, deadline, progress, judging.
struct SweepSession {
    let header: Record.Header
    let plan: SweepPlan
    let sweeper: Sweeper
    let reactor: Reactor
    let judging: Judging
    /// In seconds.
    let deadline: Int?
    let progress: ProgressLine

    /// For judging, after an interrupt or the deadline.
    private static let patience = Duration.seconds(1)

    /// The notes say whether the deadline ended the sweep.
    func run(recorder: Recorder) async -> (run: Run, notes: [String]) {
        let start = ContinuousClock.now
        for event in plan.kept.flatMap(\.events) { await recorder.append(event) }
        for record in plan.kept { judging.begin(record) }
        let interrupts = Interrupts()
        let sweep = Task(executorPreference: reactor) { await sweeper.sweep(plan.swept, observer: progress) }
        let cut = Promise<Void>()
        let end = { @Sendable in
            sweep.cancel()
            cut.settle(())
        }
        interrupts.onSignal(end)
        let timer = Task {
            guard let deadline, (try? await Task.sleep(for: .seconds(deadline))) != nil else { return false }
            end()
            return true
        }
        let shown = Task { await progress.show() }
        let records = plan.all(await sweep.value)
        shown.cancel()
        await shown.value
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        // Judging may be slow, so it is limited too.
        let impatience = Task {
            guard await cut.value() != nil, (try? await Task.sleep(for: Self.patience)) != nil else { return }
            judging.giveUp()
        }
        let results = await judging.results(of: records)
        timer.cancel()
        impatience.cancel()
        let interruption = interrupts.caught
        await recorder.append(.finished(seconds: seconds, interruption: interruption))
        let run = Run(
            header, seconds: seconds, catalogue: judging.catalogue, results: results, interruption: interruption)
        return (run, await timer.value ? lateness(run) : [])
    }

    private func lateness(_ run: Run) -> [String] {
        let left = run.hosts.count { $0.outcome == .interrupted }
        guard let deadline, left > 0 else { return [] }
        return [
            "--deadline (\(deadline) s) ended the sweep, and \(left) of \(run.hosts.count) hosts are not done: raise it, "
                + "or sweep them again with --rerun-failed \(run.id)"
        ]
    }
}
