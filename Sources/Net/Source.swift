internal import Dispatch

/// A Dispatch source that any thread may suspend, resume and cancel: libdispatch says so, its Swift overlay does not.
struct Source: @unchecked Sendable {
    private let raw: any DispatchSourceProtocol

    static func reading(_ descriptor: Int32, on queue: DispatchQueue) -> Source {
        Source(raw: DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue))
    }

    static func writing(_ descriptor: Int32, on queue: DispatchQueue) -> Source {
        Source(raw: DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue))
    }

    func activate(event: @escaping @Sendable () -> Void, cancelled: @escaping @Sendable () -> Void) {
        raw.setEventHandler(handler: event)
        raw.setCancelHandler(handler: cancelled)
        raw.activate()
    }

    func suspend() { raw.suspend() }
    func resume() { raw.resume() }
    func cancel() { raw.cancel() }
}
