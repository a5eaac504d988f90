internal import Dispatch

/// The event loop: a task executor on one serial Dispatch queue.
///
/// Tasks with `executorPreference: reactor` need no locks, and must not block or compute for long.
package final class Reactor: TaskExecutor {
    let queue: DispatchQueue
    let sockets: SocketSet

    package init() {
        queue = DispatchQueue(label: "reactor")
        sockets = SocketSet(on: queue)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
