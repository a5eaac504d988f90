internal import Glibc

/// Runs each job on a new thread, as it may block until the user answers.
final class BlockingExecutor: TaskExecutor {
    private final class Work {
        let job: UnownedJob
        let executor: BlockingExecutor

        init(_ job: UnownedJob, on executor: BlockingExecutor) {
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
            Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run()
        }
    }
}
