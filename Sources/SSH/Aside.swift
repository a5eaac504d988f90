internal import Glibc

/// Runs what may wait for a person on a thread of its own, so that no event loop is held up.
final class Aside: TaskExecutor {
    private final class Work {
        let job: UnownedJob
        let executor: Aside

        init(_ job: UnownedJob, on executor: Aside) {
            self.job = job
            self.executor = executor
        }

        func run() {
            job.runSynchronously(on: executor.asUnownedTaskExecutor())
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let work = Work(UnownedJob(job), on: self)
        let pointer = Unmanaged.passRetained(work).toOpaque()
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run()
                return nil
            }, pointer)
        if code == 0 {
            pthread_detach(thread)
        } else {
            // Without a thread to be had, better late than never.
            Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run()
        }
    }
}
