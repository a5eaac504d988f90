internal import CEpoll
internal import Dispatch
internal import Glibc
internal import Synchronization

/// The sockets of an event loop, watched together: an epoll set, which is itself the one thing that Dispatch watches.
///
/// Dispatch alone arms a socket anew after each event, by way of another thread, which costs more than all that is done
/// with a packet; and it loses a socket that hangs up while it is not armed. In the set a socket is armed once, for all
/// its changes (EPOLLET), so whoever is told of one must read until EAGAIN, and write until EAGAIN before he waits.
final class SocketSet: Sendable {
    /// Told on the event loop that a socket may have something to read, or take something again.
    typealias Watcher = @Sendable (_ isReadable: Bool, _ isWritable: Bool) -> Void

    /// Names a watched socket; a descriptor's number may by now be another socket's.
    typealias Token = UInt64

    /// So many events are delivered before others have their turn on the event loop.
    private static let batch = 64

    private struct State {
        var watchers: [Token: Watcher] = [:]
        var last: Token = 0
    }

    private let number: Int32
    /// libdispatch lets any thread cancel it; its Swift overlay does not say so.
    private nonisolated(unsafe) let source: any DispatchSourceRead
    private let state = Mutex(State())

    init(on queue: DispatchQueue) {
        number = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard number >= 0 else { fatalError("no event loop: \(systemText(errno))") }
        source = DispatchSource.makeReadSource(fileDescriptor: number, queue: queue)
        source.setCancelHandler { [number] in close(number) }
        source.setEventHandler { [weak self] in self?.deliver() }
        source.activate()
    }

    deinit {
        source.cancel()
    }

    /// Watches a socket from now on; what it is ready for already is told too.
    func add(_ socket: Int32, _ watcher: @escaping Watcher) -> Token {
        let token = state.withLock { state in
            state.last += 1
            state.watchers[state.last] = watcher
            return state.last
        }
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        event.data.u64 = token
        // It fails for want of memory alone; the deadline of whoever waits then ends the wait.
        epoll_ctl(number, EPOLL_CTL_ADD, socket, &event)
        return token
    }

    /// The watcher is not called again, but for a call that is under way on the event loop.
    func remove(_ token: Token, socket: Int32) {
        epoll_ctl(number, EPOLL_CTL_DEL, socket, nil)
        state.withLock { _ = $0.watchers.removeValue(forKey: token) }
    }

    private func deliver() {
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.batch) { events in
            let count = epoll_wait(number, events.baseAddress, Int32(events.count), 0)
            for event in events.prefix(Int(max(0, count))) {
                let watcher = state.withLock { $0.watchers[event.data.u64] }
                let trouble = event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
                watcher?(
                    trouble || event.events & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue) != 0,
                    trouble || event.events & EPOLLOUT.rawValue != 0)
            }
        }
    }
}
