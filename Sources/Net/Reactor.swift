internal import Dispatch

/// The event loop: one serial queue on which sockets report and the tasks that prefer this executor run.
///
/// Start a task with `executorPreference: reactor` and write plain sequential code in it: each await costs one hop on
/// the queue, child tasks stay on it, and what the task owns needs no lock. Nothing on it may block or compute for long.
package final class Reactor: TaskExecutor {
    let queue: DispatchQueue
    let sockets: SocketSet

    /// Makes an event loop of its own; a process needs one.
    package init() {
        queue = DispatchQueue(label: "reactor")
        sockets = SocketSet(on: queue)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
