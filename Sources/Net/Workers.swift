internal import CEpoll
internal import Dispatch
internal import Glibc
internal import Synchronization

/// A thread pool for computations that may never end.
///
/// Endless work would exhaust the few threads of Swift and Dispatch. Here a late job is given up; its thread continues
/// at the lowest priority and is replaced.
package final class Workers: Sendable {
    private struct State {
        var waiting: [Job] = []
        var running = 0
        /// Threads whose job was given up.
        var stuck = 0
        var isOver = false
    }

    private let width: Int
    private let limit: Duration
    private let mostStuck: Int
    private let state = Mutex(State())
    private let timers = DispatchQueue(label: "workers")

    /// `width` is the number of parallel jobs, `limit` the time for each. With `mostStuck` stuck threads nothing more
    /// begins.
    package init(width: Int? = nil, limit: Duration, mostStuck: Int = 64) {
        self.width = max(1, width ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        self.limit = limit
        self.mostStuck = mostStuck
    }

    /// Queues a job; the promise gives nil if it is given up.
    package func begin<Answer: Sendable>(_ work: @escaping @Sendable () -> Answer) -> Promise<Answer> {
        let promise = Promise<Answer>()
        let job = Job {
            promise.settle(work())
        } giveUp: {
            promise.settle(nil)
        }
        let starts = state.withLock { state -> Bool? in
            if state.isOver { return nil }
            state.waiting.append(job)
            guard state.running < width else { return false }
            state.running += 1
            return true
        }
        if starts == true { startThread() } else if starts == nil { job.giveUp() }
        return promise
    }

    /// Gives up all unfinished jobs, and begins no more.
    package func giveUp() {
        let jobs = state.withLock { state in
            state.isOver = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for job in jobs + doing.withLock({ Array($0.values) }) { job.giveUp() }
    }

    private let doing = Mutex<[ObjectIdentifier: Job]>([:])

    private func startThread() {
        let pointer = Unmanaged.passRetained(self).toOpaque()
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Workers>.fromOpaque(pointer).takeRetainedValue().work()
                return nil
            }, pointer)
        if code == 0 {
            pthread_detach(thread)
        } else {
            Unmanaged<Workers>.fromOpaque(pointer).release()
            endThread()
        }
    }

    private func work() {
        let thread = Thread()
        // Sockets, timers and signals come first.
        thread.lower(to: 5)
        while let job = next() {
            doing.withLock { $0[ObjectIdentifier(job)] = job }
            watch(job, on: thread, since: thread.used)
            job.run()
            doing.withLock { $0[ObjectIdentifier(job)] = nil }
            guard job.end() else {
                state.withLock { $0.stuck -= 1 }
                return
            }
        }
    }

    private func next() -> Job? {
        state.withLock { state in
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            state.running -= 1
            return nil
        }
    }

    /// With little CPU time a job gets more: the program was stopped, or the machine is busy.
    private func watch(_ job: Job, on thread: Thread, since start: Duration, again: Int = 5) {
        timers.asyncAfter(deadline: .now() + .milliseconds(Int(limit / .milliseconds(1)))) { [weak job] in
            guard let job, !job.isDone else { return }
            if again > 0, thread.used - start < self.limit / 2 {
                self.watch(job, on: thread, since: start, again: again - 1)
            } else {
                self.expire(job, on: thread)
            }
        }
    }

    private func expire(_ job: Job, on thread: Thread) {
        guard job.expire() else { return }
        thread.lower(to: 19)
        job.giveUp()
        let (starts, left) = state.withLock { state -> (Bool, [Job]) in
            state.stuck += 1
            state.running -= 1
            if state.stuck >= mostStuck {
                state.isOver = true
                defer { state.waiting = [] }
                return (false, state.waiting)
            }
            guard !state.waiting.isEmpty else { return (false, []) }
            state.running += 1
            return (true, [])
        }
        if starts { startThread() }
        for job in left { job.giveUp() }
    }

    private func endThread() {
        let left = state.withLock { state -> [Job] in
            state.running -= 1
            guard state.running == 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for job in left { job.giveUp() }
    }
}

private struct Thread {
    private let number = shim_thread()
    private let clock: clockid_t

    init() {
        var clock = clockid_t()
        pthread_getcpuclockid(pthread_self(), &clock)
        self.clock = clock
    }

    /// CPU time; endless once the thread has ended.
    var used: Duration {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { return .seconds(Int64.max / 4) }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// On Linux a thread has its own nice value (setpriority(2), "C library/kernel differences").
    func lower(to nice: Int32) { shim_set_nice(number, nice) }
}

private final class Job: Sendable {
    private enum State { case begun, expired, done }

    let run: @Sendable () -> Void
    let giveUp: @Sendable () -> Void
    private let state = Mutex(State.begun)

    init(run: @escaping @Sendable () -> Void, giveUp: @escaping @Sendable () -> Void) {
        (self.run, self.giveUp) = (run, giveUp)
    }

    var isDone: Bool { state.withLock { $0 != .begun } }

    /// False if the job has expired.
    func end() -> Bool {
        state.withLock { state in
            guard state == .begun else { return false }
            state = .done
            return true
        }
    }

    /// False if the job is done.
    func expire() -> Bool {
        state.withLock { state in
            guard state == .begun else { return false }
            state = .expired
            return true
        }
    }
}
